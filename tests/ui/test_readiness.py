"""Getting the lists ready: at the start, after an import, and when they cannot be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exportdesk.core.changes import Changes
from exportdesk.core.errors import StorageFault
from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import fill_demo
from exportdesk.operations.lists_status import ReadyIndex
from exportdesk.ui.readiness import Readiness, ReadyState, readiness_of
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.ui.desks import NEXT_LIST, US_CSL, ImportRequest, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(tmp_path / "workspace")
    yield made
    made.close()


def test_there_is_one_for_a_window(desk: Desk, shell: Shell) -> None:
    first = readiness_of(desk, shell)
    assert readiness_of(desk, shell) is first
    assert first.state is ReadyState.NO_LISTS


def test_lists_that_come_in_are_loaded(desk: Desk, shell: Shell) -> None:
    readiness = readiness_of(desk, shell)
    told: list[ReadyState] = []
    readiness.changed.connect(lambda: told.append(readiness.state))
    fill_demo(desk, Silent())
    shell.bus.tell(Changes.LISTS)
    assert told[-1] is ReadyState.READY
    first = desk.screenings.ready
    desk.lists.import_file(ImportRequest(NEXT_LIST, US_CSL), Silent())
    shell.bus.tell(Changes.LISTS)
    assert told == [ReadyState.LOADING, ReadyState.READY, ReadyState.READY]
    assert desk.screenings.ready not in (None, first)
    shell.bus.tell(Changes.LISTS)
    assert len(told) == 3, "nothing is different"


class _Broken:
    """Lists whose index cannot be had, until it is mended."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.screenings = desk.screenings
        self.broken = True

    @property
    def lists(self) -> "_Broken":
        return self

    def prepare_index(self, progress: Silent) -> ReadyIndex | None:
        if self.broken:
            raise StorageFault("disk-full", folder="index")
        return self._desk.lists.prepare_index(progress)


def test_trouble_is_told_and_can_be_tried_again(desk: Desk, shell: Shell) -> None:
    fill_demo(desk, Silent())
    broken = _Broken(desk)
    readiness = Readiness(
        broken, background=shell.background, screening=shell.screening, bus=shell.bus
    )
    readiness.begin()
    assert readiness.state is ReadyState.FAILED
    assert readiness.trouble is not None
    assert readiness.trouble.code == "disk-full"
    broken.broken = False
    readiness.begin()
    assert readiness.state is ReadyState.READY
    assert readiness.trouble is None


def test_an_index_that_cannot_be_read_is_built_anew(desk: Desk, shell: Shell) -> None:
    fill_demo(desk, Silent())
    found = desk.lists.prepare_index(Silent())
    assert found is not None
    for file in found.folder.iterdir():
        file.write_bytes(b"")
    readiness = readiness_of(desk, shell)
    assert readiness.state is ReadyState.READY
    assert desk.screenings.ready == found
