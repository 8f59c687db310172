from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "paripasso.config"
    label = "config"
