"""Where the focus goes when what had it is gone: to its neighbor on the page."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def lost_focus(page: QWidget | None, focused: QWidget | None) -> bool:
    """Tell whether what has the focus beside a page in view was hidden or switched off."""
    if page is None or focused is None or not page.isVisible():
        return False
    return not (focused.isVisible() and focused.isEnabled())


def stay(page: QWidget, gone: QWidget) -> None:
    """Give the focus to the nearest that can have it: the next, else the one before, else the page.

    Qt would go on from the last of a page to the first of the window, the top of the sidebar.
    """
    after: list[QWidget] = []
    before: list[QWidget] = []
    beyond = False  # whether the page was left on the way around
    for one in _chain(gone):
        if one is page or not page.isAncestorOf(one):
            beyond = True
        elif _takes(one):
            (before if beyond else after).append(one)
    if not page.isAncestorOf(gone):  # a word over the sidebar: back to where the page begins
        after, before = before, []
    near = after[0] if after else before[-1] if before else page
    near.setFocus(Qt.FocusReason.OtherFocusReason)


def _chain(start: QWidget) -> Iterator[QWidget]:
    """Return what comes after `start` in the order of the Tab key, once around."""
    one = start.nextInFocusChain()
    while one is not None and one is not start:
        yield one
        one = one.nextInFocusChain()


def _takes(one: QWidget) -> bool:
    tabbed = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabbed and one.isVisible() and one.isEnabled() and one.focusProxy() is None
