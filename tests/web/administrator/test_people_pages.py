"""The administrator's pages: upload, look, write; a list that costs the same for ten and for many."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from paripasso.core import clock
from paripasso.people import jobs
from paripasso.people.models import Department, Import, Level, Person, Site

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
GOOD = b"E-mail;Nome;Cognome\nanna@x.example;Anna;Rossi\nbo@x.example;Bo;Verdi\n"
BAD = b"E-mail;Nome;Cognome\nanna;Anna;=cmd\nbo@x.example;;Verdi\n"


@pytest.fixture
def ines(client):
    person = Person.objects.create(email="ines@x.example", given_name="Ines", is_administrator=True, language="en")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return person


def upload(client, content, name="people.csv"):
    return client.post(
        reverse("administrator:imports"), {"file": SimpleUploadedFile(name, content), "is_everybody": "on"}
    )


def test_upload_preview_write_and_result_without_javascript(client, ines):
    response = upload(client, GOOD)
    record = Import.objects.get()
    place = reverse("administrator:import", args=[record.pk])
    assert (response.status_code, response["Location"]) == (303, place)
    assert "The file is being read" in client.get(place).content.decode()
    jobs.sweep(worker="w", at=clock.now())
    seen = client.get(place).content.decode()
    assert "2 changes, and nothing written yet" in seen
    assert Person.objects.count() == 1
    assert client.post(reverse("administrator:import-apply", args=[record.pk])).status_code == 303
    jobs.sweep(worker="w", at=clock.now())
    assert "2 changes written" in client.get(place).content.decode()
    assert Person.objects.count() == 3


def test_htmx_polls_the_part_alone(client, ines):
    upload(client, GOOD)
    place = reverse("administrator:import", args=[Import.objects.get().pk])
    part = client.get(place, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="state" hx-get=')
    assert "<html" not in part


def test_faults_are_shown_and_downloaded_without_formulas(client, ines):
    upload(client, BAD)
    jobs.sweep(worker="w", at=clock.now())
    record = Import.objects.get()
    seen = client.get(reverse("administrator:import", args=[record.pk])).content.decode()
    assert "2 cells need correcting before anything is written" in seen
    table = client.get(reverse("administrator:import-faults", args=[record.pk])).content.decode("utf-8-sig")
    assert table.splitlines() == [
        "Line,Column,Value,Reason,Cure",
        '2,E-mail,anna,This is not an e-mail address.,"Write one address, such as name@example.org, and nothing else."',
        '3,Nome,,This cell is empty.,"Fill it in, or leave the whole line out."',
    ]
    assert client.post(reverse("administrator:import-apply", args=[record.pk])).status_code == 409


def test_columns_can_be_chosen_again(client, ines):
    upload(client, b"Posta;Nome\nanna@x.example;Anna\n")
    jobs.sweep(worker="w", at=clock.now())
    record = Import.objects.get()
    client.post(
        reverse("administrator:import-columns", args=[record.pk]), {"column-0": "email", "column-1": "given_name"}
    )
    jobs.sweep(worker="w", at=clock.now())
    record.refresh_from_db()
    assert (record.mapping, record.report["faults"]) == ({"Posta": "email", "Nome": "given_name"}, [])


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "people.csv", "This file is not text"),
        (b"a,b\n1,2\n", "people.xlsx", "it is not an Excel workbook"),
        (b"", "people.csv", "This file is empty. Choose another."),
    ],
)
def test_what_is_no_table_is_answered_with_422_and_its_cure(client, ines, content, name, sentence):
    response = upload(client, content, name)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert Import.objects.count() == 0


def test_nobody_but_an_administrator_finds_these_pages(client, ines):
    upload(client, GOOD)
    record = Import.objects.get()
    stranger = Person.objects.create(email="bo@y.example", given_name="Bo")
    client.force_login(stranger, backend="allauth.account.auth_backends.AuthenticationBackend")
    for name, args in (
        ("people", []), ("imports", []), ("person", [ines.pk]), ("import", [record.pk]), ("import-faults", [record.pk]),
    ):  # fmt: skip
        assert client.get(reverse(f"administrator:{name}", args=args)).status_code == 404
    for name in ("import-apply", "import-columns"):
        assert client.post(reverse(f"administrator:{name}", args=[record.pk])).status_code == 404


def everybody(count):
    room, _ = Department.objects.get_or_create(name="R")
    site, _ = Site.objects.get_or_create(name="S")
    level, _ = Level.objects.get_or_create(name="L", rank=1)
    boss = Person.objects.order_by("email").first()
    Person.objects.bulk_create(
        Person(
            email=f"p{count}-{n}@x.example", given_name="P", department=room, site=site, level=level, line_manager=boss
        )
        for n in range(count)
    )


def test_the_list_costs_the_same_queries_at_ten_and_a_thousand(client, ines, django_assert_max_num_queries):
    place = reverse("administrator:people")
    everybody(10)
    with django_assert_max_num_queries(8) as few:
        client.get(place)
    everybody(1000)
    with django_assert_max_num_queries(8) as many:
        client.get(place, {"q": "p"})
    assert len(few.captured_queries) == len(many.captured_queries)


def test_searching_and_the_empty_state(client, ines):
    seen = client.get(reverse("administrator:people"), {"q": "nobody"}).content.decode()
    assert "Nobody fits this search" in seen
