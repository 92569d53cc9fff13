"""What the tests of the Review page share: a desk with a screened book, the page on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from exportdesk.core.parties import PartyKind
from exportdesk.ui.review.page import ReviewPage
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.reviewing import customer, keep, with_director
from tests.ui.desks import desk_on_copy, open_filled, show_page


@pytest.fixture(scope="session")
def book_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose customers were screened: some matches wait."""
    folder = tmp_path_factory.mktemp("book") / "workspace"
    desk = open_filled(folder)
    keep(
        desk,
        customer("Severny Impuls", "RU", reference="C-1"),
        with_director(customer("Quiet Meadow Honey Farm", "US"), "Viktor Sokolenko", "RU"),
        customer("Kontur Radiokomponent", "DE"),
        customer("Kontur Radiokomponent", "DE"),
        customer("Kontur Radiokomponent", "DE"),
        customer("Impuls Komplekt", "RU", number="9900417725", address="Litejnaya ul. 31, Moscow"),
        customer("Skylark Freight Forwarding", "US"),
        customer("Ana Lucia Moreno", "MX", kind=PartyKind.PERSON, formed_on="1991-02-20"),
    )
    desk.close()
    return folder


@pytest.fixture
def desk(book_folder: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """A desk on a copy of that workspace."""
    with desk_on_copy(book_folder, tmp_path, clock) as made:
        yield made


MakePage = Callable[[], ReviewPage]


@pytest.fixture
def make_page(desk: Desk, shell: Shell, qtbot: QtBot) -> MakePage:
    """Make the page, shown and active, told of changes as the window does."""

    def make() -> ReviewPage:
        return show_page(ReviewPage(desk, shell), shell, qtbot)

    return make


@pytest.fixture
def page(make_page: MakePage) -> ReviewPage:
    """The page on the book."""
    return make_page()


Press = Callable[..., None]


@pytest.fixture
def press(page: ReviewPage, qtbot: QtBot) -> Press:
    """Press keys where the focus is, as a person does: one key or letters each."""

    def do(*keys: Qt.Key | str) -> None:
        for key in keys:
            focus = page.focusWidget()
            assert isinstance(focus, QWidget)
            if isinstance(key, str):
                qtbot.keyClicks(focus, key)
            else:
                qtbot.keyClick(focus, key)

    return do
