"""Each kind of mistake in each file of a rulebook is refused, with file, place and reason."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from exportdesk.core.errors import BadInput
from exportdesk.core.words import say
from exportdesk.rulebook import RULEBOOK_FILES, load_rulebook
from exportdesk.rulebook.editions import unpack_rulebook
from tests.rulebook.changing import copied
from tests.sampling import sample

# Files whose tables are each there once, so that none of them can stand there twice as a row.
_NO_ROWS = {"policy.toml"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A way to spoil a file, and what is said then; it makes "" where a file cannot have it."""

    name: str
    spoil: Callable[[Path, str], str | bytes]
    why: str


def wrong_column(file: Path, text: str) -> str:
    if file.suffix == ".csv":
        return re.sub(r"(?m)^([a-z0-9_]+),", r"\1x,", text, count=1)
    # The first key of the first table below the head.
    head, mark, below = text.partition("\n[")
    return head + mark + re.sub(r"(?m)^([a-z_]+) = ", r"\1x = ", below, count=1)


def twice(file: Path, text: str) -> str:
    if file.name in _NO_ROWS:
        return ""
    if file.suffix == ".csv":
        rows = text.splitlines(keepends=True)
        return "".join([*rows[:-1], rows[-2], rows[-1]])  # the last row below itself
    # A table with all that belongs to it, up to the next of its kind.
    mark = re.search(r"(?m)^\[\[([a-z_]+)\]\]", text)
    assert mark
    tables = re.split(rf"(?m)(?=^\[\[{mark[1]}\]\]|^# end$)", text)
    return "".join([*tables[:2], f"{tables[1].rstrip()}\n\n", *tables[2:]])


def bad_date(file: Path, text: str) -> str:
    mark = "# as_of: " if file.suffix == ".csv" else "as_of = "
    bad = "2026-13-45" if file.suffix == ".csv" else '"2026-13-45"'
    return re.sub(rf"(?m)^{re.escape(mark)}.*$", f"{mark}{bad}", text, count=1)


def no_status(_file: Path, text: str) -> str:
    return re.sub(r"(?m)^(# status: |status = ).*\n", "", text, count=1)


def wrong_status(_file: Path, text: str) -> str:
    return re.sub(r"(?m)^(# status: |status = ).*$", r'\1"sure"', text, count=1)


def cut_off(_file: Path, text: str) -> str:
    rows = text.splitlines(keepends=True)
    return "".join(rows[: len(rows) * 3 // 4])


def cut_at_a_row(file: Path, text: str) -> str:
    """Cut where what is left reads like a whole file with fewer rows."""
    if file.suffix == ".csv":
        return "".join(text.splitlines(keepends=True)[:-2])
    return text[: text.rindex("\n[")] + "\n"


def utf_16(_file: Path, text: str) -> bytes:
    return text.encode("utf-16")


def latin(_file: Path, text: str) -> bytes:
    return f"# café\n{text}".encode("cp1252", "ignore")


_COLUMN = r"the columns are not|is not a key this program knows|is missing or empty"
MISTAKES = (
    Mistake("wrong column", wrong_column, _COLUMN),
    Mistake("twice", twice, r"stands here twice|is not \d+, the next one|not 1 to 10 in order"),
    Mistake("bad date", bad_date, r"is not a date like 2026-11-22"),
    Mistake("no status", no_status, r"is not one of verified, secondary, unverified"),
    Mistake("wrong status", wrong_status, r"is not one of verified, secondary, unverified"),
    Mistake("cut off", cut_off, r"has no line “# end” below its last row"),
    Mistake("cut at a row", cut_at_a_row, r"has no line “# end” below its last row"),
    Mistake("UTF-16", utf_16, r"is not UTF-8 text"),
    Mistake("cp1252", latin, r"is not UTF-8 text"),
)


def refusal(folder: Path, to: Path) -> BadInput:
    """Return why a rulebook is not taken: what unpacking or reading it says."""
    try:
        unpack_rulebook(folder, to)
    except BadInput as error:
        return error
    with pytest.raises(BadInput) as caught:
        load_rulebook(to)
    return caught.value


@pytest.mark.parametrize("name", RULEBOOK_FILES[:: sample(2, 1)])
def test_each_mistake_is_named_with_its_place(tmp_path: Path, name: str) -> None:
    folder = copied(tmp_path)
    file = folder / name
    sound = file.read_text("utf-8")
    seen = 0
    for mistake in MISTAKES:
        spoiled = mistake.spoil(file, sound)
        if not spoiled:
            continue
        data = spoiled if isinstance(spoiled, bytes) else spoiled.encode()
        assert data != sound.encode(), mistake.name
        file.write_bytes(data)
        to = tmp_path / mistake.name
        to.mkdir()
        error = refusal(folder, to)
        assert error.code == "rulebook-bad", mistake.name
        assert error.facts["file"] == name, mistake.name
        assert error.facts["where"], mistake.name
        assert re.search(mistake.why, str(error.facts["why"])), (mistake.name, say(error))
        assert len(say(error).splitlines()) == 1
        seen += 1
    assert seen >= len(MISTAKES) - 1
    file.write_text(sound, "utf-8")
    whole = tmp_path / "whole"
    whole.mkdir()
    unpack_rulebook(folder, whole)
    assert load_rulebook(whole)
