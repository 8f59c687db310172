from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "paripasso.enrolment"
    label = "enrolment"
