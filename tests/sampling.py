"""How much is tried: a small sample among the tests, always the same, and the long one by name."""

import os
from typing import TypeVar

import pytest

LONG = "EXPORTDESK_LONG_SAMPLES"
T = TypeVar("T")

by_name = pytest.mark.skipif(
    not os.environ.get(LONG), reason="takes long, so by name: python3 dev.py campaign samples"
)
"""A test that shorter ones of the same file stand for in every run."""


def sample(small: T, long: T) -> T:
    """Return `small`; in `python3 dev.py campaign samples`, `long`."""
    return long if os.environ.get(LONG) else small
