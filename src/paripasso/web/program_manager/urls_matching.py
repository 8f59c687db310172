"""Addresses of the matching studio."""

from __future__ import annotations

from django.urls import URLPattern, path

from paripasso.web.program_manager.views import matching, matching_decisions, matching_publish

urlpatterns: list[URLPattern] = [
    path("rounds/<slug:slug>/matching/", matching.studio, name="matching"),
    path("rounds/<slug:slug>/matching/run/", matching.start, name="run-start"),
    path("runs/<uuid:run_id>/progress/", matching.progress, name="run-progress"),
    path("runs/<uuid:run_id>/cancel/", matching.cancel, name="run-cancel"),
    path("runs/<uuid:run_id>/publish/", matching_publish.publish, name="run-publish"),
    path("proposals/<uuid:proposal_id>/lock/", matching_decisions.lock, name="proposal-lock"),
    path("proposals/<uuid:proposal_id>/unlock/", matching_decisions.unlock, name="proposal-unlock"),
    path("proposals/<uuid:proposal_id>/reject/", matching_decisions.reject, name="proposal-reject"),
    path("proposals/<uuid:proposal_id>/restore/", matching_decisions.restore, name="proposal-restore"),
]
