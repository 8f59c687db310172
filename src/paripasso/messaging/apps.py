from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "paripasso.messaging"
    label = "messaging"
