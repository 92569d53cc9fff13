"""What is typed in a page and not saved: said when the page is left, asked about at the end."""

from collections.abc import Callable, Sequence
from functools import partial
from weakref import WeakMethod

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from exportdesk.core.i18n import _
from exportdesk.ui.shell import Shell


class Unsaved(QObject):
    """Has a page's work saved and goes on then. The page tells it how saving ended: `saved` or
    `fail`.
    """

    def __init__(
        self,
        page: QWidget,
        shell: Shell,
        key: str,
        *,
        save: Callable[[], object],
        is_saving: Callable[[], bool],
    ) -> None:
        """`save` begins to save what is typed, or marks on the page why that cannot be."""
        super().__init__(page)
        self._shell, self._key = shell, key
        # Weak: a page that holds itself alive stays when it is made anew.
        self._saves, self._tells = WeakMethod(save), WeakMethod(is_saving)
        self._then: Callable[[], object] | None = None

    @property
    def _page(self) -> QWidget:
        page = self.parent()
        assert isinstance(page, QWidget)
        return page

    def _save(self) -> None:
        save = self._saves()
        if save is not None:
            save()

    def _is_saving(self) -> bool:
        is_saving = self._tells()
        return is_saving is not None and is_saving()

    def may_close(self, question: str, detail: str, ways: Sequence[str] = ()) -> bool:
        """Ask before the window closes; once it is saved, the window closes by itself.

        `ways` are the words for saving and for not saving, where a page has its own.
        """
        reopening = self._shell.bus.reopening
        if reopening is not None:
            ways = (_("Save and open again"), _("Open again without saving"))
        ways = ways or (_("Save and close"), _("Close without saving"))
        answer = self._shell.ask.choose(self._page, question, detail, ways)
        if answer == 0:
            self.save_and(reopening or self._shell.window.close)
        return answer == 1

    def save_and(self, then: Callable[[], object]) -> None:
        """Save, and do `then` once it is saved; show the page where it cannot be."""
        self._then = then
        self._save()
        if self._then is not None and not self._is_saving():
            self.fail()

    @property
    def goes_on(self) -> bool:
        """Whether something is to be done once it is saved."""
        return self._then is not None

    def saved(self, *, is_all: bool = True) -> None:
        """Go on with what was to be done then; with saving, where that was not all."""
        then, self._then = self._then, None
        if then is not None:
            QTimer.singleShot(0, self, then if is_all else partial(self.save_and, then))

    def fail(self) -> None:
        """Stay: something is wrong with what is typed, or it could not be written."""
        if self._then is not None:
            self._then = None
            self._show_page()

    def tell_left(self, event: QHideEvent, words: str) -> None:
        """Say that something is not saved, where the page was left for another one."""
        around = self._page.window()
        if around is not self._page and around.isVisible() and not event.spontaneous():
            self._shell.window.toast(words, action=_("Save"), call=self.save_here, warn=True)

    def save_here(self) -> None:
        """Save from another page, which stays; show this one where it cannot be."""
        self.save_and(_nothing)

    def _show_page(self) -> None:
        if self._page.isVisible():
            return
        wrong = self._page.focusWidget()  # where saving left the cursor, at what is wrong
        self._shell.window.go(self._key)
        if wrong is not None:  # a page that is shown puts it elsewhere
            wrong.setFocus(Qt.FocusReason.OtherFocusReason)


def both_words(fields: str) -> str:
    """Return that another step changed the very fields that somebody is typing in."""
    return _(
        "Changed by another step while you typed: {fields}. What you typed stays here; saving puts "
        "it in place of that change."
    ).format(fields=fields)


def _nothing() -> None:
    """Go on with nothing."""
