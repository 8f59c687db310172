"""Sign-ups from a spreadsheet: each fault named, all or nothing, twice is once."""

import pytest

from paripasso.enrolment.actions import enrolments, seats
from paripasso.enrolment.models import Enrolment
from paripasso.enrolment.queries import enrolments as queries
from paripasso.people.actions import imports
from paripasso.people.enums import ImportKind, ImportState
from paripasso.people.models import Import, Skill
from paripasso.people.queries import imports as import_queries
from tests.enrolment.conftest import AT

HEADER = "E-mail;Offro;Cerco;Obiettivi;Ore libere;Lingue;Modo;Capacità\n"
FILE = (
    HEADER
    + "chiara@valdora.example;welding:3; ;;;;;\n".replace(": ;", ":;")
    + 'amadou@valdora.example;"Power BI:4; Parlare in pubblico";"welding:1; quality:2";Crescere;"lun 9-12, mar 14-16";it, fr;video;2\n'
)


def uploaded(round_, text: str, **options: str) -> Import:
    record = imports.upload(
        content=text.encode(),
        file_name="iscrizioni.csv",
        kind=ImportKind.ENROLMENTS,
        by=None,
        at=AT,
        target=round_.pk,
        options=options,
    )
    return imports.preview(record=record, at=AT)


def faults(record: Import) -> list[tuple[int, str, str, str]]:
    return [(one.line, one.column, one.value, one.code) for one in import_queries.faults(record)]


def test_a_file_becomes_enrolments(round_, people, skills) -> None:
    record = uploaded(round_, FILE)
    assert faults(record) == []
    imports.apply(record=record, by=None, at=AT)
    amadou = queries.of(people["amadou"], round_)
    assert [(one.skill.code, one.depth) for one in amadou.offers.all()] == [("power-bi", 4), ("public-speaking", 2)]
    assert [(one.skill.code, one.priority) for one in amadou.seeks.all()] == [("welding", 1), ("quality", 2)]
    plain = ("state", "aims", "hours", "languages", "meeting_mode", "capacity", "department_wish")
    assert [getattr(amadou, name) for name in plain] == [
        "submitted",
        "Crescere",
        [9, 10, 11, 38, 39],
        ["fr", "it"],
        "video",
        2,
        "any",
    ]
    assert queries.of(people["chiara"], round_).languages == ["fr", "it"]


def test_the_same_file_twice_changes_nothing(round_, people, skills) -> None:
    imports.apply(record=uploaded(round_, FILE), by=None, at=AT)
    again = uploaded(round_, FILE)
    assert again.report["counts"] == {"add": 0, "change": 0, "missing": 0, "back": 0, "same": 2}


def test_a_change_is_shown_and_written_alone(round_, people, skills) -> None:
    imports.apply(record=uploaded(round_, FILE), by=None, at=AT)
    record = uploaded(round_, FILE.replace("welding:3", "welding:4").replace("Crescere", ""))
    changes = [
        (one.verb, one.key, [(f.field, f.before, f.after) for f in one.fields])
        for one in import_queries.changes(record)
    ]
    assert changes == [("change", "chiara@valdora.example", [("offers", "welding:3", "welding:4")])]
    imports.apply(record=record, by=None, at=AT)
    assert [one.depth for one in queries.of(people["chiara"], round_).offers.all()] == [4]
    assert queries.of(people["amadou"], round_).aims == "Crescere"


def test_every_fault_is_named_and_nothing_is_written(round_, people, skills) -> None:
    people["bruno"].is_active = False
    people["bruno"].save(update_fields=["is_active"])
    lines = [
        "nobody@valdora.example;welding;quality;;;;;",
        "bruno@valdora.example;welding;quality;;;;;",
        "chiara@valdora.example;weldin:3;quality:7;;;;;",
        "amadou@valdora.example;welding;quality;;mon 9;xx;sometimes;9",
        "yara@valdora.example;welding;welding;;;;;",
        "yara@valdora.example;;;;;;;",
        "paola@valdora.example;;;;;;;",
        "not an address;welding;;;;;;",
        "paola@valdora.example;welding;quality;;;;;",
    ]
    record = uploaded(round_, HEADER + "\n".join(lines))
    assert sorted(faults(record)) == sorted(
        [
            (2, "E-mail", "nobody@valdora.example", "person_unknown"),
            (3, "E-mail", "bruno@valdora.example", "person_left"),
            (4, "Offro", "weldin:3", "skill_slip"),
            (4, "Cerco", "quality:7", "not_a_priority"),
            (5, "Ore libere", "mon 9", "hours_unreadable"),
            (5, "Lingue", "xx", "unknown_language"),
            (5, "Modo", "sometimes", "not_a_choice"),
            (5, "Capacità", "9", "not_a_number"),
            (7, "E-mail", "yara@valdora.example", "twice"),
            (8, "Offro", "", "nothing_given"),
            (9, "E-mail", "not an address", "not_an_email"),
            (10, "E-mail", "paola@valdora.example", "twice"),
        ]
    )
    with pytest.raises(imports.CannotApply):
        imports.apply(record=record, by=None, at=AT)
    assert Enrolment.objects.count() == 0
    slip = next(one for one in import_queries.faults(record) if one.code == "skill_slip")
    assert (slip.reason, slip.cure) == (
        "There is no skill “weldin”.",
        "Did you mean “welding”? Write that, or ask for new skills to be added.",
    )


def test_new_skills_are_added_refused_or_suggested(round_, people, skills) -> None:
    text = HEADER + "chiara@valdora.example;C++:3;Rust:1;;;;;\n"
    refused = uploaded(round_, text, new_skills="no")
    assert [one[3] for one in faults(refused)] == ["skill_unknown", "skill_unknown"]
    record = uploaded(round_, text)
    assert [note.sentence for note in import_queries.notes(record)] == ["New skills: C++, Rust"]
    imports.apply(record=record, by=None, at=AT)
    assert sorted(Skill.objects.filter(parent__code="imported").values_list("code", flat=True)) == [
        "c-plus-plus",
        "rust",
    ]
    assert uploaded(round_, text).report["counts"]["same"] == 1
    slip = HEADER + "chiara@valdora.example;weldin;Rust:1;;;;;\n"
    assert (len(faults(uploaded(round_, slip))), len(faults(uploaded(round_, slip, new_skills="all")))) == (1, 0)


def test_a_closed_round_takes_no_file(round_, people, skills) -> None:
    type(round_).objects.update(state="matching")
    assert faults(uploaded(round_, FILE)) == [(0, "", "", "round_not_open")]


def test_places_are_given_in_the_order_of_the_file(round_, people, skills) -> None:
    type(round_).objects.update(places=1)
    imports.apply(record=uploaded(round_, FILE), by=None, at=AT)
    assert [queries.of(people[name], round_).state for name in ("chiara", "amadou")] == ["submitted", "waitlisted"]


def test_whoever_left_or_is_matched_is_left_alone(round_, people, skills, answers) -> None:
    chiara, amadou = people["chiara"], people["amadou"]
    for one in (chiara, amadou):
        enrolments.enrol(round=round_, person=one, answers=answers, by=one, at=AT)
    enrolments.withdraw(enrolment=queries.of(chiara, round_), by=chiara, at=AT)
    seats.matched(enrolments=[queries.of(amadou, round_)], at=AT)
    record = uploaded(round_, FILE)
    assert faults(record) == [(3, "E-mail", "amadou@valdora.example", "enrolment_matched")]
    alone = uploaded(round_, "\n".join(FILE.splitlines()[:2]))
    assert (alone.report["counts"]["add"], [note.sentence for note in import_queries.notes(alone)]) == (
        0,
        ["Left alone, because they have withdrawn: Chiara"],
    )


def test_as_many_queries_for_many_lines_as_for_few(round_, people, skills, django_assert_max_num_queries) -> None:
    record = uploaded(round_, FILE)
    with django_assert_max_num_queries(12):
        imports.preview(record=record, at=AT)
    assert record.state == ImportState.PREVIEWED
