"""Rules on who people are, and why they are refused. Pure.

A list or a condition may name work (department, site, level, tenure, a project), never a personal characteristic: it would do
little for the matching and may be discrimination (EU Charter, article 21; in Italy D.Lgs. 216/2003 and 198/2006).
"""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from paripasso.core.refusals import Refusal

# Words that name a characteristic, in both languages; `word-` stands for every word that begins so, two words for both in a row.
# Words that mean work as well are left out: “promotion race”, “power generation”, “famiglia di prodotti”.
ATTRIBUTES = (
    (_("age"), "age, aged, ages, young, younger, older, elderly, giovane, giovani, anzian-, eta, millennial-, boomer-, gen z, genz"),
    (
        _("gender"),
        "gender, sex, sesso, woman, women, female-, man, men, male, males, donna, donne, uomo, uomini, femmin-, maschi-, di genere, transgender",
    ),
    (_("sexual orientation"), "gay, gays, lesbian-, lesbic-, bisex-, lgbt-, omosess-, homosex-, queer, orientamento sessuale"),
    (
        _("nationality or origin"),
        ("nationality, nationalities, nazionalita, citizenship, cittadinanza, ethnic-, etnia, etnic-, racial, razza, "
        "foreigner-, stranier-, immigra-, migrant-, migranti, extracomunitar-, place of birth, born in, nati in, nate in"),
    ),
    (
        _("health or disability"),
        "health, salute, disab-, invalid-, illness-, malatt-, malati, sick, legge 104, handicap-, categorie protette, neurodiv-",
    ),
    (_("union membership"), "trade union, trade unions, union member, union members, unionised, unionized, sindacat-, cgil, cisl"),
    (
        _("religion or belief"),
        ("religio-, catholic-, cattolic-, muslim-, musulman-, islam-, jew, jews, jewish, ebrei, ebre-, christian-, cristian-, hindu-, "
        "buddhis-, buddist-, atheis-, ateo, atei"),
    ),
    (
        _("family or parenthood"),
        ("parent, parents, parenthood, genitor-, mother, mothers, madre, madri, mamma, mamme, father, fathers, padre, padri, papa, "
        "maternit-, paternit-, pregnan-, gravidanz-, incint-, married, sposat-, coniugat-, nubil-, celib-, childless, with children, con figli"),
    ),
    (_("political opinion"), "political opinion-, political party, partito politico, opinioni politiche, opinione politica"),
)  # fmt: skip
WORK = re.compile(r"\b(health (and|&) safety|salute e sicurezza)\b")
EXPLICIT = re.compile(r"\b(under|over|sotto i|sopra i)[ -]?[2-6][0-9]\b")


class CannotTellApart(Refusal):
    """A condition names a personal characteristic."""

    sentence = _(
        "“%(text)s” speaks of a personal characteristic: %(attribute)s. People may be chosen by their work alone (department, "
        "site, level, time in the company, a project): a rule on who they are helps little and may be discrimination."
    )


def attribute_in(text: str) -> str:
    """Name the personal characteristic that a condition or a list's name speaks of; empty if it speaks of none."""
    said = WORK.sub(" ", _plain(text))
    if EXPLICIT.search(said):
        return str(_("age"))
    words = f" {' '.join(re.findall(r'[a-z0-9]+', said))} "
    for attribute, marks in ATTRIBUTES:
        for mark in (one.strip() for one in marks.split(",")):
            if f" {mark[:-1]}" in words if mark.endswith("-") else f" {mark} " in words:
                return str(attribute)
    return ""


def check(text: str) -> None:
    """Raise CannotTellApart where a text speaks of a personal characteristic."""
    if found := attribute_in(text):
        raise CannotTellApart(text=text, attribute=found)


def _plain(text: str) -> str:
    """Small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))
