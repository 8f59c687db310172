from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "paripasso.web"
    label = "web"
