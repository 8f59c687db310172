"""Addresses of the administrator pages."""

from __future__ import annotations

from django.urls import path

from paripasso.web.administrator.views import imports, people

app_name = "administrator"
urlpatterns = [
    path("people/", people.everybody, name="people"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("people/<uuid:person_id>/change/", people.change, name="person-change"),
    path("imports/", imports.files, name="imports"),
    path("imports/<uuid:import_id>/", imports.preview, name="import"),
    path("imports/<uuid:import_id>/columns/", imports.choose, name="import-columns"),
    path("imports/<uuid:import_id>/apply/", imports.apply, name="import-apply"),
    path("imports/<uuid:import_id>/faults.csv", imports.faults, name="import-faults"),
]
