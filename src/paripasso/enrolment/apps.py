from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    name = "paripasso.enrolment"
    label = "enrolment"

    def ready(self) -> None:
        """Tell the people's imports that enrolments can be brought in as well."""
        # Here, because actions import models, and models are not there before the apps are.
        from paripasso.enrolment.actions.imports import EnrolmentImporter  # noqa: PLC0415
        from paripasso.people.actions.imports import register  # noqa: PLC0415

        register(EnrolmentImporter())
