"""One of everything: drawn light and dark, small and large, and named for screen readers."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from pytestqt.qtbot import QtBot

from exportdesk.core.company import Theme
from exportdesk.ui.icons import icon, product_icon
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import DARK, LIGHT, Appearance
from exportdesk.ui.widgets import Page
from tests.ui.gallery import GalleryPage, MatchesPage, OwnPage
from tests.ui.render import LOOKS, colours_of, render
from tests.ui.walk import unnamed


@pytest.mark.parametrize("page", [MatchesPage, GalleryPage, OwnPage])
@pytest.mark.parametrize(("theme", "scale"), LOOKS)
def test_every_widget_is_drawn(
    shell: Shell, appearance: Appearance, qtbot: QtBot, page: type, theme: Theme, scale: float
) -> None:
    colours = LIGHT if theme is Theme.LIGHT else DARK
    size = QSize(round(1148 * scale), round(840 * scale))
    made = []

    def make() -> Page:
        made.append(page(shell))
        qtbot.addWidget(made[0])
        return made[0]

    seen = colours_of(render(make, appearance, theme, scale, size))
    assert {colours.background.lower(), colours.card.lower(), colours.accent.lower()} <= seen
    other = DARK if theme is Theme.LIGHT else LIGHT
    assert other.background.lower() not in seen
    assert made[0].minimumSizeHint().width() <= size.width()
    assert unnamed(made[0]) == []


def test_an_icon_changes_with_the_theme(appearance: Appearance) -> None:
    home = icon("home-outline", "accent")
    for theme, colours in ((Theme.LIGHT, LIGHT), (Theme.DARK, DARK)):
        appearance.wear(theme)
        picture = home.pixmap(QSize(64, 64), 1.0).toImage()
        dots = {
            QColor(picture.pixelColor(x, y)).name().upper()
            for x in range(64)
            for y in range(64)
            if picture.pixelColor(x, y).alpha() == 255
        }
        assert dots == {colours.accent}


def test_an_icon_that_is_not_in_the_set_is_a_mistake(appearance: Appearance) -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_an_icon_is_sharp_at_every_scaling(appearance: Appearance) -> None:
    home = icon("home-outline")
    assert home.pixmap(QSize(20, 20), 2.0).size() == QSize(40, 40)
    off = home.pixmap(QSize(20, 20), 1.0, QIcon.Mode.Disabled)
    assert off.toImage() != home.pixmap(QSize(20, 20), 1.0).toImage()


def test_the_program_has_its_mark(appearance: Appearance) -> None:
    assert QSize(16, 16) in product_icon().availableSizes()
    assert QSize(256, 256) in product_icon().availableSizes()


def test_the_window_loads_no_gpl_module_and_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "import exportdesk.ui.app\n"
        "import exportdesk.ui.icons\n"
        "exportdesk.ui.icons.icon('home-outline')\n"
        "print(*sorted(m for m in sys.modules if m.startswith(('PySide6.Qt', 'qtpy', "
        "'qtawesome', 'reportlab', 'sqlite_utils'))))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert told.stdout.split() == ["PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"]
