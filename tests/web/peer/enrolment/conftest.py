"""The open round, its people and skills."""

from tests.enrolment.conftest import amadou, answers, chiara, people, round_, skills  # noqa: F401
