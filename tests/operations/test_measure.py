"""Measuring the threshold on the demo's lists, with real processes, and the page of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core.company import Company, Settings
from exportdesk.core.errors import BadInput, ListsMissing
from exportdesk.core.ids import SourceKey
from exportdesk.core.measurements import Measurement, Variation
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.operations.demo import demo_list_file
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.measure import measure, measurement_value, report
from exportdesk.screening import ALGORITHM, DEFAULT_THRESHOLD
from exportdesk.wiring import Desk
from tests.documents.reading import pages_of, squeezed
from tests.fakes import FakeClock
from tests.importing import ImporterHere
from tests.lists.samples import Stopping
from tests.sampling import by_name

Open = Callable[..., Desk]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with the demo's lists."""
    folder = tmp_path_factory.mktemp("measure")
    desk = open_desk(folder)
    desk.lists.import_file(ImportRequest(demo_list_file(), SourceKey("us-csl"), None, ""), Silent())
    desk.profile.save_settings(Settings(operator="Maya Lindqvist"))
    desk.profile.save_company(Company("Northfield Instruments, Inc.", country="US"))
    desk.close()
    return folder


def open_desk(folder: Path, *, read_only: bool = False) -> Desk:
    clock = FakeClock()
    importer = ImporterHere(folder, clock)
    return Desk(folder, clock=clock, zone=clock.zone, read_only=read_only, importer=importer)


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    opened = open_desk(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def measured(folder: Path) -> Measurement:
    desk = open_desk(folder)
    try:
        return measure(desk, Silent())
    finally:
        desk.close()


def events(desk: Desk) -> int:
    return desk.workspace().events.head().count


def test_it_measures_with_the_user_s_own_threshold(measured: Measurement) -> None:
    assert measured.threshold == DEFAULT_THRESHOLD
    assert measured.algorithm == ALGORITHM
    assert measured.operator == "Maya Lindqvist"
    assert [edition.source for edition in measured.editions] == ["us-csl"]
    assert measured.by_variation.keys() == set(Variation)
    assert measured.by_variation[Variation.PUBLISHED] == measured.published
    changed = [t for v, t in measured.by_variation.items() if v is not Variation.PUBLISHED]
    assert sum(tally.tried for tally in changed) == measured.varied.tried
    assert measured.clean.tried == 1000
    # What the demo's lists must at least give; the benchmark tells the figures.
    assert measured.published.rate > 0.98
    assert measured.varied.rate > 0.75
    assert measured.clean.rate < 0.02


def test_a_higher_threshold_shows_fewer_of_both(measured: Measurement) -> None:
    for lower, higher in zip(measured.others, measured.others[1:], strict=False):
        assert lower.threshold < higher.threshold
        assert lower.listed.shown >= higher.listed.shown
        assert lower.clean.shown >= higher.clean.shown


@by_name
def test_it_is_noted_and_comes_out_the_same_again(desk: Desk, measured: Measurement) -> None:
    desk.profile.save_settings(replace(desk.settings(), threshold=80.0))
    again = measure(desk, Silent())
    assert again.threshold == 80.0
    assert again.varied.shown < measured.varied.shown
    assert again.clean.tried == measured.clean.tried
    assert again.others == measured.others
    (event,) = desk.workspace().events.newest(1)
    assert (event.kind, event.subject, event.actor) == (
        "threshold_measured", "threshold", "Maya Lindqvist",
    )  # fmt: skip
    assert event.hash == again.head.hash
    facts = desk.workspace().events.payload(event.seq)
    assert facts is not None
    assert facts["threshold"] == "80.00"
    assert facts["clean"] == {"tried": 1000, "shown": again.clean.shown}
    assert facts["editions"] == [edition.id for edition in measured.editions]
    assert desk.records.verify().sound
    desk.profile.save_settings(replace(desk.settings(), threshold=None))


@pytest.mark.parametrize("stage", ["making-sample", "screening-parties"])
def test_stopping_notes_nothing(desk: Desk, stage: str) -> None:
    before = events(desk)
    with pytest.raises(Cancelled):
        measure(desk, Stopping(lambda at, _done: at == stage))
    assert events(desk) == before


def test_a_threshold_that_is_none_is_refused(desk: Desk) -> None:
    before = events(desk)
    for threshold in (-1.0, 100.5, float("nan")):
        with pytest.raises(BadInput):
            measure(desk, Silent(), threshold=threshold)
    assert events(desk) == before


def test_without_a_list_nothing_is_measured(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    with pytest.raises(ListsMissing):
        measure(desk, Silent())
    assert events(desk) == 0
    desk.close()


@by_name
def test_a_workspace_for_reading_only_is_measured_and_nothing_noted(
    folder: Path, measured: Measurement
) -> None:
    writing = open_desk(folder)
    writing.profile.save_settings(replace(writing.settings(), threshold=80.0))
    desk = open_desk(folder, read_only=True)
    before = events(desk)
    again = measure(desk, Silent(), threshold=DEFAULT_THRESHOLD)  # not the user's own
    assert (again.by_variation, again.clean) == (measured.by_variation, measured.clean)
    assert again.others == measured.others
    assert events(desk) == before
    desk.close()
    writing.profile.save_settings(replace(writing.settings(), threshold=None))
    writing.close()


def test_the_value_for_scripts(measured: Measurement) -> None:
    value = measurement_value(measured)
    assert value["threshold"] == DEFAULT_THRESHOLD
    assert value["clean"] == {
        "tried": 1000,
        "shown": measured.clean.shown,
        "rate": round(measured.clean.rate, 4),
    }
    assert set(value["by_variation"]) == {variation.value for variation in Variation}  # type: ignore[call-overload] # a JSON value


# The page


def page(measured: Measurement) -> str:
    (text,) = pages_of(report(measured, lambda code: {"US": "United States"}.get(code, code)))
    return squeezed(text)


def test_the_page_tells_both_rates_and_what_they_rest_on(measured: Measurement) -> None:
    text = page(measured)
    edition = measured.editions[0]
    for said in (
        "How well does my threshold work?",
        "Northfield Instruments, Inc.",
        "Maya Lindqvist",
        "2026-11-20 12:00 New York",
        f"{measured.varied.shown:,} of {measured.varied.tried:,} changed listed names were shown",
        f"{measured.clean.shown} of 1,000 made-up ordinary names raised one",
        "in Cyrillic letters",
        "two words run together",
        f"{edition.source_name} of {edition.published}, {edition.listings:,} listings.",
        measured.head.hash[:16],
        "page 1 of 1",
    ):
        assert squeezed(said) in text, said
    assert "cleared" not in text
    assert "compliant" not in text


def test_the_page_is_one_page_with_many_lists_that_are_old(measured: Measurement) -> None:
    old = replace(measured.editions[0], too_old=True, source_name="Consolidated Screening List X")
    company = Company(
        "Northfield Instruments and Measuring Machines of Ohio, Incorporated",
        "412 Mill Road", "Dayton", "Ohio", "45402", "US", "export@northfield.example",
        "+1 937 555 0100", "northfield.example",
    )  # fmt: skip
    text = page(replace(measured, company=company, editions=(old,) * 7, threshold=62.5))
    assert squeezed("OLD LISTS:") in text
    assert squeezed("and 4 more sources") in text
    assert squeezed("At a threshold of 62.5") in text


def test_the_same_measurement_gives_the_same_bytes(measured: Measurement) -> None:
    assert report(measured, str) == report(measured, str)


def test_a_company_without_a_name_is_printed_too(measured: Measurement) -> None:
    text = page(replace(measured, company=Company(country="DE"), operator=""))
    assert squeezed("not provided") in text
