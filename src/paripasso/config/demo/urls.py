"""Addresses of the demonstration."""

from __future__ import annotations

from django.urls import path

from paripasso.config.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.doors, name="doors"),
    path("enter/<uuid:person_id>/", views.enter, name="enter"),
    path("mail/", views.mailbox, name="mailbox"),
    path("mail/<uuid:notice_id>/", views.letter, name="letter"),
]
