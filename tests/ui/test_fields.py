"""Fields and forms."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from exportdesk import ui
from exportdesk.rulebook import load_rulebook
from exportdesk.ui.settings.score_field import NumberField
from exportdesk.ui.theme import LIGHT, Appearance, Tone
from exportdesk.ui.widgets import (
    CheckBox,
    Chip,
    ComboBox,
    CountryBox,
    FormGrid,
    SearchField,
    TwoLineLabel,
    button,
    line_edit,
    text_area,
)
from tests.ui.gallery import COUNTRIES
from tests.ui.walk import moved_by_wheel, unnamed

_TURNED = (  # what Qt turns with the wheel
    r"Q(?:(?:Font)?ComboBox|(?:Double|Abstract)?SpinBox|(?:Abstract)?Slider|Dial|"
    r"(?:Date|Time|DateTime)Edit)"
)

# The completer's list is a window of its own, which the offscreen plugin cannot raise.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def country(qtbot: QtBot, appearance: Appearance) -> CountryBox:
    made = CountryBox(COUNTRIES, none="Any")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_longest_country_is_whole_in_the_list_below(
    qtbot: QtBot, appearance: Appearance
) -> None:
    long = CountryBox([("GS", "South Georgia and the South Sandwich Islands"), ("SI", "Slovenia")])
    qtbot.addWidget(long)
    long.setFixedWidth(120)
    long.choose("GS")
    assert long.lineEdit().cursorPosition() == 0, "in a narrow field the beginning is what is read"
    long.choose("")
    long.show()
    long.activateWindow()
    long.setFocus()
    qtbot.waitUntil(long.hasFocus)
    qtbot.keyClicks(long.lineEdit(), "s")
    popup = long.completer().popup()
    needed = popup.sizeHintForIndex(popup.model().index(0, 0)).width()
    qtbot.waitUntil(lambda: popup.viewport().width() >= needed > 280)
    popup.hide()


def type_and_leave(qtbot: QtBot, field: CountryBox, text: str) -> None:
    line = field.lineEdit()
    assert line is not None
    line.selectAll()
    if text:
        qtbot.keyClicks(line, text)
    else:
        qtbot.keyClick(line, Qt.Key.Key_Delete)
    line.editingFinished.emit()


def test_a_country_is_chosen_by_code(country: CountryBox) -> None:
    assert country.value == ""
    assert (country.currentText(), country.lineEdit().placeholderText()) == ("", "Any")
    country.choose("TR")
    assert (country.value, country.currentText()) == ("TR", "Türkiye")
    country.choose("XX")
    assert country.value == ""


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("germany", "DE"),
        ("Germ", "DE"),
        ("de", "DE"),
        ("niger", "NE"),
        ("nigeria", "NG"),
        ("federation", "RU"),
        ("arab", "AE"),
        ("", ""),
    ],
)
def test_a_country_is_found_by_what_is_typed(
    country: CountryBox, qtbot: QtBot, typed: str, code: str
) -> None:
    country.choose("US")
    type_and_leave(qtbot, country, typed)
    assert country.value == code


def test_what_is_no_country_is_told_below_the_field(qtbot: QtBot, appearance: Appearance) -> None:
    form = FormGrid()
    qtbot.addWidget(form)
    country = form.add("C&ountry", CountryBox(COUNTRIES), 6)
    form.show()
    country.choose("US")
    assert not country.doubt.isVisible()
    type_and_leave(qtbot, country, "Atlantis")
    assert (country.value, country.currentText(), country.is_bad) == ("US", "Atlantis", True)
    assert country.doubt.isVisible()
    assert (country.doubt.text(), country.property("invalid")) == (
        "No country is called “Atlantis”.",
        True,
    )
    type_and_leave(qtbot, country, "an")
    assert country.doubt.text() == "“an” may be several countries. Choose one."
    type_and_leave(qtbot, country, "")
    assert (country.value, country.is_bad, country.doubt.isVisible()) == ("", False, False)


EVERYDAY = (
    ("Turkey", "TR"), ("Russia", "RU"), ("Rus", "RU"), ("USA", "US"), ("U.S.", "US"),
    ("America", "US"), ("UK", "GB"), ("England", "GB"), ("Great Britain", "GB"),
    ("South Korea", "KR"), ("Ivory Coast", "CI"), ("Burma", "MM"), ("Czech Republic", "CZ"),
    ("Holland", "NL"), ("Macedonia", "MK"), ("Swaziland", "SZ"), ("Cape Verde", "CV"),
    ("UAE", "AE"), ("Congo-Kinshasa", "CD"), ("East Timor", "TL"), ("Vatican", "VA"),
    ("Turkei", "TR"), ("Ukr", "UA"),
)  # fmt: skip


def test_a_country_is_found_by_what_else_it_is_called(qtbot: QtBot, appearance: Appearance) -> None:
    every = load_rulebook().countries.choices()
    field = CountryBox(every, none="Country")
    qtbot.addWidget(field)
    field.show()
    for typed, code in EVERYDAY:
        field.choose("")
        type_and_leave(qtbot, field, typed)
        assert (field.value, typed) == (code, typed)
        assert field.completer().model().index(0, 0).data().endswith(f"({code})"), typed


def test_what_enter_takes_of_the_countries_is_lit(country: CountryBox, qtbot: QtBot) -> None:
    country.activateWindow()
    country.setFocus()
    qtbot.waitUntil(country.hasFocus)
    qtbot.keyClicks(country.lineEdit(), "nig")
    popup = country.completer().popup()
    qtbot.waitUntil(lambda: popup.currentIndex().isValid())
    assert popup.currentIndex().data() == "Niger (NE)"
    assert country.currentText() == "nig", "what is typed stays"
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert (country.value, country.currentText()) == ("NE", "Niger")
    country.lineEdit().selectAll()
    qtbot.keyClicks(country.lineEdit(), "nig")
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(country.window().isHidden)  # the window closes, and not the list alone
    assert not popup.isVisible()


def test_a_chosen_country_is_told_once(country: CountryBox, qtbot: QtBot) -> None:
    told: list[str] = []
    country.picked.connect(told.append)
    type_and_leave(qtbot, country, "China")
    type_and_leave(qtbot, country, "China")
    country.choose("DE")
    assert told == ["CN"]


def test_a_choice_holds_values_not_words(qtbot: QtBot, appearance: Appearance) -> None:
    box: ComboBox[int] = ComboBox([(1, "One"), (2, "Two")])
    qtbot.addWidget(box)
    told: list[int] = []
    box.picked.connect(told.append)
    assert box.value == 1
    box.choose(2)
    assert (box.value, told) == (2, []), "a choice made by the program is not told"
    box.offer([(3, "Three"), (2, "Two again")])
    assert box.value == 2
    box.choose(9)
    assert box.value == 2
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert told == [3]
    for field in (box, CountryBox([("DE", "Germany"), ("FR", "France")])):
        qtbot.addWidget(field)
        before = field.currentText()
        qtbot.keyClick(field, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
        assert field.currentText() == before, "it is the letter of a button that is not there"


@pytest.mark.parametrize("focused", [False, True])
def test_scrolling_past_a_field_leaves_it_alone(
    qtbot: QtBot, appearance: Appearance, focused: bool
) -> None:
    box: ComboBox[int] = ComboBox([(1, "One"), (2, "Two")])
    country = CountryBox([("DE", "Germany"), ("FR", "France")])
    number = NumberField(0, 9)
    form = QWidget()
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    form.show()
    for field in (box, country, number):
        column.addWidget(field)
        if focused:
            field.setFocus()
        QApplication.sendEvent(
            field,
            QWheelEvent(
                QPointF(5, 5),
                QPointF(5, 5),
                QPoint(0, -120),
                QPoint(0, -120),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            ),
        )
    assert (box.value, country.value, number.value()) == (1, "", 0)
    assert moved_by_wheel(form) == []
    column.addWidget(QComboBox())
    assert moved_by_wheel(form) == ["QComboBox"]


def test_whatever_else_the_program_makes_a_field_of_is_left_alone_too() -> None:
    made = re.compile(rf"^class .*\b{_TURNED}\b.*:|\b{_TURNED}\(")
    found = [
        f"{path.name}: {line.strip()}"
        for path in Path(ui.__file__).parent.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if made.search(line) and "(Unmoved, " not in line
    ]
    assert found == []


def test_a_search_is_told_when_typing_pauses(qtbot: QtBot, appearance: Appearance) -> None:
    field = SearchField("Search names", pause_ms=10)
    qtbot.addWidget(field)
    told: list[str] = []
    field.searched.connect(told.append)
    qtbot.keyClicks(field, "acme")
    qtbot.waitUntil(lambda: told == ["acme"])
    field.search_now()
    assert told == ["acme"], "the same words are not told twice"
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told == ["acme", "acm"]


def test_a_form_names_its_fields(qtbot: QtBot, appearance: Appearance) -> None:
    form = FormGrid()
    qtbot.addWidget(form)
    name = form.add("&Name && address", line_edit(), 8, hint="As on the invoice.")
    form.add("&Notes", text_area(), 12)
    form.add_check(CheckBox("Show &expired"), 12)
    form.show()
    face = QAccessible.queryAccessibleInterface(name)
    assert face.text(QAccessible.Text.Name) == "Name & address"
    assert face.text(QAccessible.Text.Description) == "As on the invoice."
    assert form.label_of(name).buddy() is name
    assert unnamed(form) == []


def test_what_is_wrong_is_said_below_the_field(qtbot: QtBot, appearance: Appearance) -> None:
    form = FormGrid()
    qtbot.addWidget(form)
    name = form.add("&Name", line_edit(), 8, hint="As on the invoice.")
    form.show()
    form.mark(name, "Give a name.")
    shown = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "Give a name." in shown
    assert name.accessibleDescription() == "Give a name."
    assert name.property("invalid") is True
    form.clear_marks()
    assert name.accessibleDescription() == "As on the invoice."
    assert name.property("invalid") is False
    form.mark(name, "Give a name.")
    qtbot.keyClicks(name, "A")  # what was asked for is being done
    assert name.property("invalid") is False


def test_a_box_is_ticked_by_the_space_bar(qtbot: QtBot, appearance: Appearance) -> None:
    box = CheckBox("Show &expired")
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    assert not box.grab().isNull()


def test_the_walk_finds_what_has_no_name(qtbot: QtBot, appearance: Appearance) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    nameless = line_edit()
    nameless.setParent(place)
    assert unnamed(place) == ["QLineEdit"]


def test_a_form_takes_more_rows_where_it_is_narrow(qtbot: QtBot, appearance: Appearance) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    form = FormGrid()
    QVBoxLayout(place).addWidget(form)
    fields = [form.add(f"Field {n}", line_edit(width=20), 3) for n in range(4)]
    form.new_row()
    last = form.add("Last", line_edit(), 3)
    day = form.add_check(QPushButton("As planned"), 9)

    def rows() -> int:
        return len({field.mapTo(form, QPoint()).y() for field in fields})

    place.resize(1200, 300)
    place.show()
    assert rows() == 1
    below = last.mapTo(form, QPoint()).y()
    assert below > fields[0].mapTo(form, QPoint()).y()
    assert day.mapTo(form, QPoint()).y() == below
    place.resize(place.minimumSizeHint().width(), 300)
    qtbot.waitUntil(lambda: rows() == 2)
    # With nothing beside it, a button needs no line above it to be level with a field.
    assert day.y() == 0
    place.resize(1200, 300)
    qtbot.waitUntil(lambda: rows() == 1)


def test_a_long_name_has_two_lines(qtbot: QtBot, appearance: Appearance) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    name = TwoLineLabel("Qingdao Hailiu Aquaculture Instruments Co., Ltd.", "card-title")
    row = QHBoxLayout(place)
    row.addWidget(name, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Chip("No open match", Tone.GREEN))
    place.resize(900, 80)
    place.show()
    QApplication.processEvents()
    line = name.fontMetrics().height()
    assert (name.height(), name.toolTip()) == (line, "")
    place.resize(460, 80)
    QApplication.processEvents()
    assert (name.height(), name.toolTip()) == (2 * line, "")
    place.resize(260, 80)
    QApplication.processEvents()
    assert (name.height(), name.toolTip()) == (2 * line, name.text())


def test_what_is_wrong_has_a_red_edge(qtbot: QtBot, appearance: Appearance) -> None:
    form = FormGrid()
    qtbot.addWidget(form)
    appearance.dress(form)
    name = form.add("&Name", line_edit(), 8)
    form.show()
    form.mark(name, "Give a name.")
    picture = name.grab().toImage()
    assert picture.pixelColor(0, picture.height() // 2) == QColor(LIGHT.red)


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("germ", "DE", "Germany (DE)"),
        ("alem", "DE", "Germany (DE)"),
        ("turquia", "TR", "Türkiye (TR)"),
        ("turkiye", "TR", "Türkiye (TR)"),
    ],
)
def test_a_country_is_offered_and_taken_by_its_name_in_either_language(
    country: CountryBox, qtbot: QtBot, typed: str, code: str, words: str
) -> None:
    type_and_leave(qtbot, country, typed)
    assert country.value == code
    finder = country.completer()
    finder.setCompletionPrefix(typed)
    found = finder.completionModel()
    offered = {found.index(row, 0).data(): row for row in range(found.rowCount())}
    assert words in offered
    given = finder.pathFromIndex(found.index(offered[words], 0))
    assert f"{given} ({code})" == words, "what the field is given"


def test_who_clicks_twice_meant_what_a_button_said_at_first(qtbot: QtBot) -> None:
    pressed: list[str] = []
    made = button("Next")
    made.clicked.connect(lambda: pressed.append(made.text()))
    qtbot.addWidget(made)
    made.show()
    for _click in range(2):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(made, Qt.MouseButton.LeftButton)  # the second press of the two
        QTest.mouseRelease(made, Qt.MouseButton.LeftButton)
        made.clicked.connect(lambda: made.setText("Import"))
    assert pressed == ["Next", "Next", "Next"]
