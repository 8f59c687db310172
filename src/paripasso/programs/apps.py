from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "paripasso.programs"
    label = "programs"
