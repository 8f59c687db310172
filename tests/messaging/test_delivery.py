from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import pytest

from paripasso.core import leases
from paripasso.messaging import jobs, queries
from paripasso.messaging.actions import outbox, posting
from paripasso.messaging.delivery.carriers import Spool, Unreachable
from paripasso.messaging.enums import NoticeState
from paripasso.messaging.models import Notice
from paripasso.messaging.queries import Outbox

CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


def mails(spool: Path) -> list[EmailMessage]:
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(spool.glob("*.eml"))]


def part(mail: EmailMessage, kind: str) -> str:
    return next(found.get_content() for found in mail.walk() if found.get_content_type() == kind)


@pytest.mark.slow
def test_a_message_is_written_in_the_language_of_its_reader(draft, amadou, at, spool) -> None:
    outbox.add(draft, at=at)
    outbox.add(replace(draft, to=amadou), at=at)
    assert jobs.sweep(worker="w", at=at) == 2
    found = {mail["To"]: (mail["Subject"], part(mail, "text/plain").splitlines()[0]) for mail in mails(spool)}
    assert found == {
        "Chiara Ferrante <chiara@valdora.example>": ("Sì, Chiara & co", "Sì, Chiara & co"),
        "Amadou Diallo <amadou@valdora.example>": ("Yes, Amadou & co", "Yes, Amadou & co"),
    }


def test_headers_are_ours(draft, at, spool) -> None:
    notice = outbox.add(draft, at=at)
    jobs.sweep(worker="w", at=at)
    (mail,) = mails(spool)
    assert {name: mail[name] for name in ("From", "Message-ID", "Date", "Auto-Submitted")} == {
        "From": "Paripasso <post@valdora.example>",
        "Message-ID": notice.message_id,
        "Date": "Mon, 02 Mar 2026 09:30:00 +0000",
        "Auto-Submitted": "auto-generated",
    }
    assert [path.name for path in spool.glob("*.eml")] == [f"{notice.message_id.strip('<>')}.eml"]


def test_text_and_html_say_the_same_and_escape_what_they_must(draft, at, spool) -> None:
    outbox.add(draft, at=at)
    jobs.sweep(worker="w", at=at)
    (mail,) = mails(spool)
    text, html = part(mail, "text/plain"), part(mail, "text/html")
    assert "<b>8D & co</b> (CET)" in text
    assert "&lt;b&gt;8D &amp; co&lt;/b&gt;" in html
    assert "https://pari.valdora.example/meetings/1/" in text
    assert 'href="https://pari.valdora.example/meetings/1/"' in html


def test_styles_stand_on_the_elements_and_the_dark_ones_in_the_head(draft, at, spool) -> None:
    outbox.add(draft, at=at)
    jobs.sweep(worker="w", at=at)
    html = part(mails(spool)[0], "text/html")
    head, _, body = html.partition("</head>")
    assert ("prefers-color-scheme" in head, "border-radius" in head, "border-radius: 20px" in body) == (
        True,
        False,
        True,
    )
    assert [word for word in ("<img", "<link", "<script", "src=") if word in html] == []
    assert html.count('class="button"') == 1


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_comes_as_alternative_and_as_file(draft, at, spool, method: str) -> None:
    outbox.add(replace(draft, calendar=CALENDAR, calendar_method=method), at=at)
    jobs.sweep(worker="w", at=at)
    (mail,) = mails(spool)
    calendar = [(found.get_content_type(), found.get_param("method"), found.get_filename()) for found in mail.walk()]
    assert ("text/calendar", method, None) in calendar
    assert ("application/ics", None, "invite.ics") in calendar
    assert part(mail, "text/calendar").splitlines() == CALENDAR.splitlines()


def test_an_unknown_calendar_method_is_given_up(draft, at) -> None:
    notice = outbox.add(replace(draft, calendar=CALENDAR, calendar_method="ADD\r\nX: 1"), at=at)
    jobs.sweep(worker="w", at=at)
    notice.refresh_from_db()
    assert (notice.state, notice.failure) == (NoticeState.FAILED, "An invitation is a REQUEST or a CANCEL.")


def test_a_name_cannot_forge_a_header(draft, chiara, at, spool) -> None:
    chiara.family_name = "Ferrante\r\nBcc: all@valdora.example"
    chiara.save()
    outbox.add(draft, at=at)
    jobs.sweep(worker="w", at=at)
    assert (mails(spool), queries.outbox()) == ([], Outbox(queued=0, sent=0, failed=1, stopped=0))


def test_one_bad_address_does_not_stop_the_post(draft, amadou, at, spool) -> None:
    chiara = draft.to
    chiara.email = "no at all"
    chiara.save()
    outbox.add(draft, at=at)
    outbox.add(replace(draft, to=amadou), at=at + timedelta(seconds=1))
    assert jobs.sweep(worker="w", at=at + timedelta(seconds=1)) == 2
    assert [mail["To"] for mail in mails(spool)] == ["Amadou Diallo <amadou@valdora.example>"]
    assert queries.outbox() == Outbox(queued=0, sent=1, failed=1, stopped=0)


def test_whoever_has_left_gets_nothing(draft, chiara, at, spool) -> None:
    outbox.add(draft, at=at)
    chiara.is_active = False
    chiara.save()
    jobs.sweep(worker="w", at=at)
    assert (mails(spool), queries.outbox()) == ([], Outbox(queued=0, sent=0, failed=0, stopped=1))


def test_a_message_waits_for_its_time(draft, at, spool) -> None:
    outbox.add(replace(draft, due_at=at + timedelta(hours=1)), at=at)
    assert [jobs.sweep(worker="w", at=at + timedelta(minutes=minutes)) for minutes in (0, 59, 60)] == [0, 0, 1]


@pytest.mark.slow
def test_an_error_pushes_back_further_each_time_and_then_gives_up(draft, at) -> None:
    notice = outbox.add(replace(draft, kind="kind_without_templates"), at=at)
    moments, moment = [], at
    while (notice := Notice.objects.get(pk=notice.pk)).state == NoticeState.QUEUED:
        moments.append(moment - at)
        moment = notice.due_at
        jobs.sweep(worker="w", at=moment)
    waits = [str(later - earlier) for earlier, later in pairwise(moments[1:])]
    assert waits == ["0:01:00", "0:05:00", "0:15:00", "1:00:00", "3:00:00", "6:00:00"]
    assert (notice.attempts, notice.state) == (posting.TRIES, NoticeState.FAILED)
    assert notice.failure == "It could not be written or sent (TemplateDoesNotExist)."


def test_an_outage_holds_everything_back_without_counting(draft, amadou, at, spool) -> None:
    outbox.add(draft, at=at)
    outbox.add(replace(draft, to=amadou), at=at)
    spool.write_text("a file where the folder should be")
    with pytest.raises(Unreachable):
        jobs.sweep(worker="w", at=at)
    waiting = Notice.objects.values_list("attempts", "due_at", "leased_until")
    assert list(waiting) == [(0, at + posting.OUTAGE, None)] * 2
    spool.unlink()
    assert jobs.sweep(worker="w", at=at + posting.OUTAGE) == 2


def test_a_code_is_not_kept_once_it_has_left(chiara, at, spool) -> None:
    notice = outbox.add_written(address=chiara.email, subject="Your code", body_text="ABC-123", at=at)
    jobs.sweep(worker="w", at=at)
    notice.refresh_from_db()
    assert ("ABC-123" in part(mails(spool)[0], "text/plain"), notice.body_text, notice.body_html) == (True, "", "")


def test_a_worker_that_died_after_handing_over_sends_nothing_twice(draft, at, spool) -> None:
    outbox.add(draft, at=at)
    jobs.sweep(worker="w", at=at)
    Notice.objects.update(state=NoticeState.QUEUED, sent_at=None)  # as if killed before the mark
    jobs.sweep(worker="w", at=at)
    assert (len(mails(spool)), queries.outbox().sent) == (1, 1)


def test_a_file_passed_on_is_not_written_again(draft, at, spool) -> None:
    outbox.add(draft, at=at)
    jobs.sweep(worker="w", at=at)
    for path in spool.glob("*.eml"):
        path.rename(spool / "passed" / path.name)
    Notice.objects.update(state=NoticeState.QUEUED, sent_at=None)
    jobs.sweep(worker="w", at=at)
    assert (mails(spool), queries.outbox().sent) == ([], 1)


def test_no_half_written_file_is_ever_in_the_spool(spool) -> None:
    mail = EmailMessage()
    mail["Message-ID"] = "<one@valdora.example>"
    with Spool(spool) as carrier:
        carrier.hand_over(mail)
        carrier.hand_over(mail)
    assert sorted(path.name for path in spool.rglob("*") if path.is_file()) == ["one@valdora.example.eml"]


def test_a_message_in_another_workers_hands_is_left_alone(draft, at, spool) -> None:
    notice = outbox.add(draft, at=at)
    assert leases.claim(posting.due(at), worker="other", at=at) == notice
    assert [jobs.sweep(worker="w", at=at + later) for later in (timedelta(0), leases.LEASE, leases.LEASE * 2)] == [
        0,
        0,
        1,
    ]
