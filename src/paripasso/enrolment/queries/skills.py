"""The skills to choose from, as the form shows them: by group, the most wanted first, found by typing."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from paripasso.enrolment.models import Offer, Seek
from paripasso.people.enums import SkillState
from paripasso.people.models import Person, Skill
from paripasso.programs.models import Round

SHOWN_PER_GROUP = 5
SHOWN_GROUPS = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """A skill to tick. `is_shown` is false for those that wait behind the search."""

    public_id: UUID
    name: str
    is_chosen: bool
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Skills that belong together."""

    name: str
    choices: tuple[Choice, ...]

    @property
    def is_shown(self) -> bool:
        """Something of this group is to be seen."""
        return any(choice.is_shown for choice in self.choices)


def usable(person: Person) -> dict[UUID, Skill]:
    """Return the skills a person may choose, with their group: the shared list, and those they proposed themselves."""
    mine = Q(state=SkillState.ACCEPTED) | Q(proposed_by=person)
    found = Skill.objects.filter(mine, parent__isnull=False).select_related("parent").order_by("code")
    return {skill.pk: skill for skill in found}


def demand(round: Round) -> Counter[UUID]:
    """Return how often each skill is sought in a round."""
    return _counted(Seek, round)


def supply(round: Round) -> Counter[UUID]:
    """Return how often each skill is offered in a round."""
    return _counted(Offer, round)


def groups(
    skills: dict[UUID, Skill],
    *,
    language: str,
    first: Counter[UUID],
    chosen: Collection[UUID],
    typed: str = "",
    show_all: bool = False,
) -> list[Group]:
    """Arrange skills by group, those in `first` before the others.

    A few of a few groups are shown; with `typed`, those that match it; with `show_all`, all of them. What is chosen always is.
    """
    arranged: dict[str, list[Skill]] = {}
    for skill in sorted(skills.values(), key=lambda one: (-first[one.pk], one.name(language).casefold())):
        arranged.setdefault(skill.parent.name(language) if skill.parent else "", []).append(skill)
    wanted = plain(typed).split()
    by_demand = sorted(arranged.items(), key=lambda item: (-sum(first[one.pk] for one in item[1]), item[0]))
    found = []
    for n, (name, members) in enumerate(by_demand):
        most = len(members) if show_all else SHOWN_PER_GROUP if n < SHOWN_GROUPS else 0
        choices = _choices(members, language=language, chosen=chosen, wanted=wanted, most=most)
        found.append(Group(name, tuple(choices)))
    return found


def plain(text: str) -> str:
    """Return a text without capitals and accents, for comparing."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def _choices(
    members: list[Skill], *, language: str, chosen: Collection[UUID], wanted: list[str], most: int
) -> list[Choice]:
    made = []
    for n, skill in enumerate(members):
        words = plain(f"{skill.name_it} {skill.name_en}")
        found = all(word in words for word in wanted) if wanted else n < most
        is_chosen = skill.pk in chosen
        made.append(Choice(skill.pk, skill.name(language), is_chosen, found or is_chosen))
    return made


def _counted(model: type[Offer | Seek], round: Round) -> Counter[UUID]:
    rows = model.objects.filter(enrolment__round=round).values_list("skill_id").annotate(n=Count("public_id"))
    return Counter(dict(rows.order_by("skill_id")))
