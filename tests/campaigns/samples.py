"""Runs the tests that try a sample of something, with the long sample in place of the small one.

    python3 dev.py campaign samples [arguments of pytest]

They are the files that take something from `tests.sampling`; those that run by name are there too.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.sampling import LONG

TESTS = Path(__file__).resolve().parents[1]


def main() -> int:
    """Run them; 0 where all passed."""
    os.environ[LONG] = "1"
    found = sampled()
    print(f"{len(found)} files of tests, with their long samples")
    return int(pytest.main([*map(str, found), *sys.argv[1:]]))


def sampled() -> list[Path]:
    """Return the files of tests that take a sample, or have tests that run by name."""
    told = ("from tests.sampling import ", "from tests import sampling\n")
    files = {one: one.read_text("utf-8") for one in sorted(TESTS.rglob("test_*.py"))}
    return [one for one, text in files.items() if any(line in text for line in told)]


if __name__ == "__main__":
    sys.exit(main())
