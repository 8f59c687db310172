"""The code of a skill that comes with a name alone. Pure, and plain Python: `scripts/real_company.py` uses it too."""

from __future__ import annotations

import hashlib
import re
import unicodedata

SPELT = {"+": "-plus-", "#": "-sharp-", ".": "-dot-", "&": "-and-"}


def code_of(name: str) -> str:
    """Return a code: "C++" is c-plus-plus, "C#" c-sharp, ".NET" dot-net, "HTML/CSS" html-css; at most 80 characters."""
    spelt = "".join(SPELT.get(sign, sign) for sign in name.strip().lower())
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    code = re.sub(r"[^a-z0-9]+", "-", plain)[:81].strip("-")[:80]
    return code or f"skill-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
