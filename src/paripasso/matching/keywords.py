"""The words that matter in a sentence about aims or experience. Pure.

The engine compares keywords, people write sentences. Two sentences meet where they share a word that carries meaning; small
words of both languages are dropped, endings are kept: a wrong "same" would be worse than a missed one.
"""

from __future__ import annotations

import re
import unicodedata

MOST = 24
SHORTEST = 4
WORD = re.compile(r"[^\W\d_][\w’'+#.-]*[^\W_]|[^\W\d_]", re.UNICODE)

SMALL = frozenset(
    # Italian
    "alla alle allo agli anche ancora anni anno avere avuto bene ciascuno come così cosa cose cui dalla dalle dallo dagli "
    "dagli degli della delle dello dentro dopo dove essere fare fatto fino fuori gestire grande grandi hanno imparare "
    "insieme lavorare lavoro loro meglio meno mentre mesi mese mezzo modo molta molte molti molto nella nelle nello negli "
    "niente nostra nostro nuova nuove nuovi nuovo ogni oltre ormai parte perché persona persone però piccola piccolo più "
    "poco poter potere prima primo proprio qualche quando quanto quella quelle quelli quello questa queste questi questo "
    "riuscire sapere sempre senza siamo solo sono sopra sotto stare stata stato sulla sulle sullo tanto tempo tenere tra "
    "troppo tutta tutte tutti tutto una uno usare vedere verso vorrei "
    # English
    "able about after again almost already also always among another around away back become been before being better "
    "between both came come could doing done down each ever every first from getting give given gets going good great have "
    "having helped into just keep know large learn learning like little long made make making many more most much need "
    "never next often only other over own part people really same should small some someone something still such take than "
    "that their them then there these they thing things this those through time under until used using very want well were "
    "what when where which while whom will with within without work worked working would year years your".split()
)


def _plain(text: str) -> str:
    """Lower case, without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


PLAIN_SMALL = frozenset(_plain(word) for word in SMALL)


def keywords(text: str) -> tuple[str, ...]:
    """The distinct keywords of a text, sorted, at most 24: lower case, without accents, four letters or more."""
    words = {word.strip("’'.-") for word in WORD.findall(_plain(text))} if text else set()
    return tuple(sorted(word for word in words if len(word) >= SHORTEST and word not in PLAIN_SMALL)[:MOST])
