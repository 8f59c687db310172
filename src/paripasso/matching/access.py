"""The doors to runs and proposals: the programme manager of that programme, and nobody else."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from paripasso.matching.models import MatchRun, Proposal
from paripasso.people.models import Person
from paripasso.programs.enums import Role
from paripasso.programs.models import Program
from paripasso.programs.queries import grants


def run_for(person: Person, public_id: UUID) -> MatchRun:
    """The one way to a run."""
    run = MatchRun.objects.select_related("round__program").filter(public_id=public_id).first()
    if run is None or not _manages(person, run.round.program):
        raise Http404
    return run


def proposal_for(person: Person, public_id: UUID) -> Proposal:
    """The one way to a proposal."""
    proposal = Proposal.objects.select_related("run__round__program").filter(public_id=public_id).first()
    if proposal is None or not _manages(person, proposal.run.round.program):
        raise Http404
    return proposal


def _manages(person: Person, program: Program) -> bool:
    return grants.has(person, program, Role.PROGRAM_MANAGER)
