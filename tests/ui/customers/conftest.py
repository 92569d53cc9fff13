"""What the tests of the Customers page share: a real desk, the demo's list, some customers."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile
from exportdesk.core.ids import PartyId
from exportdesk.core.parties import PartyKind
from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import fill_demo
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.desks import open_desk


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's workspace with its 40 customers, filled once."""
    folder = tmp_path_factory.mktemp("demo") / "workspace"
    desk = open_desk(folder)
    fill_demo(desk, Silent())
    desk.profile.save_settings(replace(desk.settings(), threshold=90.0))
    desk.close()
    return folder


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still."""
    return FakeClock()


@pytest.fixture
def desk(demo_folder: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """A desk on a copy of the demo."""
    folder = tmp_path / "workspace"
    shutil.copytree(demo_folder, folder)
    made = open_desk(folder, clock)
    yield made
    made.close()


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> CustomersPage:
    """The page, its jobs done at once."""
    return shown(CustomersPage(desk, shell), shell, qtbot)


def shown(page: CustomersPage, shell: Shell, qtbot: QtBot) -> CustomersPage:
    """Show a page as the window does."""
    qtbot.addWidget(page, before_close_func=CustomersPage.close_page)
    shell.bus.changed.connect(page.reload)  # as the window does
    page.resize(1068, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.arrive()
    return page


def a_customer(name: str, country: str = "DE", reference: str = "") -> Customer:
    """Return a customer with a name."""
    profile = Profile(
        (PartyName(name),), PartyKind.ORGANIZATION, (PartyAddress("Long Road 1", country=country),)
    )
    return Customer(PartyId(f"c-{name}"), profile, reference)


def names(page: CustomersPage) -> list[str]:
    """Return the names in the table, from the top down."""
    model = page.list.table.model()
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]
