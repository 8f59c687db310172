from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "paripasso.sealing"
    label = "sealing"
