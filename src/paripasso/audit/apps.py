from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "paripasso.audit"
    label = "audit"
