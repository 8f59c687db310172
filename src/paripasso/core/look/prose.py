"""Words of people: Markdown with HTML off, then cleaned; sealed words, revealed nowhere else in a page."""

from __future__ import annotations

from typing import Any

import nh3
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

READER = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(
    ["image", "html_inline", "html_block"]
)
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr", "h3", "h4", "h5", "h6"}
SCHEMES = {"http", "https", "mailto"}
CLOSED = "•••"


def markdown(text: str) -> SafeString:
    """Turn someone's Markdown into HTML that is safe even without a content policy. Headings start below the page's own."""
    html = READER.render(text)
    for level, lower in ((2, 4), (1, 3)):
        html = html.replace(f"<h{level}>", f"<h{lower}>").replace(f"</h{level}>", f"</h{lower}>")
    clean = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="noopener noreferrer nofollow"
    )
    return mark_safe(clean)  # noqa: S308 - cleaned one line above


def sealed(text: Any, form: str = "") -> SafeString:
    """Reveal an opened text inside the page: plain, `lines` (line breaks kept) or `prose` (Markdown).

    What nobody opened stays closed: three dots.
    """
    reveal = getattr(text, "reveal", None)
    if reveal is None:
        return format_html('<span class="pp-closed">{}</span>', CLOSED)
    words: str = reveal()
    if form == "prose":
        return markdown(words)
    return mark_safe(linebreaks(words, autoescape=True)) if form == "lines" else format_html("{}", words)  # noqa: S308 - escaped by linebreaks
