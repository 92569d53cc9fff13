"""What a process within bounds refuses; that it does so is tested where PDFs are read."""

import os
import sys

import pytest

from exportdesk.core import bounded

REFUSED: list[tuple[str, tuple[object, ...]]] = [
    ("os.system", ("true",)),
    ("subprocess.Popen", ("true", [], None, None)),
    ("socket.connect", (None, ("127.0.0.1", 9))),
    ("open", ("x", "w", 0)),
    ("open", ("x", "r+", 0)),
    ("open", ("x", None, os.O_WRONLY | os.O_CREAT)),
]
ALLOWED: list[tuple[str, tuple[object, ...]]] = [
    ("import", ("json", None, None, None, None)),
    ("open", ("x", "rb", os.O_RDONLY)),
    ("open", ("x", None, os.O_RDONLY)),
]


@pytest.mark.parametrize(("event", "arguments"), REFUSED)
def test_what_acts_is_refused(event: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(PermissionError):
        bounded._refuse(event, arguments)


@pytest.mark.parametrize(("event", "arguments"), ALLOWED)
def test_what_only_reads_is_not(event: str, arguments: tuple[object, ...]) -> None:
    bounded._refuse(event, arguments)


def test_a_process_knows_how_much_it_held() -> None:
    before = bounded.peak_memory()
    held = bytearray(b"x") * (before // 2)
    assert before > 2**22
    assert bounded.peak_memory() >= before
    assert len(held) == before // 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells it in another way")
def test_elsewhere_than_on_windows_its_way_tells_nothing() -> None:
    assert bounded._windows_peak() == 0
