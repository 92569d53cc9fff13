"""A cell of two hundred thousand spaces, commas or parentheses takes no longer than it must."""

import random
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from exportdesk.core.errors import ListRefused
from exportdesk.lists.dates import day_first
from exportdesk.lists.name_parts import imo_in, imo_number, split_names
from exportdesk.lists.names import names_inside
from exportdesk.lists.text import plain
from exportdesk.lists.written_dates import dates_of, worded
from tests.lists.damaged_samples import Sample, made_up_samples
from tests.lists.others import read_as

SECONDS = 5.0
LONG = 200_000
_TEXT = re.compile(rb">([^<>]{3,})<")
_CELL = re.compile(rb'(?<=[",;\t])([^",;\t\r\n]{3,})(?=[",;\t])')
SAMPLES = [one for one in made_up_samples() if not one.data.startswith(b"PK")]


@pytest.mark.parametrize(
    "function",
    [names_inside, split_names, imo_in, imo_number, dates_of, worded, day_first, plain],
)
def test_functions_that_take_texts_apart(function: Callable[[str], object]) -> None:
    begun = time.process_time()
    for filling in (" ", "( ", "(a/k/a ", " -AKA- ", ", ", "; ", "(entity) ", "a) ", "or ", "IMO "):
        for around in ("X{}Y", "X a/k/a Y{}Z", "X (a/k/a{}Z entity)", "born 1{}2"):
            function(around.format(filling * (LONG // len(filling))))
    assert time.process_time() - begun < SECONDS * 2


@pytest.mark.parametrize("filling", [b" ", b", ", b"( ", b"; ", b"1", b"a) ", b"A "])
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_every_reader(tmp_path: Path, sample: Sample, filling: bytes) -> None:
    """Some of the texts of a list are that long, others each time."""
    pattern = _TEXT if _TEXT.search(sample.data) else _CELL
    spots = [(found.start(1) + found.end(1)) // 2 for found in pattern.finditer(sample.data)]
    dice = random.Random(f"{sample.name}{filling!r}")
    data = sample.data
    for at in sorted(dice.sample(spots, min(3, len(spots))), reverse=True):
        data = data[:at] + filling * (LONG // len(filling)) + data[at:]
    path = tmp_path / sample.name
    path.write_bytes(data)
    begun = time.process_time()
    with suppress(ListRefused):
        read_as(sample.source, path)
    assert time.process_time() - begun < SECONDS
