"""Every page in a language nobody speaks, which tells what gettext never was given; in Spanish."""

import csv
import json
import os
import re
import shutil
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from exportdesk.core import i18n, resources
from exportdesk.core.cases import CaseStep
from exportdesk.core.progress import Silent
from exportdesk.operations.demo_run import do_the_main_job, fill_demo
from exportdesk.ui.cases.page import CasesPage
from exportdesk.ui.customers.detail import CERTIFICATIONS
from exportdesk.ui.customers.page import CustomersPage
from exportdesk.ui.language import speak_in_window
from exportdesk.ui.main_window import MainWindow
from exportdesk.ui.pages import PAGES
from exportdesk.ui.theme import Appearance
from exportdesk.wiring import Desk
from installer.messages import rulebook_texts
from tests.casebook import open_cases
from tests.pseudo import CLOSE, Pseudo, pseudo, unmarked
from tests.sampling import by_name
from tests.ui.desks import open_desk
from tests.ui.walk import clashing, cut_off, cut_short, hints_cut, words_cut
from tests.ui.whole import whole_window

Walk = Callable[[], Iterator[tuple[str, MainWindow]]]
_BETWEEN = re.compile(r"\. |, |; |: | · |\s{2,}|\n|\s\(|\)$|^[✓✗] | -$|,$")
_WORD = re.compile(r"[A-Za-z]{3}")
_KEYS = re.compile(r"(Ctrl|Alt|Shift|F\d+|Del|PgUp|PgDown|Return|Esc|\+|\w)+$")
_DAYS = re.compile(
    r"\d{1,2} [A-Z][a-z]{2} \d{4}$|[A-Z][a-z]{2} \d{1,2}$|\d{4}-\d\d-\d\d|UTC[-+]|[0-9a-f ]{32,}$"
)
_SAME_EVERYWHERE = frozenset(
    {"www.example.com", "http://proxy.example:8080", "ExportDesk", *i18n.LANGUAGES.values()}
)
_FILES = (".json", ".csv", ".xml")
_MOST_ROWS = 8
_PART = 25  # from this length on, a piece of a sentence of the data is told from one of ours


class Data(NamedTuple):
    """Every text that is data: each by itself, and all in one; `rules` are those of the rulebook
    that have to be translated, also where a part of the data holds one of them.
    """

    texts: frozenset[str]
    whole: str
    rules: tuple[str, ...]

    @override
    def __contains__(self, text: object) -> bool:
        return text in self.texts


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    i18n.speak("en")


def test_a_sentence_keeps_its_places_tags_and_access_key() -> None:
    assert pseudo("&Open {count} of <b>{whole}</b>").startswith("⟦&Opén {count} óf <b>{whole}</b>")
    assert unmarked(f"Acme · {pseudo('Open')}") == "Acme · "


def test_what_qts_spanish_leaves_out_is_said_by_ours(
    monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    monkeypatch.delenv(i18n.OVERRIDE)
    speak_in_window("es")
    try:
        told = [
            qapp.translate("QFileDialog", words)
            for words in ("&Look in:", "Files of &type:", "&Open", "Nobody says this")
        ]
    finally:
        speak_in_window("en")
    assert told == ["&Buscar en:", "&Tipo de archivos:", "&Abrir", "Nobody says this"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with all that the demo has."""
    made = tmp_path_factory.mktemp("language") / "workspace"
    with closing(open_desk(made)) as desk:
        fill_demo(desk, Silent())
        do_the_main_job(desk, Silent())
        open_cases(desk)
    return made


@pytest.fixture
def pages(folder: Path, tmp_path: Path, qtbot: QtBot, appearance: Appearance) -> Walk:
    """Walks the pages of the real window, and each tab in them."""
    copy = Path(shutil.copytree(folder, tmp_path / "workspace"))
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)

    def walk() -> Iterator[tuple[str, MainWindow]]:
        with (
            closing(open_desk(copy)) as desk,
            whole_window(desk, appearance, settings, qtbot) as window,
        ):
            for key in PAGES:
                window.go(key)
                QApplication.processEvents()
                for _tab in _through_tabs(window):
                    QApplication.processEvents()
                    yield key, window
                if isinstance(window.page, CasesPage):
                    for step in _through_steps(window.page, desk):
                        yield f"{key}, {step}", window

    return walk


def test_every_page_speaks_it_and_nothing_is_cut_off(folder: Path, pages: Walk) -> None:
    i18n.use(Pseudo())
    data = _data(folder)
    bare: dict[str, str] = {}
    cut: list[str] = []
    marked = 0
    for key, window in pages():
        for where, text in _texts(window) if key != "help" else ():  # the guide is in English
            marked += CLOSE in text
            for piece in _bare(text, data):
                bare.setdefault(piece, f"{key}: {where}")
        cut += [f"{key}: {told}" for told in cut_off(window) + words_cut(window)]
    assert marked > 1000, "the pages were not really read"
    assert not bare, bare
    assert cut == []


@by_name
def test_in_spanish_nothing_is_cut_off_and_no_access_key_stands_twice(
    monkeypatch: pytest.MonkeyPatch, pages: Walk
) -> None:
    monkeypatch.delenv(i18n.OVERRIDE)
    assert i18n.speak("es") == "es"
    found: set[str] = set()
    for key, window in pages():
        window.resize(1204, 740)  # what a frame and a task bar leave of 1280 by 800
        if isinstance(window.page, CustomersPage) and window.page.detail.customer is None:
            window.page.list.table.selectRow(0)
        QApplication.processEvents()
        if isinstance(window.page, CustomersPage):
            tab = window.page.detail.tabs.tabText(CERTIFICATIONS)
            assert tab.startswith("Certif"), "as the page to which it leads"
        cut = (*cut_off(window), *words_cut(window), *cut_short(window), *_hidden_tabs(window))
        cut = (*cut, *hints_cut(window))
        found |= {f"{key}: {told}" for told in (*cut, *clashing(window))}
    assert not found, "\n".join(sorted(found))


def _hidden_tabs(window: QWidget) -> Iterator[str]:
    for bar in window.findChildren(QTabBar):
        last = bar.tabRect(bar.count() - 1)
        if bar.isVisibleTo(window) and bar.count() and last.right() >= bar.width():
            yield f"{bar.tabText(bar.count() - 1)} is {last.right()} wide of {bar.width()}"


def _through_tabs(window: QWidget) -> Iterator[None]:
    yield
    for bar in window.findChildren(QTabBar):
        for index in range(bar.count()):
            if bar.isVisibleTo(window):
                bar.setCurrentIndex(index)
                yield


class _Everything(set[str]):
    """What was unfolded by hand: all there is."""

    @override
    def __contains__(self, _name: object) -> bool:
        return True


def _through_steps(page: CasesPage, desk: Desk) -> Iterator[CaseStep]:
    """Show each step of the case that asks most, with all of it unfolded."""
    asked = max(desk.cases.list(), key=lambda row: row.open_findings)
    page.open_case(asked.id, asked.number)
    page.pane.bench.opened = _Everything()
    for step in CaseStep:
        page.pane.go_to(step)
        QApplication.processEvents()
        yield step


def _texts(root: QWidget) -> Iterator[tuple[str, str]]:
    for widget in root.findChildren(QWidget):
        if not widget.isVisibleTo(root):
            continue
        where = type(widget).__name__
        yield from ((where, text) for text in _said_by(widget) if text)
        if isinstance(widget, QAbstractItemView):
            yield from ((where, text) for text in _cells(widget) if text)


def _said_by(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield widget.accessibleDescription()
    ours = not (isinstance(widget, QToolButton) and widget.objectName().startswith("Scroll"))
    if ours:  # the arrows of Qt's own bar of tabs are named by Qt
        yield widget.accessibleName()
    if isinstance(widget, QAbstractButton | QLabel):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(min(widget.count(), _MOST_ROWS)))


def _cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    roles = Qt.ItemDataRole
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), _MOST_ROWS)):
            for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
                yield str(model.index(row, column).data(role) or "")


def _bare(text: str, data: Data) -> Iterator[str]:
    """Yield what of a shown text is neither marked nor from the data."""
    left = unmarked(text).replace("\u200b", "").strip()
    if len(left) > _PART:
        yield from (rule for rule in data.rules if rule in left)
    if left in data or left.casefold() in data:
        return
    for piece in _BETWEEN.split(left):
        piece = piece.strip(" ,;:.()✓✗·–-")
        if piece.startswith(os.sep) or piece.endswith(_FILES):
            continue
        if len(piece) > _PART and piece in data.whole:
            continue
        known = piece in data or piece.casefold() in data or piece in _SAME_EVERYWHERE
        if known or not _WORD.search(piece) or _KEYS.match(piece) or _DAYS.match(piece):
            continue
        yield piece


def _data(folder: Path) -> Data:
    """Return every text of the workspace, the lists, the rulebook and the catalogue of lists."""
    found: set[str] = {str(folder)}
    for name in ("workspace.db", "lists.db"):
        with closing(sqlite3.connect(folder / name)) as db:
            tables = db.execute("select name from sqlite_master where type = 'table'").fetchall()
            for (table,) in tables:
                for row in db.execute(f'select * from "{table}"'):
                    found.update(_leaves(list(row)))
    for file in sorted(resources.path().rglob("*")):
        if file.suffix == ".toml" and "wording" not in file.parts:
            found.update(_leaves(tomllib.loads(file.read_text("utf-8"))))
        elif file.suffix == ".csv":
            with file.open(encoding="utf-8", newline="") as table:
                found.update(cell for line in csv.reader(table) for cell in line)
    split = {piece.strip(" .()") for text in found for piece in _BETWEEN.split(text)}
    spaced = {text.replace("_", " ") for text in found}
    every = found | split | spaced
    told = {text for _name, text in rulebook_texts() if len(text) > _PART}
    rules = {text for text in told if len(i18n.in_every_language(text)) > 1}  # not names of lists
    texts = frozenset(every | {text.casefold() for text in every})
    return Data(texts, "\n".join(every), tuple(sorted(rules)))


def _leaves(value: object) -> Iterator[str]:
    """Yield the texts in a value, the names of its fields too: a publisher's record shows them."""
    if isinstance(value, str):
        yield value
        if value[:1] in "[{":
            try:
                yield from _leaves(json.loads(value))
            except ValueError:
                return
    elif isinstance(value, dict):
        for key, one in value.items():
            yield str(key)
            yield from _leaves(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, bytes):
        yield from _leaves(value.decode("utf-8", "replace"))
