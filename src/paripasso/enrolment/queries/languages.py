"""The languages the form offers: one's own first, then what colleagues speak."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count

from paripasso.people.enums import Language
from paripasso.people.models import Person, SpokenLanguage

MOST_COMMON = 6


def offered(person: Person, *, also: Collection[str]) -> set[str]:
    """Return the codes to choose from: the house's two, one's own, those chosen before, and the most spoken."""
    own = set(SpokenLanguage.objects.filter(person=person).values_list("code", flat=True))
    common = SpokenLanguage.objects.values_list("code").annotate(n=Count("public_id")).order_by("-n", "code")
    return {*Language.values, *own, *also, *(code for code, _n in common[:MOST_COMMON])}
