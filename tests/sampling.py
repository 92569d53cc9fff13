"""How much is tried: a small sample among the tests, always the same, and the long one by name."""

import os
from typing import TypeVar

LONG = "EXPORTDESK_LONG_SAMPLES"
T = TypeVar("T")


def sample(small: T, long: T) -> T:
    """Return `small`; in `python3 dev.py campaign samples`, `long`."""
    return long if os.environ.get(LONG) else small
