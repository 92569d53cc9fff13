"""What the guide shows on pages about one thing: a part of the window, at its own size."""

import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QPushButton, QWidget

from exportdesk.core import resources
from exportdesk.core.changes import Changes
from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile, RelatedParty
from exportdesk.core.ids import LetterId, PartyId, new_id
from exportdesk.core.letters import Letter, LetterItem, LetterKind
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.progress import Silent
from exportdesk.core.screenings import Verdict
from exportdesk.operations.deciding import Word
from exportdesk.operations.demo import demo_next_list_file
from exportdesk.operations.import_list import ImportRequest
from exportdesk.operations.letter_lists import LetterParty
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.cases.tabs import LETTERS_TAB
from exportdesk.ui.customers.detail import RELATED
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.lists.page import ListsPage
from exportdesk.ui.lists.source_pane import CHANGES
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.settings.page import SettingsPage
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import Card, Toast
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.patience import settle, wait

_AROUND = 12  # of the page, so that a card is seen to be one


def newer_rulebook(window: MainWindow, desk: Desk) -> QWidget:
    """Compare a newer rulebook, made up, with the one in use."""
    folder = Path(shutil.copytree(resources.path("rulebook"), desk.folder / "Rulebook of May"))
    codes = folder / "high_priority.csv"
    rows = codes.read_text("utf-8")
    made_up = "".join(f"{code},4.B,A made-up code,,,,,,,\n" for code in (901410, 901530, 903033))
    codes.write_text(rows.replace("# end", f"{made_up}# end"), "utf-8")
    steps = folder / "next_steps.toml"
    later = re.sub(r"(?m)^as_of = .*", "as_of = 2026-12-15", steps.read_text("utf-8"), count=1)
    steps.write_text(later, "utf-8")
    page = window.page
    assert isinstance(page, SettingsPage)
    page.rulebook.open(folder)
    wait(lambda: not page.rulebook.offer.isHidden())
    return page.rulebook


def measured(window: MainWindow, _desk: Desk) -> QWidget:
    """Measure the lowest score on the demo's list."""
    page = window.page
    assert isinstance(page, SettingsPage)
    page.measuring.measure()
    wait(lambda: not page.measuring.open.isHidden(), 60)
    return page.scores


def recorded_letter(window: MainWindow, desk: Desk) -> QWidget:
    """Record a letter that touches a customer, goods and cases."""
    page = window.page
    assert isinstance(page, CasesPage)
    letter = Letter(
        LetterId(""),
        LetterKind.INFORMED,
        reference="BIS-2026-0117",
        dated=date(2026, 11, 12),
        received_on=date(2026, 11, 17),
        asks="Apply for a license before you ship integrated circuits to these places.",
        items=(LetterItem("8542"),),
        countries=("TR", "KG"),
    )
    parties = [
        LetterParty("Sagebrush Relay Works", country="KG"),
        LetterParty("Ilgaz Su Ölçüm Sistemleri", country="TR"),
    ]
    desk.letters.add(letter, Silent(), parties=parties)
    desk.book.screen(Silent())
    page.tabs.setCurrentIndex(LETTERS_TAB)
    wait(lambda: bool(page.letters.model.rows))
    settle(1.0)
    return page


def owners(window: MainWindow, desk: Desk) -> QWidget:
    """Show a customer that counts as listed because of the owner of its owner."""
    window.resize(window.width() + px(220), window.height() + px(340))  # all of the calculation
    customer, holding, listed = (PartyId(new_id()) for _each in range(3))
    related = (
        _owner(holding, _firm("Lantern Holding BV", "Rotterdam", "NL"), customer, "50"),
        _owner(listed, _firm("Rubezh Elektronika", "", "RU"), holding, "60"),
    )
    profile = _firm("Brook and Lantern Optics BV", "Rotterdam", "NL")
    desk.customers.save_all([Customer(customer, profile, "K-0512", related=related)])
    desk.book.screen(Silent())
    same = [one.match for one in desk.deciding.queue() if one.match.party == listed]
    word = Word(Verdict.SAME, "Same number in the register of companies")
    desk.deciding.decide(desk.deciding.subjects(same), word)
    page = window.page
    assert isinstance(page, CustomersPage)
    page.arrive(customer)
    wait(lambda: page.detail.name.text().startswith("Brook"))
    page.detail.tabs.setCurrentIndex(RELATED)
    ownership = page.detail.related.ownership
    wait(lambda: bool(ownership.findChildren(QPushButton)))
    ownership.findChildren(QPushButton)[-1].click()
    settle(0.6)
    return page.detail


def changed_list(window: MainWindow, desk: Desk) -> QWidget:
    """Take in the demo's next edition, a day later, and compare it with the one before."""
    window.resize(window.width(), window.height() + px(220))  # more than two of the changes
    assert isinstance(desk.clock, FakeClock)
    desk.clock.advance(days=1)
    source = desk.lists.catalogue.sources[0].key
    desk.lists.import_file(ImportRequest(demo_next_list_file(), source), Silent())
    page = window.page
    assert isinstance(page, ListsPage)
    page.reload(Changes.LISTS)
    pane = page.pane
    pane.tabs.setCurrentIndex(CHANGES)
    wait(lambda: bool(pane.changes.table.model().rowCount()))
    settle(0.6)
    return card_of(pane.changes)


PARTS: Mapping[str, tuple[str, Callable[[MainWindow, Desk], QWidget]]] = {
    "rulebook": ("settings", newer_rulebook),
    "threshold": ("settings", measured),
    "letters": ("cases", recorded_letter),
    "owners": ("customers", owners),
    "changes": ("lists", changed_list),
}


def part_of(name: str, window: MainWindow, desk: Desk) -> QRect:
    """Bring a page of `window` to what a part shows, and return where in the window that is."""
    part = PARTS[name][1](window, desk)
    for toast in window.findChildren(Toast):
        toast.close_now()
    page = window.page
    assert page is not None
    page.show_part(part)
    settle()
    place = QRect(part.mapTo(window, QPoint(0, 0)), part.size())
    around = 0 if part is page else px(_AROUND)
    return place.adjusted(-around, -around, around, around) & window.rect()


def _firm(name: str, city: str, country: str) -> Profile:
    addresses = (PartyAddress(city=city, country=country),)
    return Profile((PartyName(name),), kind=PartyKind.ORGANIZATION, addresses=addresses)


def _owner(party: PartyId, profile: Profile, of: PartyId, percent: str) -> RelatedParty:
    return RelatedParty(party, Role.OWNER, profile, of, percent)


def card_of(part: QWidget) -> QWidget:
    """Return the card that a field or button stands in."""
    around: QWidget | None = part
    while around is not None and not isinstance(around, Card):
        around = around.parentWidget()
    return around or part
