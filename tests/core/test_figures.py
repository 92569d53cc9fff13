"""Figures by region, and numbers that people type."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import exportdesk
from exportdesk.core import figures, i18n
from exportdesk.core.errors import Said
from exportdesk.core.figures import Amount, Figures, FiguresWish, figure, wished, write_figures
from exportdesk.core.typed_numbers import Typed, read_typed, to_type_over
from exportdesk.core.words import sentence

SPAIN = Figures(".", ",", 5)
REGIONS = (",", ".", "'", "\u202f")


@pytest.fixture
def _spain() -> Iterator[None]:
    write_figures(SPAIN)
    yield
    write_figures(figures.PAPER)


@pytest.mark.usefixtures("_spain")
def test_figures_are_written_as_the_region_does_and_papers_are_not() -> None:
    assert figure(1234) == "1234"
    assert figure(12345) == "12.345"
    assert figure(-1234567.25, 2) == "-1.234.567,25"
    with i18n.english():
        assert figure(12345.5, 1) == "12,345.5"


@pytest.mark.usefixtures("_spain")
def test_an_amount_is_kept_as_on_papers_and_said_as_the_region_does() -> None:
    amount = Amount.of(Decimal("25000.5"), 2)
    assert amount == "25,000.50", "what is kept and hashed does not change by region"
    facts = {"value": amount, "limit": amount, "hs": "8542", "eccn": "", "together": amount}
    assert "25.000,50" in sentence("filing-value", facts)
    with i18n.english():
        assert "25,000.50" in sentence("filing-value", facts)


@pytest.mark.usefixtures("_spain")
def test_a_count_in_a_sentence_goes_by_the_region() -> None:
    said = sentence("salvage-table", {"table": "events", "read": 12345, "lost": 0})
    assert "12.345" in said


def test_what_was_chosen_goes_before_the_system() -> None:
    assert wished(FiguresWish.SYSTEM, SPAIN) == SPAIN
    assert wished(FiguresWish.EUROPE, figures.PAPER).point == ","
    assert wished(FiguresWish.US, SPAIN).group == ","


def test_a_fact_that_is_words_is_said_within_the_sentence() -> None:
    facts = {"file": "a.toml", "place": Said("place-file"), "why": Said.of("why-lacks", id="x")}
    assert sentence("told-file-bad", facts) == "a.toml: the file lacks x."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2400", "2400"),
        ("1250.50", "1250.50"),
        ("1250,50", "1250.50"),
        ("1,250.50", "1250.50"),
        ("1.250,50", "1250.50"),
        ("1 250,5", "1250.5"),
        ("1'250.5", "1250.5"),
        ("1\u202f250\u00a0000,5", "1250000.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1.234.567,5", "1234567.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1250.125", "1250.125"),
        ("1.2340", "1.2340"),
    ],
)
def test_a_number_means_the_same_in_every_region(text: str, number: str) -> None:
    for group in REGIONS:
        assert read_typed(text, group) == Typed(number)


@pytest.mark.parametrize("text", ["1.234", "1,234", "12,500", "999.999"])
def test_what_could_be_two_numbers_is_taken_as_shown_here_or_refused_with_both(text: str) -> None:
    for group in REGIONS:
        found = read_typed(text, group)
        if group in text:
            assert found == Typed(text.replace(group, ""))
            continue
        assert found.number == ""
        assert len(found.twice) == 2
        for one in found.twice:
            assert read_typed(one, group).number == one, "either is taken as it is offered"
    meant = {read_typed(text, group).number for group in REGIONS} - {""}
    assert len(meant) == 1, "never one number here and another there"


@pytest.mark.parametrize("number", ["1.234", "999.999", "12.5", "0.125", "1234.567", "2400", ""])
def test_what_a_field_shows_of_a_number_means_that_number_in_every_region(number: str) -> None:
    for group in REGIONS:
        typed = read_typed(to_type_over(number), group).number
        assert typed == number if not number else Decimal(typed) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "-1", "1e5", "nan", "1_000", "1,23,4", "1.2.3", "12,34.5,6", "٣", "1,234.567.8", "x"],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert read_typed(text, ",") == Typed()


def test_what_people_see_writes_no_figure_of_its_own() -> None:
    """A figure with a comma in an f-string would be the US way in every region."""
    root = Path(exportdesk.__file__).parent
    files = [
        *(root / "ui").rglob("*.py"),
        *(one for folder in ("cli", "lists") for one in (root / folder).glob("*.py")),
        root / "core" / "words" / "mentioned.py",
    ]
    own = re.compile(r":[<>^]?\d*,(\.\d)?f?\}")
    found = [
        f"{file.relative_to(root)}:{number}"
        for file in sorted(files)
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if own.search(line)
    ]
    assert found == []
