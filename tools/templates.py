"""What a template may not hold: anything inline, untrimmed texts, a form without its token: `python -m tools.templates`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = "src/paripasso/templates"

# (what is wrong, how to see it, whether e-mails are exempt: their programs know inline styles only)
RULES = (
    ("an inline style; use a class", re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE), True),
    ("a style block; use the theme file", re.compile(r"<style\b", re.IGNORECASE), True),
    ("an inline handler; use data-* and a module", re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE), False),
    ("an inline script; use a file", re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE), False),
    ("a javascript: address", re.compile(r"javascript:", re.IGNORECASE), False),
    ("hx-on or js:, which need eval", re.compile(r"\bhx-on\b|\bhx-(vals|headers)=['\"]js:", re.IGNORECASE), False),
    ("blocktranslate without trimmed", re.compile(r"{%\s*blocktrans(late)?\b(?![^%]*\btrimmed\b)[^%]*%}"), False),
    ("|safe: what may be trusted is marked where it is made", re.compile(r"\|\s*safe\b|{%\s*autoescape off"), False),
    ("an address from elsewhere; pages load nothing from other hosts", re.compile(r"(src|srcset)=[\"']https?:"), False),
)
FORM = re.compile(r"<form\b[^>]*method\s*=\s*[\"']post[\"'].*?</form>", re.IGNORECASE | re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)


def blanked(text: str) -> str:
    """Take comments out, line by line, so that the numbers still fit."""
    return COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)


def in_template(name: str, text: str) -> Iterator[str]:
    """Yield each finding as `path:line: what`."""
    text, mail, plain = blanked(text), "/emails/" in name, name.endswith(".txt")
    for what, pattern, exempt in RULES:
        untrimmed = plain and "trimmed" in what  # a line break means something in a plain text
        if untrimmed or (mail and exempt):
            continue
        for found in pattern.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {what}"
    for form in FORM.finditer(text):
        if "csrf_token" not in form.group() and "include" not in form.group():
            yield f"{name}:{text.count(chr(10), 0, form.start()) + 1}: a form that posts without {{% csrf_token %}}"


def findings(root: Path = ROOT) -> list[str]:
    """Every finding in every template."""
    paths = sorted(path for path in (root / HOME).rglob("*") if path.suffix in {".html", ".txt"})
    return [line for path in paths for line in in_template(path.relative_to(root).as_posix(), path.read_text())]


if __name__ == "__main__":
    results = findings()
    print("\n".join(results) or "Templates: nothing inline, nothing missing.")
    sys.exit(bool(results))
