"""Who can see a field: the label beside it comes from the one table, `web/shared/visibility.py`."""

from __future__ import annotations

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from paripasso.web.shared.visibility import sight_of

register = Library()


@register.simple_tag
def who_sees(what: str) -> SafeString:
    """Say who can see this: `{% who_sees "Note.text" %}`. Raises KeyError for what the table does not hold."""
    return mark_safe(render_to_string("components/who_sees.html", {"sight": sight_of(what)}))  # noqa: S308 - a template of ours
