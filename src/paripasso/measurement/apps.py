from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    name = "paripasso.measurement"
    label = "measurement"
