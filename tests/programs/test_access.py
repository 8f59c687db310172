"""Who reaches a programme, its rounds and its roles: one condition, one test."""

import pytest
from django.http import Http404

from paripasso.programs import access
from paripasso.programs.actions import grants, programs, rounds
from paripasso.programs.enums import Role, RoundState, Visibility
from tests.programs.conftest import AT


def test_only_who_runs_a_programme_reaches_it(program, round_, paola, sofia, ines) -> None:
    assert (access.program_for(paola, "fianco"), access.round_for(paola, "fianco-2027")) == (program, round_)
    for stranger in (sofia, ines):
        for door in (access.program_for, access.round_for):
            with pytest.raises(Http404):
                door(stranger, "fianco" if door is access.program_for else "fianco-2027")


def test_a_sponsor_does_not_run_it(program, paola, sofia) -> None:
    grants.grant(program=program, person=sofia, role=Role.SPONSOR, by=paola, at=AT)
    with pytest.raises(Http404):
        access.program_for(sofia, "fianco")


def test_whoever_left_runs_nothing(program, paola) -> None:
    paola.is_active = False
    with pytest.raises(Http404):
        access.program_for(paola, "fianco")


def test_an_administrator_reaches_the_roles_alone(program, paola, ines, sofia) -> None:
    assert access.roles_for(ines, "fianco") == access.roles_for(paola, "fianco") == program
    given = grants.grant(program=program, person=sofia, role=Role.SPONSOR, by=ines, at=AT)
    assert access.grant_for(ines, "fianco", given.pk) == given
    with pytest.raises(Http404):
        access.roles_for(sofia, "fianco")
    with pytest.raises(Http404):
        access.grant_for(ines, "fianco", program.pk)
    with pytest.raises(Http404):
        access.roles_for(ines, "nowhere")


def test_administrators_and_programme_managers_may_start_one(program, paola, ines, sofia) -> None:
    assert [access.may_start(one) for one in (paola, ines, sofia)] == [True, True, False]


def test_a_draft_is_seen_by_who_runs_it(round_, paola, sofia) -> None:
    assert access.public_round_for(paola, "fianco-2027") == round_
    for reader in (sofia, None):
        with pytest.raises(Http404):
            access.public_round_for(reader, "fianco-2027")
    rounds.move(round=round_, to=RoundState.ENROLLING, by=paola, at=AT)
    assert access.public_round_for(sofia, "fianco-2027") == access.public_round_for(None, "fianco-2027") == round_


def test_a_page_for_colleagues_is_not_there_for_visitors(program, round_, paola, sofia) -> None:
    rounds.move(round=round_, to=RoundState.ENROLLING, by=paola, at=AT)
    programs.reword(program=program, by=paola, at=AT, visibility=Visibility.COLLEAGUES)
    assert access.public_round_for(sofia, "fianco-2027") == round_
    for slug in ("fianco-2027", "nowhere"):
        with pytest.raises(Http404):
            access.public_round_for(None, slug)
