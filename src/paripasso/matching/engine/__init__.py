"""The one bridge between the house and `pariter`, which knows nothing of it.

`snapshot` copies what a run is given, `problem` turns the copy into the engine's question, `answers` turns the engine's answer
into rows, `solving` runs it, `checking` verifies it afterwards. Vetoes pass through here and nowhere else: the engine gets a
list of forbidden pairs in which nothing marks a veto.
"""

from paripasso.matching.engine.answers import Answer
from paripasso.matching.engine.checking import Found, check
from paripasso.matching.engine.problem import Impossible, canonical
from paripasso.matching.engine.snapshot import Snapshot, take
from paripasso.matching.engine.solving import Stopped, solve

__all__ = ["Answer", "Found", "Impossible", "Snapshot", "Stopped", "canonical", "check", "solve", "take"]
