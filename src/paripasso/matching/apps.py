from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "paripasso.matching"
    label = "matching"
