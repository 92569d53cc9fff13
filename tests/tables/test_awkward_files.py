"""Every awkward file ends in rows or in one clear refusal."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from exportdesk.core.errors import BadInput
from exportdesk.core.words import known_codes, say, sentence
from exportdesk.rulebook import Countries, load_rulebook
from exportdesk.tables import (
    CUSTOMERS,
    PRODUCTS,
    DraftRow,
    Subject,
    Table,
    guess_map,
    read_rows,
    read_table,
)
from tests.data.tables import make
from tests.tables.awkward import REFUSED, TAKEN, Expected

FOLDER = Path(make.__file__).parent


@cache
def countries() -> Countries:
    return load_rulebook().countries


def read(name: str) -> tuple[Table, list[DraftRow[Any, Any]]]:
    table = read_table(FOLDER / name)
    subject: Subject[Any, Any] = PRODUCTS if name.startswith("products") else CUSTOMERS
    columns = guess_map(table, subject, countries().country_code)
    return table, list(read_rows(table, columns, subject, countries().country_code))


def name_of(row: DraftRow[Any, Any]) -> str:
    return getattr(row.draft, "legal_name", None) or getattr(row.draft, "sku", "")


def part_of(draft: object, path: str) -> object:
    for step in path.split("."):
        draft = draft[int(step)] if step.isdigit() else getattr(draft, step)  # type: ignore[index] # a tuple
    return draft


@pytest.mark.parametrize(("name", "expected"), TAKEN.items(), ids=list(TAKEN))
def test_rows(name: str, expected: Expected) -> None:
    table, rows = read(name)
    assert [(row.number, name_of(row)) for row in rows] == list(expected.names)
    found = [(one.row, one.code) for row in rows for one in row.problems]
    assert sorted(found) == sorted(expected.problems)
    assert tuple(note.code for note in table.notes) == expected.notes
    assert table.header == expected.header
    if expected.encoding:
        assert table.encoding == expected.encoding
    by_number = {row.number: row.draft for row in rows}
    for number, path, value in expected.says:
        assert (number, path, part_of(by_number[number], path)) == (number, path, value)


@pytest.mark.parametrize("name", TAKEN)
def test_every_note_and_problem_is_a_sentence(name: str) -> None:
    table, rows = read(name)
    told = [(note.code, note.facts) for note in table.notes]
    told += [(one.code, one.facts) for row in rows for one in row.problems]
    for code, facts in told:
        assert code in known_codes()
        assert "?" not in sentence(code, facts)


@pytest.mark.parametrize(("name", "code"), REFUSED.items(), ids=list(REFUSED))
def test_refusals(name: str, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_table(FOLDER / name)
    assert caught.value.code == code
    assert code in known_codes()
    said = say(caught.value)
    assert said.startswith(name)
    assert "?" not in said


def test_the_files_are_those_that_the_script_makes() -> None:
    made = make.files()
    assert made.keys() == TAKEN.keys() | REFUSED.keys()
    assert len(made) >= 60
    for name, data in made.items():
        kept = (FOLDER / name).read_bytes()
        assert len(kept) < 30_000, name
        # What is packed depends on the version of zlib; what is in it does not.
        if not data.startswith(b"PK"):
            assert kept == data, name
