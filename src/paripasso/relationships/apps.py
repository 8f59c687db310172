from django.apps import AppConfig


class RelationshipsConfig(AppConfig):
    name = "paripasso.relationships"
    label = "relationships"
