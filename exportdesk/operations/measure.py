"""How well the user's threshold works on the lists in force: measured, noted, printed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from exportdesk import __version__
from exportdesk.core.clock import Clock
from exportdesk.core.errors import BadInput, ListsMissing
from exportdesk.core.measurements import Measurement, Tally, Variation
from exportdesk.core.papers import Letterhead
from exportdesk.core.parties import Party
from exportdesk.core.progress import Progress
from exportdesk.operations.lists import Lists
from exportdesk.operations.lists_status import ReadyIndex
from exportdesk.operations.screening import Screenings
from exportdesk.screening import ALGORITHM, measuring
from exportdesk.screening.batch import rank_many
from exportdesk.storage.lists_db import ListsDb
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

_STEP = 500
_Item = TypeVar("_Item")


class MeasureDesk(Protocol):
    """The parts of a desk that measuring works with."""

    @property
    def workspace(self) -> Callable[[], Workspace]: ...
    @property
    def lists_db(self) -> Callable[[], ListsDb]: ...
    @property
    def lists(self) -> Lists: ...
    @property
    def screenings(self) -> Screenings: ...
    @property
    def clock(self) -> Clock: ...


def measure(
    desk: MeasureDesk, progress: Progress, *, threshold: float | None = None
) -> Measurement:
    """Screen a sample of listed names and made-up clean ones; note and return what came of it.

    `threshold` is the user's own unless given. May be called on any thread. Raises ListsMissing,
    BadInput for a threshold out of range, StorageFault, Cancelled. A workspace that is open for
    reading only is measured and nothing is noted.
    """
    used = desk.screenings.threshold() if threshold is None else threshold
    if not 0 <= used <= 100:
        raise BadInput("threshold-out-of-range")
    ready = desk.lists.prepare_index(progress)
    if ready is None:
        raise ListsMissing("no-lists")
    progress.stage("making-sample")
    tried = measuring.probes(_stepping(desk.lists.matched_listings(), progress))
    # All of them down to a score of 0: the same screenings then tell of every threshold.
    rankings = rank_many(
        ready.folder, [Party(probe.name) for probe in tried], progress, min_score=0.0
    )
    return _noted(desk, ready, used, measuring.outcomes(tried, rankings))


def report(
    measurement: Measurement,
    country_name: Callable[[str], str],
    letterhead: Letterhead | None = None,
) -> bytes:
    """Return a measurement as a PDF of one page: the same bytes for the same measurement."""
    # Imported when a paper is made: reportlab is slow to load.
    from exportdesk.documents.measure_report import measure_report

    return measure_report(measurement, country_name=country_name, letterhead=letterhead)


def measurement_value(measurement: Measurement) -> dict[str, object]:
    """Return a measurement in the shape the command line prints as JSON."""
    return {
        "threshold": measurement.threshold,
        "algorithm": measurement.algorithm,
        "program": measurement.program_version,
        "at": measurement.at.utc_text,
        "editions": {edition.source: edition.id for edition in measurement.editions},
        "published": _value(measurement.published),
        "varied": _value(measurement.varied),
        "clean": _value(measurement.clean),
        "by_variation": {
            variation.value: _value(tally) for variation, tally in measurement.by_variation.items()
        },
        "other_thresholds": [
            {
                "threshold": one.threshold,
                "varied": _value(one.listed),
                "clean": _value(one.clean),
            }
            for one in measurement.others
        ],
    }


def _noted(
    desk: MeasureDesk, ready: ReadyIndex, threshold: float, found: list[measuring.Outcome]
) -> Measurement:
    workspace = desk.workspace()
    settings = workspace.settings.settings()
    at = desk.clock.now()
    counts = measuring.by_variation(found, threshold)
    sides = measuring.rates(found, threshold)
    by_variation = {key: tally for key, tally in counts.items() if key is not None}
    published = by_variation.get(Variation.PUBLISHED, Tally(0, 0))
    head = workspace.events.head()
    if not workspace.read_only:
        facts = {
            "threshold": f"{threshold:.2f}",
            "algorithm": ALGORITHM,
            "program": __version__,
            "editions": [edition.id for edition in ready.editions],
            "published": _fact(published),
            "varied": _fact(sides.listed),
            "clean": _fact(sides.clean),
            "by_variation": {key.value: _fact(tally) for key, tally in by_variation.items()},
        }
        with writing(workspace.db):
            head = workspace.events.append(
                "threshold_measured",
                "threshold",
                facts,
                at=at.utc_text,
                actor=settings.operator,
            )
    return Measurement(
        at=at,
        operator=settings.operator,
        company=workspace.settings.company(),
        editions=ready.editions,
        program_version=__version__,
        algorithm=ALGORITHM,
        threshold=threshold,
        published=published,
        varied=sides.listed,
        clean=sides.clean,
        by_variation=by_variation,
        others=tuple(measuring.rates(found, other) for other in measuring.OTHER_THRESHOLDS),
        head=head,
    )


def _stepping(items: Iterable[_Item], progress: Progress) -> Iterator[_Item]:
    for number, item in enumerate(items):
        if number % _STEP == 0:
            progress.step(number)
        yield item


def _fact(tally: Tally) -> Mapping[str, int]:
    return {"tried": tally.tried, "shown": tally.shown}


def _value(tally: Tally) -> Mapping[str, object]:
    return {"tried": tally.tried, "shown": tally.shown, "rate": round(tally.rate, 4)}
