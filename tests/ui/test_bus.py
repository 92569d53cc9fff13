"""What changed is told once; what others wrote is noticed."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from exportdesk.core.changes import Changes
from exportdesk.ui.bus import Bus, Watcher


class Screen(QObject):
    """Notes what it is told."""

    def __init__(self, bus: Bus) -> None:
        super().__init__()
        self.told: list[Changes] = []
        bus.changed.connect(self.reload)

    def reload(self, changes: Changes) -> None:
        self.told.append(changes)


class Files:
    """Counts commits, as `PRAGMA data_version` does."""

    def __init__(self) -> None:
        self.version = 1

    def read(self) -> tuple[int, int]:
        return (self.version, 1)


def test_a_change_is_told_once_and_nothing_is_not_told(qtbot: QtBot) -> None:
    bus = Bus()
    screen = Screen(bus)
    bus.tell(Changes.NOTHING)
    bus.tell(Changes.LISTS | Changes.EVENTS)
    assert screen.told == [Changes.LISTS | Changes.EVENTS]


def test_what_another_program_wrote_is_noticed(qtbot: QtBot) -> None:
    bus, files = Bus(), Files()
    screen = Screen(bus)
    watcher = Watcher(files.read, bus, every_ms=5)
    files.version += 1
    with qtbot.waitSignal(bus.changed, timeout=2000):
        pass
    watcher.look()
    assert len(screen.told) == 1
    assert Changes.LISTS in screen.told[0]
    assert Changes.SCREENINGS in screen.told[0]
    watcher.close()


def test_our_own_writing_is_not_told_twice(qtbot: QtBot) -> None:
    bus, files = Bus(), Files()
    screen = Screen(bus)
    watcher = Watcher(files.read, bus, every_ms=60_000)
    files.version += 1
    bus.tell(Changes.SCREENINGS)
    watcher.look()
    assert screen.told == [Changes.SCREENINGS]
    watcher.close()
