from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "paripasso.core"
    label = "core"
