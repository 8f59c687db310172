"""numba where there is numba, and plain Python where there is not: the same functions, slower.

Kernels are compiled on first use and kept on disk (`cache=True`). `NUMBA_DISABLE_JIT=1` runs them uncompiled, for tests.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

try:
    import numba

    HAS_NUMBA = True
except ImportError:  # the extra `fast` is not installed
    HAS_NUMBA = False


def kernel(*, fastmath: bool = False) -> Callable[[Any], Any]:
    """Compile a function that knows plain arrays alone. `fastmath` only where the result is an estimate."""
    if not HAS_NUMBA:
        return lambda function: function
    wrapped: Callable[[Any], Any] = numba.njit(cache=True, nogil=True, fastmath=fastmath)
    return wrapped


def threads() -> int:
    """How many threads share the work: kernels let go of the interpreter. Results never depend on it."""
    return len(os.sched_getaffinity(0)) if HAS_NUMBA and hasattr(os, "sched_getaffinity") else 1


def _ones(word: Any) -> Any:
    """How many bits of an unsigned word are set."""
    return int(word).bit_count()


ones: Any = _ones
if HAS_NUMBA and not os.environ.get("NUMBA_DISABLE_JIT"):
    from numba.extending import intrinsic

    @intrinsic
    def _one_instruction(_context: Any, word: Any) -> Any:
        """The same, as one instruction of the machine, in vectors as well."""
        return word(word), lambda _, builder, __, values: builder.ctpop(values[0])

    ones = _one_instruction
