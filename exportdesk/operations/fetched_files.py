"""Files that an update fetched, until they are taken in: all of them at one moment."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from exportdesk.core.editions import Edition
from exportdesk.core.errors import ExportDeskError, ReadOnlyWorkspace
from exportdesk.core.list_checks import ListCheck
from exportdesk.core.progress import Cancelled, Progress
from exportdesk.lists import Source
from exportdesk.lists.fetching import Fetched
from exportdesk.operations.import_list import ImportRequest, Taken
from exportdesk.operations.lists import Lists
from exportdesk.operations.update_facts import day_of

Begun = Callable[[Source, int, int], object]

_BEGINS = "list-reading"  # the stage that the work on each file begins with


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that came of a source, the `number`th of `total`, and what is known of it so far."""

    source: Source
    number: int
    total: int
    fetched: Fetched
    check: ListCheck
    before: Edition | None

    @property
    def request(self) -> ImportRequest:
        """How the file is to be taken in."""
        assert self.fetched.path is not None
        return ImportRequest(
            path=self.fetched.path,
            source=self.source.key,
            origin=self.check.url,
            dated=day_of(self.check),
            keep_unchanged=False,
        )


def take_in(
    lists: Lists, arrived: Sequence[Arrived], progress: Progress, begun: Begun
) -> Iterator[tuple[Arrived, Edition | ExportDeskError]]:
    """Take the files in with one index for all of them; yield what became of each.

    Where that comes to nothing because of one of them, each is taken in by itself, so that no file
    stands in the way of the others. Raises ReadOnlyWorkspace, StorageFault ("list-not-noted"),
    Cancelled.
    """
    at_once = _at_once(lists, arrived, progress, begun) if len(arrived) > 1 else None
    if at_once is not None:
        yield from zip(arrived, at_once, strict=True)
        return
    for one in arrived:
        try:
            yield one, lists.import_file(one.request, _Following(progress, [one], begun))
        except ExportDeskError as error:
            if _concerns_all(error):
                raise
            yield one, error


def _at_once(
    lists: Lists, arrived: Sequence[Arrived], progress: Progress, begun: Begun
) -> tuple[Taken, ...] | None:
    """Return what became of each, None where something stopped all of them."""
    requests = [one.request for one in arrived]
    try:
        return lists.import_files(requests, _Following(progress, arrived, begun))
    except Cancelled:
        raise
    except ExportDeskError as error:
        if _concerns_all(error):
            raise
    except Exception:  # noqa: BLE001 - a fault of the program rises when its file's turn comes
        pass
    return None


def _concerns_all(error: ExportDeskError) -> bool:
    """Whether no other file would fare better; those not noted are in force all the same."""
    return isinstance(error, ReadOnlyWorkspace) or error.code == "list-not-noted"


class _Following:
    """Tells with which of the files the work begins, as it begins."""

    def __init__(self, progress: Progress, arrived: Sequence[Arrived], begun: Begun) -> None:
        self._progress = progress
        self._left = iter(arrived)
        self._begun = begun

    def stage(self, name: str) -> None:
        if name == _BEGINS and (one := next(self._left, None)) is not None:
            self._begun(one.source, one.number, one.total)
        self._progress.stage(name)

    def step(self, done: int, total: int | None = None) -> None:
        self._progress.step(done, total)
