"""A newer rulebook and the company's policy in the real window, and what they do to cases."""

import shutil
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from exportdesk.core.cases import Case, CaseStep
from exportdesk.core.clock import today
from exportdesk.core.company import Settings
from exportdesk.core.ids import ProductId
from exportdesk.core.parties import PartyKind, Role
from exportdesk.core.products import Product
from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import fill_demo
from exportdesk.rulebook import Tier
from exportdesk.ui.alarms import RULES
from exportdesk.ui.dates import day_text
from exportdesk.ui.settings.page import SettingsPage
from exportdesk.wiring import Desk
from tests.journeys.conftest import Person, Start
from tests.journeys.test_due_diligence import AtCases, _customer, _related, clean_case, until
from tests.rulebook.changing import change, copied
from tests.rulebook.ear import FOLDER
from tests.sampling import by_name
from tests.ui.desks import open_desk

KIEL = "Stillfeld Prüfgeräte GmbH"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the demo, everybody screened, and a signed case."""
    desk = open_desk(tmp_path_factory.mktemp("rules") / "workspace")
    fill_demo(desk, Silent())
    desk.profile.save_settings(Settings(operator="Dana Whitfield"))
    owner = _related("Greta Stillfeld", Role.OWNER, PartyKind.PERSON, "DE", percent="100")
    desk.customers.save_all([_customer(KIEL, "DE", "Am Kai 4, 24103 Kiel", owner)])
    desk.book.screen(Silent())
    case = clean_case(desk, KIEL)
    desk.case_parties.screen(case, Silent())
    desk.cases.sign(case, "Dana Whitfield", "Clean.", today(desk.clock))
    desk.close()
    return desk.folder


def signed(desk: Desk) -> Case:
    """Return the signed case."""
    return desk.cases.by_number("D-2026-0001")


def newer_rules(folder: Path) -> Path:
    """Return a zip of a rulebook of a later day: three codes more, and Germany with no like
    controls any more.
    """
    rules = copied(folder)
    with (rules / "high_priority.csv").open("a", encoding="utf-8") as file:
        for code in ("870120", "870121", "870122"):
            file.write(f"{code},1,Made up,yes,,,,,,\n")
    change(rules, "next_steps.toml", "as_of = 2026-11-22", "as_of = 2026-12-02")
    lines = (rules / "country_rules.csv").read_text("utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith("DE,"))
    lines[at] = lines[at].replace(",yes,", ",,", 1)
    (rules / "country_rules.csv").write_text("".join(lines), "utf-8")
    packed = folder / "rulebook.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for one in sorted(rules.iterdir()):
            archive.write(one, f"rulebook/{one.name}")
    return packed


def at_settings(person: Person) -> SettingsPage:
    """Go to Settings."""
    person.wait_for_lists()
    person.go("Settings")
    page = person.window.page
    assert isinstance(page, SettingsPage)
    return page


@by_name
def test_rules_that_change_after_the_sign_off_are_told(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    workspace = Path(shutil.copytree(filled, tmp_path / "ws"))
    person = start(workspace, newer_rules(tmp_path))
    at = AtCases(person)
    at.page.arrive(signed(person.desk).id)
    until(at, lambda view: view.case.is_locked, "the signed case")
    assert at.view.drift is None
    assert at.page.chip.text() == "Signed off"
    before = person.desk.rulebook_edition

    page = at_settings(person)
    person.wait_for_words("it comes with the program")
    person.click("Import from a file", page)
    person.wait_for_words("High-priority list: 3 codes added (8701.20, 8701.21, 8701.22)")
    assert person.reads("Countries: 1 entry changed")
    assert person.desk.rulebooks.status().kept == ()  # a look keeps nothing
    # Other pages were made before; one of them has an open case.
    person.go("Products")
    products = person.window.page
    person.go("Settings")
    person.click("Use it", page)
    person.wait(lambda: person.desk.rulebook_edition != before, "the newer rulebook")
    person.wait_for_words("The rulebook as of 2 Dec 2026 is in use.")
    person.wait_for_words("In use: as of 2 Dec 2026, imported.")
    # The page in view was built with the former one. It says so, and is made anew when asked.
    said = person.window.alarms.words(RULES)
    assert said.startswith("The rulebook as of 2 Dec 2026 is in use. What this page offers")
    settings = person.window.page
    person.click("Show it anew")
    assert person.window.page_key == "settings"
    assert person.window.page is not settings
    assert person.window.alarms.words(RULES) == ""
    tractor = Product(ProductId("t"), "T-1", "A tractor", "870120")
    assert person.desk.products.checked(tractor).high_priority is not None
    person.go("Products")
    assert person.window.page is not products  # made anew, on what the newer one says
    kept = [one.as_of.day for one in person.desk.rulebooks.status().kept]
    assert kept == [2]

    # The same window says at once what it means for the case that is open in it.
    person.go("Due diligence")
    until(at, lambda view: view.drift is not None, "the difference")
    assert "finish what is open in it" in person.window.alarms.words(RULES)
    person.wait(lambda: at.page.chip.text() == "Changed since", "the chip")
    was = day_text(before.as_of)
    assert person.reads(f"Rulebook: as of {was} → as of 2 Dec 2026.")
    assert person.reads("Countries, “Germany”: coalition of countries with like controls: yes")
    assert person.reads("High-priority list, other entries that differ: 3.")
    drift = at.view.drift
    assert drift is not None
    assert drift.is_worse  # a certification is asked for by now
    case = at.view.case
    assert case.sign_off is not None
    assert case.sign_off.rulebook_print == before.fingerprint

    # A repeat order goes by the rules of now.
    person.click("Repeat order", at.page)
    until(at, lambda view: not view.case.is_locked, "the repeat order")
    at.go(CaseStep.CERTIFICATION)
    at.settle()
    assert person.reads("A signed certification is asked for")

    # The former one is kept beside it, and can be used again.
    page = at_settings(person)
    person.click("Use the program's own", page)
    person.wait(lambda: person.desk.rulebook_edition == before, "the former rulebook")
    person.wait_for_words(f"In use: as of {day_text(before.as_of)}, it comes with the program.")
    at = AtCases(person)
    at.page.arrive(signed(person.desk).id)
    until(at, lambda view: view.case.is_locked and view.drift is None, "no difference any more")

    # What the command line chooses beside the window, the window works by as well.
    clock = person.desk.clock
    other = Desk(workspace, clock=clock, zone=clock.now().zone)
    newer = other.rulebooks.status().kept[0]
    other.rulebooks.use(newer.name)
    other.close()
    person.wait(lambda: person.desk.rulebook_edition == newer, "what another program chose")
    until(at, lambda view: view.drift is not None, "the difference again")


def test_a_broken_rulebook_is_refused_and_a_table_of_the_ear_is_marked_as_not_tried(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    rules = copied(tmp_path)
    (rules / "high_priority.csv").write_text("hs6,tier\n85,1\n", "utf-8")
    workspace = Path(shutil.copytree(filled, tmp_path / "ws"))
    person = start(workspace, rules, FOLDER / "part-738.xml")
    page = at_settings(person)
    person.click("From a folder", page)
    person.wait_for_words("high_priority.csv cannot be used")
    assert person.desk.rulebooks.status().in_use.is_own
    # A table of the EAR is taken in by the same button, and says how far its reader can be trusted.
    person.click("Import from a file", page)
    person.wait_for_words("Commerce Country Chart: as of 3 Feb 2030")
    assert person.reads("this reader was not yet tried on official files")


def test_company_policy_is_set_and_open_cases_go_by_it(
    start: Start, filled: Path, tmp_path: Path
) -> None:
    person = start(Path(shutil.copytree(filled, tmp_path / "ws")))
    desk = person.desk
    again = desk.cases.repeat(signed(desk).id)
    asked = "certification-missing"
    assert asked not in _open(desk, again)
    page = at_settings(person)
    place = page.policy.country.lineEdit()
    assert place is not None
    place.setFocus()
    place.selectAll()
    person.bot.keyClicks(place, "Germany")
    person.bot.keyClick(place, Qt.Key.Key_Return)
    person.wait(lambda: page.policy.countries.values == ("DE",), "the country")
    person.click("Save changes", page)
    person.wait(lambda: desk.cases.policy().certification_countries == ("DE",), "the policy")
    assert asked in _open(desk, again)
    person.wait(lambda: not page.is_changed, "the page")
    spared = page.policy.except_box.lineEdit()
    assert spared is not None
    spared.setFocus()
    spared.selectAll()
    person.bot.keyClicks(spared, "Germany")
    person.bot.keyClick(spared, Qt.Key.Key_Return)
    person.click("Save changes", page)
    person.wait(lambda: desk.cases.policy().certification_not_for == ("DE",), "the exception")
    assert asked not in _open(desk, again)
    person.wait(lambda: not page.is_changed, "the page")
    page.policy.exceptions.take_out("DE")
    person.click("Save changes", page)
    person.wait(lambda: desk.cases.policy().certification_not_for == (), "no exception")
    person.wait(lambda: not page.is_changed, "the page")
    for tier in (Tier.ONE, Tier.TWO):
        person.bot.mouseClick(
            page.policy.tiers[tier], Qt.MouseButton.LeftButton, pos=_box(page, tier)
        )
    person.click("Save changes", page)
    person.wait(lambda: desk.cases.policy().certification_tiers == (), "the tiers")
    person.wait(lambda: not page.is_changed, "the page")
    page.policy.newcomer.setValue(90)
    person.click("Save changes", page)
    person.wait(lambda: desk.cases.policy().newcomer_days == 90, "the newcomer")
    assert asked not in _open(desk, again)
    told = [one.kind for one in desk.workspace().events.newest(6)]
    assert told.count("case_policy_changed") == 5
    view = desk.cases.assess(signed(desk))
    assert view.drift is not None  # what a case was signed under has changed, and it says so


def _box(page: SettingsPage, tier: Tier) -> QPoint:
    return QPoint(8, page.policy.tiers[tier].height() // 2)


def _open(desk: Desk, case: Case) -> list[str]:
    view = desk.cases.assess(case)
    return [one.finding.code for one in view.assessment.open]
