"""The table of matches where room is short: it gives columns up, and nobody scrolls sideways."""

import pytest
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.core.parties import Party
from exportdesk.ui.screen.match_table import COUNTRY_COLUMN, LIST_COLUMN, PARTY_COLUMN
from exportdesk.ui.screen.page import ScreenPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from exportdesk.ui.widgets.table_model import SUBTITLE_ROLE
from exportdesk.wiring import Desk
from tests import several_lists as several
from tests.ui.test_large_text import desk, filled  # noqa: F401 # its fixtures


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_columns_are_given_up_in_order_of_need_and_come_back(
    scale: float,
    desk: Desk,  # noqa: F811 - a fixture
    shell: Shell,
    appearance: Appearance,
    qtbot: QtBot,
) -> None:
    appearance.wear(Theme.LIGHT, scale=scale)
    page = ScreenPage(desk, shell)
    qtbot.addWidget(page, before_close_func=lambda closing: closing.close_page())
    page.resize(round(1068 * scale), round(800 * scale))
    page.show()
    page.arrive([Party(several.NAME)])
    table = page.matches.table
    qtbot.waitUntil(table.isVisible)
    seen = set()
    for wide in (700, 470, 380, 330, 240, 330, 470, 700):
        table.resize(round(wide * scale), table.height())
        hidden = (table.isColumnHidden(LIST_COLUMN), table.isColumnHidden(COUNTRY_COLUMN))
        seen.add(hidden)
        assert wide < 260 or table.horizontalScrollBar().maximum() == 0, wide
        assert hidden != (True, False)  # the list tells more than the country
        # Names are told apart before the country stands beside them; it stands below then.
        assert hidden[1] or table.columnWidth(PARTY_COLUMN) >= 220 * scale, wide
        told = table.model().index(0, PARTY_COLUMN).data(SUBTITLE_ROLE)
        assert ("Russia" in told) is hidden[1]
        # Which lists it is on can always be told.
        assert told.startswith("SDN, ") is hidden[0]
    assert seen == {(False, False), (False, True), (True, True)}
    assert not table.isColumnHidden(COUNTRY_COLUMN)
