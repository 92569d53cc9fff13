"""Asking for the demo on Home: opening it, bringing it to the front, or what to look at in it."""

from PySide6.QtCore import QObject

from exportdesk.core.i18n import _
from exportdesk.operations.open_windows import call_forward, window_has
from exportdesk.operations.own_folders import demo_folder
from exportdesk.ui.demo import DemoOpening
from exportdesk.ui.help.topics import HelpAsked
from exportdesk.ui.home.steps_card import StepsCard
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Tone
from exportdesk.ui.widgets import Page


class DemoAsking(QObject):
    """Says on `steps` and the page how far the opening is. `is_here`: this window is the demo's."""

    def __init__(self, page: Page, shell: Shell, steps: StepsCard, *, is_here: bool) -> None:
        super().__init__(page)
        self._page, self._shell, self._steps, self._is_here = page, shell, steps, is_here
        self.opening = DemoOpening(self)
        self.opening.ended.connect(self._say_opening)
        self.opening.stepped.connect(steps.step_demo)
        self.opening.failed.connect(self._say_failed)
        shell.bus.ended.connect(self.opening.stop)

    def open(self) -> None:
        """Open the demo; in the demo itself, the page of the guide about it."""
        if self._is_here:
            asked = HelpAsked("demo#what-to-look-at", "home", self._page.title.text())
            self._shell.window.go("help", asked)
        elif self.opening.is_under_way:
            self._shell.window.toast(_("The demo is opening."))
        elif window_has(demo_folder()):
            call_forward(demo_folder())
            self._shell.window.toast(_("The demo is open already, in a window of its own."))
        elif self.opening.begin():
            self._page.banner.clear()
            self._say_opening()
            if not self._steps.isVisible():  # where they are, the button says so
                self._shell.window.toast(_("The demo opens in a window of its own in a moment."))
        else:
            self._say_failed("")

    def _say_failed(self, why: str) -> None:
        self._say_opening()
        self._page.banner.say(
            _("The demo could not be opened."),
            Tone.RED,
            detail=why or _("Its program ended before its window was there."),
            action=_("Try again"),
            call=self.open,
        )

    def _say_opening(self) -> None:
        self._steps.say_opening(self.opening.is_under_way)
