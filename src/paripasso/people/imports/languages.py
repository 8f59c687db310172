"""Languages as people write them in a spreadsheet: codes, or names in Italian and English."""

from __future__ import annotations

import re

from paripasso.people.enums import Fluency
from paripasso.people.imports.columns import folded

# What is spoken in European companies first; codes of ISO 639-1. Each: English name, Italian name.
NAMES: dict[str, tuple[str, str]] = {
    "ar": ("Arabic", "arabo"),
    "bg": ("Bulgarian", "bulgaro"),
    "bn": ("Bengali", "bengalese"),
    "bs": ("Bosnian", "bosniaco"),
    "ca": ("Catalan", "catalano"),
    "cs": ("Czech", "ceco"),
    "da": ("Danish", "danese"),
    "de": ("German", "tedesco"),
    "el": ("Greek", "greco"),
    "en": ("English", "inglese"),
    "es": ("Spanish", "spagnolo"),
    "et": ("Estonian", "estone"),
    "eu": ("Basque", "basco"),
    "fa": ("Persian", "persiano"),
    "fi": ("Finnish", "finlandese"),
    "fr": ("French", "francese"),
    "ga": ("Irish", "irlandese"),
    "he": ("Hebrew", "ebraico"),
    "hi": ("Hindi", "hindi"),
    "hr": ("Croatian", "croato"),
    "hu": ("Hungarian", "ungherese"),
    "id": ("Indonesian", "indonesiano"),
    "it": ("Italian", "italiano"),
    "ja": ("Japanese", "giapponese"),
    "ka": ("Georgian", "georgiano"),
    "ko": ("Korean", "coreano"),
    "lt": ("Lithuanian", "lituano"),
    "lv": ("Latvian", "lettone"),
    "mk": ("Macedonian", "macedone"),
    "mt": ("Maltese", "maltese"),
    "nl": ("Dutch", "olandese"),
    "no": ("Norwegian", "norvegese"),
    "pa": ("Punjabi", "punjabi"),
    "pl": ("Polish", "polacco"),
    "pt": ("Portuguese", "portoghese"),
    "ro": ("Romanian", "rumeno"),
    "ru": ("Russian", "russo"),
    "sk": ("Slovak", "slovacco"),
    "sl": ("Slovenian", "sloveno"),
    "so": ("Somali", "somalo"),
    "sq": ("Albanian", "albanese"),
    "sr": ("Serbian", "serbo"),
    "sv": ("Swedish", "svedese"),
    "sw": ("Swahili", "swahili"),
    "ta": ("Tamil", "tamil"),
    "th": ("Thai", "thailandese"),
    "tl": ("Tagalog", "tagalog"),
    "tr": ("Turkish", "turco"),
    "uk": ("Ukrainian", "ucraino"),
    "ur": ("Urdu", "urdu"),
    "vi": ("Vietnamese", "vietnamita"),
    "wo": ("Wolof", "wolof"),
    "zh": ("Chinese", "cinese"),
}
BY_NAME = {folded(name): code for code, names in NAMES.items() for name in names}

FLUENCIES = {
    Fluency.BASIC: ("basic", "base", "beginner", "a1", "a2", "scolastico", "elementare", "1"),
    Fluency.WORKING: ("working", "", "lavoro", "professionale", "intermediate", "intermedio", "b1", "b2", "buono", "2"),
    Fluency.FLUENT: ("fluent", "fluente", "advanced", "avanzato", "ottimo", "c1", "c2", "3"),
    Fluency.NATIVE: ("native", "madrelingua", "nativo", "mothertongue", "bilingual", "bilingue", "4"),
}
BY_FLUENCY = {folded(name): fluency for fluency, names in FLUENCIES.items() for name in names}


class Unreadable(ValueError):
    """A part that names no language we know, or does not say how well; `is_fluency` tells which."""

    def __init__(self, part: str, *, is_fluency: bool) -> None:
        self.part, self.is_fluency = part, is_fluency
        super().__init__(part)


def read(text: str) -> dict[str, Fluency]:
    """Read "it:native; en:working", "Italian native, English" or "Inglese (B2)". Raises Unreadable."""
    spoken: dict[str, Fluency] = {}
    for part in re.split(r"[;|,\n]", text):
        if not part.strip():
            continue
        said, _sign, how = part.replace("(", ":").replace(")", "").partition(":")
        if not how and code_of(said) is None:
            said, _sign, how = said.strip().partition(" ")
        code, fluency = code_of(said), fluency_of(how)
        if code is None:
            raise Unreadable(part.strip(), is_fluency=False)
        if fluency is None:
            raise Unreadable(how.strip(), is_fluency=True)
        spoken[code] = fluency
    return spoken


def code_of(said: str) -> str | None:
    """The code of a language written as a code or a name; None if we do not know it."""
    text = folded(said)
    return text if text in NAMES else BY_NAME.get(text)


def fluency_of(said: str) -> Fluency | None:
    """How well, from a word or a level of the European framework; working if nothing is said."""
    return BY_FLUENCY.get(folded(said))


def name_of(code: str, language: str) -> str:
    """The name of a language in Italian or English; the code itself if we do not know it."""
    english, italian = NAMES.get(code, (code, code))
    return italian if language.startswith("it") else english
