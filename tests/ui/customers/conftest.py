"""What the tests of the Customers page share: a real desk, the demo's list, some customers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile
from exportdesk.core.ids import PartyId
from exportdesk.core.parties import PartyKind
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.shell import Shell
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.ui.desks import desk_on_copy, show_page


@pytest.fixture
def desk(screened_folder: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """A desk on a copy of the demo. It shows strong matches only, whatever the score says."""
    with desk_on_copy(screened_folder, tmp_path, clock) as made:
        yield made


@pytest.fixture
def page(desk: Desk, shell: Shell, qtbot: QtBot) -> CustomersPage:
    """The page, its jobs done at once."""
    return shown(CustomersPage(desk, shell), shell, qtbot)


def shown(page: CustomersPage, shell: Shell, qtbot: QtBot) -> CustomersPage:
    """Show a page as the window does."""
    return show_page(page, shell, qtbot)


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
