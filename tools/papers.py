"""Papers made from the code, so that nobody has to remember them: `python -m tools.papers` writes them all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
PAPER = "docs/privacy.md"
HEAD = """# What is kept about people

Made from the models by `python3 dev.py docs`; a test compares. Every field of every table has a class, and the class says what follows.

| class | who sees it | kept, after what it belongs to has ended | in a person's own export | when a person is erased |
|---|---|---|---|---|
"""
BETWEEN = """
The periods are what the classes ask for. **Not built yet:** the job that deletes when they are over, the person's own export, and erasure by one command.

"""


def handling() -> Iterator[str]:
    """Yield a row for each class."""
    from paripasso.core.privacy import HANDLING  # noqa: PLC0415 - Django is set up first

    for privacy, follows in HANDLING.items():
        kept = f"{follows.days_kept} days" if follows.days_kept is not None else "as long as that lasts"
        own = "yes" if follows.in_export else "no"
        yield f"| **{privacy}** | {follows.seen_by} | {kept} | {own} | {follows.on_erasure} |"


def tables() -> Iterator[str]:
    """Yield a section for each app and a row for each of its tables."""
    from paripasso.core.privacy import classes_of, purpose_of  # noqa: PLC0415 - Django is set up first

    for app in apps.get_app_configs():
        models = [model for model in app.get_models() if app.name.startswith("paripasso.")]
        if models:
            yield f"\n## {app.label}\n\n| table | what for | fields by class |\n|---|---|---|"
        for model in models:
            by_class: dict[str, list[str]] = {}
            for name, privacy in classes_of(model).items():
                by_class.setdefault(str(privacy), []).append(name)
            fields = " · ".join(f"**{privacy}** {', '.join(names)}" for privacy, names in sorted(by_class.items()))
            yield f"| {model.__name__} | {purpose_of(model)} | {fields} |"


def text() -> str:
    """The paper, as it should be."""
    return HEAD + "\n".join(handling()) + "\n" + BETWEEN.rstrip("\n") + "\n" + "\n".join(tables()) + "\n"


if __name__ == "__main__":
    os.environ |= {"DJANGO_SETTINGS_MODULE": "paripasso.config.settings", "PARIPASSO_HOME": tempfile.gettempdir()}
    django.setup()
    from tools import columns, commands  # they read the product, which needs Django

    for paper, words in ((PAPER, text()), (commands.PAPER, commands.text()), (columns.PAPER, columns.text())):
        (ROOT / paper).write_text(words)
        print(f"{paper} is written.")
    sys.exit(0)
