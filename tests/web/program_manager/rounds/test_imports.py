"""Sign-ups from a spreadsheet, in the browser: looked at first, then written whole."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from paripasso.enrolment.models import Enrolment
from paripasso.people import jobs
from paripasso.people.models import Import

HERE = "/manage/rounds/fianco-2027/enrolled/files/"
GOOD = "email;offers;seeks;hours\nchiara@valdora.example;welding:3;quality:1;mon 9-12\n"
BAD = "email;offers;seeks\nnobody@valdora.example;welding:3;quality:9\n"


@pytest.fixture
def browser(client, people, round_, skills):
    client.force_login(people["paola"])
    return client


def heading(response) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), flags=re.DOTALL)
    return " ".join(found.split())


def brought(browser, text: str, name: str = "iscrizioni.csv") -> str:
    file = SimpleUploadedFile(name, text.encode())
    answer = browser.post(HERE, {"file": file, "new_skills": "yes"})
    assert answer.status_code == 303
    return answer["Location"]


def look(browser, address: str) -> str:
    return heading(browser.get(address))


def test_a_file_is_looked_at_then_written(browser) -> None:
    address = brought(browser, GOOD)
    assert look(browser, address) == "The file is being read"
    jobs.sweep(worker="test", at=Import.objects.get().due_at)
    assert (look(browser, address), Enrolment.objects.count()) == ("1 change, and nothing written yet", 0)
    browser.post(f"{address}apply/")
    jobs.sweep(worker="test", at=Import.objects.get().due_at)
    assert (look(browser, address), Enrolment.objects.get().state) == ("1 change written", "submitted")


def test_faults_are_shown_and_handed_out(browser) -> None:
    address = brought(browser, BAD)
    jobs.sweep(worker="test", at=Import.objects.get().due_at)
    assert look(browser, address) == "2 cells need correcting before anything is written"
    table = browser.get(f"{address}faults.csv").content.decode()
    assert ("nobody@valdora.example" in table, "quality:9" in table) == (True, True)
    assert browser.post(f"{address}apply/").status_code == 409


def test_columns_can_be_chosen_again(browser) -> None:
    address = brought(browser, GOOD.replace("offers", "sa fare"))
    jobs.sweep(worker="test", at=Import.objects.get().due_at)
    asked = {"email": "email", "sa fare": "offers", "seeks": "seeks", "hours": ""}
    places = {f"column-{place}": asked[header] for place, header in enumerate(Import.objects.get().mapping)}
    browser.post(f"{address}columns/", places)
    assert Import.objects.get().mapping == asked


def test_what_is_no_table_is_refused_at_once(browser) -> None:
    file = SimpleUploadedFile("photo.xlsx", b"\x89PNG nothing of the kind")
    answer = browser.post(HERE, {"file": file, "new_skills": "yes"})
    assert (answer.status_code, Import.objects.count()) == (422, 0)


def test_nobody_else_reaches_the_files(browser, client, people, chiara) -> None:
    address = brought(browser, GOOD)
    client.force_login(chiara)
    pages = [HERE, address, f"{address}faults.csv"]
    assert {client.get(page).status_code for page in pages} == {404}
    assert {client.post(f"{address}{verb}/").status_code for verb in ("apply", "columns")} == {404}
