"""The directory comes in: previewed, all or nothing, and the same file twice changes nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from paripasso.core.leases import claim
from paripasso.people import jobs
from paripasso.people.actions import imports
from paripasso.people.enums import Fluency, ImportKind, ImportState
from paripasso.people.models import Department, Import, Level, Person, Site, SpokenLanguage
from paripasso.people.queries import imports as import_queries

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ITALIAN = "E-mail;Nome;Cognome;Matricola;Reparto;Sede;Livello;Grado;Responsabile;Fuso orario;Lingue;Lingua;Data di assunzione;Stipendio"
ROWS = [
    "marco@valdora.example;Marco;Bellini;1;Produzione;Biella;Direzione;3;;Europe/Rome;it:native;it;2001-02-03;90000",
    "chiara@valdora.example;Chiara;Ferrante;2;Produzione / Reparto B;Biella;Specialista;1;marco@valdora.example;Europe/Rome;it:native; en:fluent;it;03/02/2015;30000",
    "petar@valdora.example;Petar;Ivanov;3;Logistica;Plovdiv;Lead;2;1;Europe/Sofia;bulgaro (madrelingua);en;2020-05-06;40000",
]
ROWS[1] = ROWS[1].replace("it:native; en:fluent", '"it:native; en:fluent"')


def sheet(rows=ROWS, header=ITALIAN):
    return "\n".join([header, *rows, ""]).encode()


def brought(content, *, at=AT, options=None, mapping=None, name="people.csv"):
    record = imports.upload(
        content=content, file_name=name, kind=ImportKind.PEOPLE, by=None, at=at, options=options, mapping=mapping
    )
    return imports.preview(record=record, at=at)


def written(content, *, at=AT, options=None):
    return imports.apply(record=brought(content, at=at, options=options), by=None, at=at)


def told(record):
    return [(one.line, one.column, one.value, one.code) for one in import_queries.faults(record)]


def test_a_preview_says_what_would_change_and_writes_nothing():
    record = brought(sheet())
    assert record.report["counts"] == {"add": 3, "change": 0, "missing": 0, "back": 0, "same": 0}
    assert record.report["dropped"] == ["Stipendio"]
    assert [note.sentence for note in import_queries.notes(record)] == [
        "New departments: Logistica, Produzione, Produzione / Reparto B",
        "New sites: Biella, Plovdiv",
        "New levels, the first being where careers begin: Specialista, Lead, Direzione",
    ]
    assert (Person.objects.count(), Department.objects.count(), record.state) == (0, 0, ImportState.PREVIEWED)
    assert "90000" not in str(record.report)


def test_writing_brings_people_tree_sites_levels_managers_and_languages():
    written(sheet())
    chiara = Person.objects.get(email="chiara@valdora.example")
    petar = Person.objects.get(email="petar@valdora.example")
    assert (chiara.department.name, chiara.department.parent.name) == ("Reparto B", "Produzione")
    assert (chiara.line_manager.email, petar.line_manager.email) == ("marco@valdora.example",) * 2
    assert (chiara.level.rank, chiara.hired_on, chiara.language) == (1, date(2015, 2, 3), "it")
    assert dict(Site.objects.values_list("name", "time_zone")) == {"Biella": "Europe/Rome", "Plovdiv": "Europe/Sofia"}
    assert dict(Level.objects.values_list("name", "rank")) == {"Specialista": 1, "Lead": 2, "Direzione": 3}
    spoken = set(SpokenLanguage.objects.values_list("person__given_name", "code", "fluency"))
    assert spoken == {
        ("Marco", "it", Fluency.NATIVE),
        ("Chiara", "it", Fluency.NATIVE),
        ("Chiara", "en", Fluency.FLUENT),
        ("Petar", "bg", Fluency.NATIVE),
    }
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_the_same_file_twice_changes_nothing():
    written(sheet())
    again = written(sheet(), at=AT + timedelta(days=1))
    assert again.report["counts"] == {"add": 0, "change": 0, "missing": 0, "back": 0, "same": 3}


def test_a_change_is_shown_before_and_after():
    written(sheet())
    record = brought(
        sheet([ROWS[0], ROWS[1].replace("Reparto B", "Reparto C"), ROWS[2].replace("petar@", "p.ivanov@")])
    )
    found = {one.key: [(f.field, f.before, f.after) for f in one.fields] for one in import_queries.changes(record)}
    assert found == {
        "chiara@valdora.example": [("department", "Produzione / Reparto B", "Produzione / Reparto C")],
        "p.ivanov@valdora.example": [("email", "petar@valdora.example", "p.ivanov@valdora.example")],
    }


def test_whoever_is_missing_is_marked_once_and_comes_back():
    written(sheet())
    Person.objects.create(email="guest@valdora.example", given_name="Guest")
    assert written(sheet(ROWS[:2])).report["counts"]["missing"] == 1
    assert written(sheet(ROWS[:2])).report["counts"]["missing"] == 0
    assert set(Person.objects.exclude(missing_since=None).values_list("given_name", flat=True)) == {"Petar"}
    assert written(sheet()).report["counts"]["back"] == 1
    assert Person.objects.exclude(missing_since=None).count() == 0


def test_a_file_of_some_people_marks_nobody():
    written(sheet())
    assert written(sheet(ROWS[:1]), options={"everybody": "no"}).report["counts"]["missing"] == 0


def test_what_is_a_persons_own_stays_after_their_first_sign_in():
    written(sheet())
    Person.objects.filter(given_name="Chiara").update(language="en", last_login=AT)
    assert written(sheet()).report["counts"]["change"] == 0
    assert Person.objects.get(given_name="Chiara").language == "en"


def test_every_broken_cell_is_named_and_nothing_is_written():
    rows = [f"p{n}@x.example;Nome;;{n};;;;;;;;;;" for n in range(1, 101)]
    rows[9] = "not an address;Nome;;10;;;;;;;;;;"
    rows[49] = "p5@x.example;Nome;;50;;;;;;;;;;"
    rows[79] = "p80@x.example;;;80;;;;;nobody@x.example;Mars/Olympus;xx;;31/02/2020;"
    record = brought(sheet(rows))
    assert told(record) == [
        (11, "E-mail", "not an address", "not_an_email"),
        (51, "E-mail", "p5@x.example", "twice"),
        (81, "Nome", "", "empty"),
        (81, "Fuso orario", "Mars/Olympus", "unknown_zone"),
        (81, "Lingue", "xx", "unknown_language"),
        (81, "Data di assunzione", "31/02/2020", "not_a_date"),
        (81, "Responsabile", "nobody@x.example", "person_unknown"),
    ]
    with pytest.raises(imports.CannotApply):
        imports.apply(record=record, by=None, at=AT)
    assert Person.objects.count() == 0


def test_reasons_and_cures_speak_both_languages():
    record = brought(sheet(["x;Nome;;;;;;;;;;;;"]))
    [fault] = import_queries.faults(record)
    assert (fault.reason, fault.cure) == (
        "This is not an e-mail address.",
        "Write one address, such as name@example.org, and nothing else.",
    )
    with translation.override("it"):
        assert (fault.reason, fault.cure) != ("This is not an e-mail address.", "")
        assert "indirizzo" in fault.reason


def test_circles_of_managers_and_levels_with_two_ranks_are_named():
    header = "Email,Given name,Manager,Level,Level rank"
    rows = ["a@x.example,A,b@x.example,One,1", "b@x.example,B,a@x.example,One,2", "c@x.example,C,c@x.example,Two,1"]
    assert told(brought(sheet(rows, header))) == [
        (2, "Manager", "b@x.example", "manager_circle"),
        (3, "Manager", "a@x.example", "manager_circle"),
        (3, "Level rank", "2", "level_has_rank"),
        (4, "Manager", "c@x.example", "own_manager"),
        (4, "Level rank", "1", "rank_taken"),
    ]


def test_levels_without_ranks_follow_the_reporting_lines():
    rows = ["a@x.example,A,,Chief", "b@x.example,B,a@x.example,Lead", "c@x.example,C,b@x.example,Maker"]
    written(sheet(rows, "Email,Given name,Manager,Level"))
    assert dict(Level.objects.values_list("name", "rank")) == {"Maker": 1, "Lead": 2, "Chief": 3}


def test_a_missing_column_is_one_fault_and_can_be_chosen():
    content = sheet(["a@x.example,Anna"], "Posta,Nome")
    record = brought(content)
    assert told(record) == [(1, "", "", "column_missing")]
    assert "“E-mail”" in import_queries.faults(record)[0].reason
    assert told(imports.preview(record=record, at=AT, mapping={"Posta": "email"})) == []


def test_if_the_house_changed_since_the_preview_nothing_is_written():
    record = brought(sheet())
    Person.objects.create(email="chiara@valdora.example", given_name="Chiara")
    with pytest.raises(imports.HouseChanged):
        imports.apply(record=record, by=None, at=AT)
    assert Person.objects.count() == 1


def test_the_worker_previews_then_writes_and_a_dead_workers_file_is_taken_again():
    ines = Person.objects.create(email="ines@valdora.example", given_name="Ines", is_administrator=True)
    record = imports.upload(content=sheet(), file_name="p.csv", kind=ImportKind.PEOPLE, by=ines, at=AT)
    assert claim(import_queries.due(AT), worker="dies", at=AT) == record
    assert jobs.sweep(worker="w", at=AT) == 0
    later = AT + timedelta(seconds=61)
    assert jobs.sweep(worker="w", at=later) == 1
    record = imports.ask_to_apply(record=Import.objects.get(), by=ines, at=later)
    assert jobs.sweep(worker="w", at=later) == 1
    assert (Import.objects.get().state, Person.objects.count()) == (ImportState.APPLIED, 4)


def test_files_are_forgotten_after_a_week():
    written(sheet())
    jobs.sweep(worker="w", at=AT + timedelta(days=8))
    record = Import.objects.get()
    assert (bytes(record.content), record.report, record.state) == (b"", {}, ImportState.APPLIED)


def test_a_plan_costs_the_same_queries_for_few_and_many(django_assert_num_queries):
    header = "Email,Given name,Department,Manager"
    for size in (2, 60):
        rows = [f"p{n}@x.example,P,Room {n % 3},{'p0@x.example' if n else ''}" for n in range(size)]
        record = imports.upload(content=sheet(rows, header), file_name="p.csv", kind=ImportKind.PEOPLE, by=None, at=AT)
        with django_assert_num_queries(6):
            imports.preview(record=record, at=AT)


def test_an_address_that_belongs_to_another_number_is_named():
    written(sheet())
    record = brought(sheet([ROWS[0].replace("marco@", "petar@")]), options={"everybody": "no"})
    assert told(record) == [(2, "E-mail", "petar@valdora.example", "somebody_elses")]
    assert "Petar Ivanov" in import_queries.faults(record)[0].reason
