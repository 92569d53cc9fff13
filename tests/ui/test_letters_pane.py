"""Letters from BIS on the Due diligence page: keyboard, names, what is refused, how it looks."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exportdesk.core.changes import Changes
from exportdesk.core.company import Theme
from exportdesk.core.ids import LetterId
from exportdesk.core.letters import Letter, LetterItem, LetterKind
from exportdesk.core.progress import Silent
from exportdesk.operations.letter_lists import LetterParty
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.cases.subjects import NewLetter
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from tests.ui.conftest import NotedWindow
from tests.ui.desks import open_desk, open_filled
from tests.ui.render import colours_of, render
from tests.ui.scripted import ScriptedAsk
from tests.ui.walk import clashing, unnamed


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = open_filled(tmp_path_factory.mktemp("letters") / "workspace")
    made.close()
    return made.folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Desk]:
    made = open_desk(Path(shutil.copytree(filled, tmp_path / "workspace")))
    yield made
    made.close()


def letter(desk: Desk, kind: LetterKind = LetterKind.INFORMED, **more: object) -> Letter:
    made = Letter(
        LetterId(""), kind, reference="BIS 7", dated=date(2026, 11, 3), asks="Apply first.",
        items=(LetterItem("8542"),),
    )  # fmt: skip
    return desk.letters.add(made, Silent(), **more).letter  # type: ignore[arg-type] # as given


def shown(desk: Desk, shell: Shell, qtbot: QtBot) -> CasesPage:
    page = CasesPage(desk, shell)
    qtbot.addWidget(page)
    shell.bus.changed.connect(page.reload)
    page.resize(1068, 800)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.tabs.setCurrentIndex(1)
    return page


def words(page: CasesPage) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_the_list_and_the_form_are_named_and_no_key_is_taken_twice(
    desk: Desk, shell: Shell, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    letter(desk, parties=[LetterParty("Plum Harbor Relays Ltd", country="HK")])
    page = shown(desk, shell, qtbot)
    qtmodeltester.check(page.letters.model)
    assert "1 party, screened as the own list “BIS 7”." in words(page)
    assert unnamed(page) == []
    assert clashing(page) == []
    page.new()  # Ctrl+N
    form = page.letters.form
    form.parties.add_row()
    form.items.add_row()
    form.places.put_in("KG")
    assert unnamed(page) == []
    assert clashing(page) == []
    form.parties.drop_row(form.parties.rows[0])
    form.items.drop_row(form.items.rows[0])
    form.places.take_out("KG")
    assert (form.parties.rows, form.items.rows, form.places.values) == ([], [], ())


def test_a_letter_is_changed_and_its_list_only_where_that_says_so(
    desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    kept = letter(desk, parties=[LetterParty("Plum Harbor Relays Ltd", country="HK")])
    edition = desk.lists.in_force(kept.source)
    page = shown(desk, shell, qtbot)
    page.letters.edit(kept)
    form = page.letters.form
    assert not form.kind.isEnabled()  # the list says it, too
    assert "What is changed here changes the list" in words(page)
    form.notes.setPlainText("Told everybody.")
    page.letter_actions.keep.click()
    assert not page.letters.is_form
    assert desk.letters.get(kept.id).notes == "Told everybody."
    assert desk.lists.in_force(kept.source) == edition
    assert window.toasts[-1].startswith("L-2026-0001 is recorded")


def test_parties_are_changed_in_the_form_and_that_is_taken_back(
    desk: Desk, shell: Shell, qtbot: QtBot, window: NotedWindow
) -> None:
    parties = [LetterParty("Plum Harbor Relays Ltd", country="HK"), LetterParty("Crooked Pine")]
    kept = letter(desk, parties=parties)
    page = shown(desk, shell, qtbot)
    page.letters.edit(kept)
    form = page.letters.form
    assert [row.name.text() for row in form.parties.rows] == [
        "Plum Harbor Relays Ltd", "Crooked Pine",
    ]  # fmt: skip
    assert form.parties.rows[0].country.value == "HK"
    assert not form.parties.from_file.isVisible()
    qtbot.keyClicks(form.parties.rows[0].address, "1 Quay Road")
    assert form.touched
    form.parties.drop_row(form.parties.rows[1])
    form.parties.add_row()
    form.parties.rows[1].aliases.setText("QLR")
    page.letter_actions.keep.click()
    assert "A party needs a name" in words(page)
    form.parties.rows[1].name.setText("Quiet Lagoon Relays")
    page.letter_actions.keep.click()
    assert window.toasts[-1] == (
        "L-2026-0001 and its list are changed: 1 added, 1 altered, 1 taken out. "
        "Everybody is screened again."
    )
    now = {one.name: one for one in desk.letters.parties(kept)}
    assert list(now) == ["Plum Harbor Relays Ltd", "Quiet Lagoon Relays"]
    assert now["Plum Harbor Relays Ltd"].address == "1 Quay Road"
    page.letters.undo()
    assert desk.letters.get(kept.id) == kept
    assert [one.name for one in desk.letters.parties(kept)] == list(kept.parties)
    page.letters.undo()  # once is enough
    assert desk.letters.get(kept.id) == kept


def test_of_many_parties_some_are_shown_and_the_others_looked_for(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    many = [LetterParty(f"Harbor Works {n}", country="HK") for n in range(70)]
    kept = letter(desk, parties=many)
    page = shown(desk, shell, qtbot)
    page.letters.edit(kept)
    box = page.letters.form.parties
    assert len(box.rows) == 10
    assert "10 of 70 parties are shown" in words(page)
    box.rows[0].address.setText("Pier 1")
    box.search.setText("works 69")
    box.search.search_now()
    assert [row.name.text() for row in box.rows] == ["Harbor Works 69"]
    box.drop_row(box.rows[0])
    box.add_row()
    box.rows[0].name.setText("One More")
    page.letter_actions.keep.click()
    now = desk.letters.parties(kept)
    assert [one.name for one in now] == [*(one.name for one in many[:69]), "One More"]
    assert now[0].address == "Pier 1"
    assert unnamed(page) == []


def test_what_another_program_wrote_meanwhile_is_not_lost(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    kept = letter(desk)
    page = shown(desk, shell, qtbot)
    page.letters.edit(kept)
    desk.letters.end(kept, date(2026, 11, 20), "Settled")
    page.letters.form.notes.setPlainText("Mine")
    page.letter_actions.keep.click()
    assert page.letters.is_form  # what is typed stays
    assert "was changed elsewhere meanwhile" in words(page)
    assert desk.letters.get(kept.id).notes == ""


def test_a_table_that_is_none_is_told_beside_it(
    desk: Desk, shell: Shell, qtbot: QtBot, ask: ScriptedAsk, tmp_path: Path
) -> None:
    bad, nobody = tmp_path / "bad.xlsx", tmp_path / "nobody.csv"
    bad.write_bytes(b"PK\x03\x04" + bytes(64))
    nobody.write_text("a,b\n1,2\n3,4\n", "utf-8")
    page = shown(desk, shell, qtbot)
    page.arrive(NewLetter())
    form = page.letters.form
    form.kind.choose(LetterKind.SUPPLIER_LIST)
    ask.answers = [bad, nobody]
    form.parties.choose_file()
    assert form.parties.path is None
    assert form.parties.table.mark.text()
    form.parties.choose_file()
    assert form.parties.path == nobody
    page.letter_actions.keep.click()
    assert page.letters.is_form
    assert form.parties.table.mark.isVisible()
    assert desk.letters.list() == []
    form.parties.table.forget()
    assert form.parties.path is None


def test_a_second_letter_of_a_reference_gets_a_list_of_its_own(
    desk: Desk, shell: Shell, qtbot: QtBot
) -> None:
    letter(desk, parties=[LetterParty("Plum Harbor Relays Ltd")])
    page = shown(desk, shell, qtbot)
    page.letters.record()
    form = page.letters.form
    form.kind.choose(LetterKind.RED_FLAG)
    form.reference.setText("BIS 7")
    form.parties.add_row()
    form.parties.rows[0].name.setText("Crooked Pine Trading")
    page.letter_actions.keep.click()
    assert [one.source for one in desk.letters.list()] == ["own:BIS 7 (2)", "own:BIS 7"]
    page.letters.search.setText("nothing of the kind")
    page.letters.search.search_now()
    assert "No letter holds these words." in words(page)
    assert page.back()
    assert page.is_list


def test_reading_only_shows_letters_and_changes_none(
    filled: Path, tmp_path: Path, shell: Shell, qtbot: QtBot
) -> None:
    folder = Path(shutil.copytree(filled, tmp_path / "read"))
    made = open_desk(folder)
    letter(made)
    made.close()
    desk = open_desk(folder, read_only=True)
    try:
        page = shown(desk, shell, qtbot)
        assert "Is-informed letter L-2026-0001" in words(page)
        for one in (page.letter_actions.record, page.letters.detail.edit, page.letters.detail.end):
            assert not one.isVisible()
        page.new()
        assert not page.letters.is_form
    finally:
        desk.close()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_both_looks_show_the_form(
    theme: Theme, desk: Desk, shell: Shell, appearance: Appearance, qtbot: QtBot
) -> None:
    letter(desk)

    def make() -> CasesPage:
        page = CasesPage(desk, shell)
        qtbot.addWidget(page)
        page.tabs.setCurrentIndex(1)
        page.letters.record()
        page.letters.form.parties.add_row()
        return page

    picture = render(make, appearance, theme, size=QSize(1068, 800))
    assert appearance.tokens.card.lower() in colours_of(picture)
    shell.bus.tell(Changes.LETTERS)
