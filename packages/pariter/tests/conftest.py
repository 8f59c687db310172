"""The engine is tested as somebody uses it who has never heard of Django: importing it fails."""

from __future__ import annotations

import sys

sys.modules["django"] = None  # type: ignore[assignment]
