"""What several threads ask for: made once, and only when asked for."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from exportdesk.core.threads import made_once

THREADS = 8


class Owner:
    """Counts how often its parts are made."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.all_here = Barrier(THREADS)

    @made_once
    def part(self) -> object:
        """A part."""
        self.made.append("part")
        return object()

    @made_once
    def whole(self) -> tuple[object, object]:
        """What has a part."""
        self.made.append("whole")
        return self.part, self.part

    def asked_together(self) -> object:
        self.all_here.wait()
        return self.whole


def test_nothing_is_made_before_it_is_asked_for() -> None:
    owner = Owner()
    assert owner.made == []
    assert owner.whole == (owner.part, owner.part)
    assert owner.made == ["whole", "part"]


def test_one_is_made_whichever_threads_ask() -> None:
    owner = Owner()
    with ThreadPoolExecutor(THREADS) as threads:
        asked = [threads.submit(owner.asked_together) for _ in range(THREADS)]
    assert len({id(one.result()) for one in asked}) == 1
    assert owner.made == ["whole", "part"]


def test_every_owner_has_its_own() -> None:
    one, other = Owner(), Owner()
    assert one.part is not other.part
    assert Owner.part.__doc__ == "A part."
