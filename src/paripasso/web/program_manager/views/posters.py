"""The posters of a round, to print."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from paripasso.programs import access
from paripasso.programs.launch.poster import Size
from paripasso.programs.launch.poster import poster as draw


@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a poster as PDF: `?language=it|en&size=A3|A4`."""
    round = access.round_for(request.user, slug)
    language, size = request.GET.get("language", "it"), request.GET.get("size", Size.A3)
    if language not in {"it", "en"} or size not in set(Size):
        raise Http404
    made = draw(round, language=language, size=Size(size))
    name = f"{round.slug}-{size}-{language}.pdf"
    return HttpResponse(
        made.pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
