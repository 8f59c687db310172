"""Addresses of enrolment."""

from __future__ import annotations

from django.urls import path

from paripasso.web.peer.views import enrolment, enrolment_steps

urlpatterns = [
    path("enrol/<slug:slug>/", enrolment.enrolment, name="enrolment"),
    path("enrol/<slug:slug>/start/", enrolment.start, name="enrolment-start"),
    path("enrol/<slug:slug>/accept/", enrolment.accept, name="enrolment-accept"),
    path("enrol/<slug:slug>/withdraw/", enrolment.withdraw, name="enrolment-withdraw"),
    path("enrol/<slug:slug>/reopen/", enrolment.reopen, name="enrolment-reopen"),
    path("enrol/<slug:slug>/pause/", enrolment.pause, name="enrolment-pause"),
    path("enrol/<slug:slug>/resume/", enrolment.resume, name="enrolment-resume"),
    path("enrol/<slug:slug>/<slug:name>/", enrolment_steps.step, name="enrolment-step"),
]
