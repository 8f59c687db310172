import pytest

from tools import habits, names


@pytest.mark.parametrize(
    ("name", "text", "rule"),
    [
        ("people/rules.py", "def may_go(): return clock.now()", "late_clock"),
        ("people/queries/all.py", "x = timezone.now()", "late_clock"),
        ("people/actions/go.py", "x = datetime.now(UTC)", "late_clock"),
        ("web/peer/views/a.py", "def go(r): Note.objects.create(text='x')", "stray_write"),
        ("web/peer/views/a.py", "def go(r): note.save()", "stray_write"),
        ("people/access.py", "def go(r): Note.objects.filter(a=1).update(b=2)", "stray_write"),
        ("people/actions/go.py", "def go(person, *, by, at): pass", "positional_action"),
    ],
)
def test_each_habit_is_heard_when_it_is_broken(name: str, text: str, rule: str) -> None:
    assert [found.rsplit("(", 1)[1] for found in habits.in_module(name, text)] == [f"{rule})"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("web/peer/views/a.py", "def go(r): act(at=clock.now()); seen.update(x=1); policies.save(by=r.user)"),
        ("people/jobs.py", "def sweep(): return clock.now()"),
        ("people/actions/go.py", "def go(*, by, at): Note.objects.create(by=by, at=at)\ndef _inner(x): pass"),
        ("audit/actions.py", "def record(event, *, by, at): Entry.objects.create(event=event)"),
    ],
)
def test_what_is_right_passes(name: str, text: str) -> None:
    assert list(habits.in_module(name, text)) == []


def test_names_that_say_nothing_are_named() -> None:
    text = "class User: ...\ndef handle_it(): ...\ndef handed(): ..."
    assert list(names.in_module("src/paripasso/people/utils.py", text)) == [
        "src/paripasso/people/utils.py:1: `utils` says nothing about what is in it",
        "src/paripasso/people/utils.py:1: class User: we say Person",
        "src/paripasso/people/utils.py:2: `handle_it`: name the verb",
    ]
