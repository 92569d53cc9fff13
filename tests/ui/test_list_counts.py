"""What the counts beside the sources of lists come to, and names of lists in narrow places."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exportdesk.ui.lists.counting import counts_words
from exportdesk.ui.lists.source_table import name_lines
from exportdesk.ui.widgets import FilterButton
from tests.listed import listing, numbered, put
from tests.ui.desks import open_desk


def test_counts_that_do_not_add_up_say_why(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "ws")
    assert counts_words(desk.lists.sources(), 0) == ""
    lists = tmp_path / "ws" / "lists.db"
    csl = [listing(f"us-csl:{code}:1", f"Calm Harbor {code}") for code in ("SDN", "EL", "DTC")]
    put(lists, "us-csl", *csl)
    assert counts_words(desk.lists.sources(), desk.lists.status().listings) == (
        "Your parties are compared with 3 listed parties. "
        'What is marked "Included" counts in the Consolidated Screening List. '
        "1 more of its parties is on a list that has no line here."
    )
    full = listing("us-ofac-sdn:SDN:1", "Calm Harbor SDN", identifiers=numbered(("Tax", "1")))
    put(lists, "us-ofac-sdn", full)
    desk.lists.turn(full.source, True)
    said = counts_words(desk.lists.sources(), desk.lists.status().listings)
    assert said.startswith("Your parties are compared with 3 listed parties.")
    assert said.endswith("1 is told by two sources and counts once.")
    desk.close()


def test_the_name_of_a_list_is_whole_in_a_narrow_place(qapp: QApplication) -> None:
    name, font = "BIS Entity List, Unverified List and Military End-User List, in full", QFont()
    room = QFontMetrics(font).horizontalAdvance("Unverified List and")
    lines = name_lines(name, room, font)
    assert " ".join(lines) == name
    assert len(lines) > 2
    assert all(QFontMetrics(font).horizontalAdvance(line) <= room for line in lines)


def test_a_filter_says_a_short_name_and_not_a_cut_one(qtbot: QtBot) -> None:
    button: FilterButton[str] = FilterButton("List", short=str.upper)
    qtbot.addWidget(button)
    button.offer([("sdn", "Specially Designated Nationals", 3), ("el", "Entity List", 2)])
    button.choose(["sdn"])
    assert (button.text(), "Specially Designated Nationals" in button.toolTip()) == ("SDN", True)
    button.choose(["el"])
    assert button.text() == "Entity List"
