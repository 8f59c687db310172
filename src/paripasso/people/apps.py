from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "paripasso.people"
    label = "people"
