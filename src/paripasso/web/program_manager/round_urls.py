"""Addresses of programmes and rounds, for those who run them."""

from __future__ import annotations

from django.urls import path

from paripasso.web.program_manager.views import enrolment_imports, posters, programs, rounds

urlpatterns = [
    path("", programs.listed, name="programs"),
    path("programmes/new/", programs.new, name="programme-new"),
    path("programmes/<slug:slug>/words/", programs.words, name="words"),
    path("programmes/<slug:slug>/people/", programs.team, name="team"),
    path("programmes/<slug:slug>/people/grant/", programs.grant, name="grant"),
    path("programmes/<slug:slug>/people/<uuid:grant_id>/revoke/", programs.revoke, name="revoke"),
    path("rounds/<slug:slug>/", rounds.round, name="round"),
    path("rounds/<slug:slug>/poster.pdf", posters.poster, name="poster"),
    path("rounds/<slug:slug>/move/", rounds.move, name="round-move"),
    path("rounds/<slug:slug>/enrolled/", rounds.enrolled, name="enrolled"),
    path("rounds/<slug:slug>/enrolled/files/", enrolment_imports.files, name="enrolment-imports"),
    path("rounds/<slug:slug>/enrolled/files/<uuid:import_id>/", enrolment_imports.preview, name="enrolment-import"),
    path(
        "rounds/<slug:slug>/enrolled/files/<uuid:import_id>/columns/",
        enrolment_imports.choose,
        name="enrolment-import-columns",
    ),
    path(
        "rounds/<slug:slug>/enrolled/files/<uuid:import_id>/apply/",
        enrolment_imports.apply,
        name="enrolment-import-apply",
    ),
    path(
        "rounds/<slug:slug>/enrolled/files/<uuid:import_id>/faults.csv",
        enrolment_imports.faults,
        name="enrolment-import-faults",
    ),
    path("rounds/<slug:slug>/enrolled/<uuid:enrolment_id>/", rounds.enrolment, name="enrolment"),
]
