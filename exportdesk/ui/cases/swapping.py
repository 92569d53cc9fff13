"""Putting something else into a scroll area, also from within an event of what stands there."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from exportdesk.ui.theme import px

_STAYS = "stays"
_RESTS_MS = 300  # shorter than anybody needs to see what is new and to press it
_APART = 12  # at most between what a card holds


def put_in(area: QScrollArea, inner: QWidget, keeper: QWidget) -> None:
    """Show `inner` in `area`; what stood there goes once its own event is over.

    `keeper` holds it until then, out of sight.
    """
    former = area.takeWidget()
    if former is not None:
        former.hide()
        former.setParent(keeper)
        former.deleteLater()
    area.setWidget(inner)


def hold(area: QScrollArea, at: int, *, more: int = 0) -> None:
    """Scroll to where it was though there may be less by now: what is pointed at does not move.

    `more` is about how much higher the area is going to be.
    """
    inner = area.widget()
    grows = more + px(_APART) if more else 0
    if inner is not None and at:
        inner.setMinimumHeight(at + area.viewport().height() + grows)
    area.verticalScrollBar().setValue(at)


def bring_to_top(part: QWidget) -> None:
    """Scroll what `part` stands in so that it begins at the top."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    inner = around.widget() if around is not None else None
    if around is not None and inner is not None:
        around.verticalScrollBar().setValue(part.mapTo(inner, QPoint()).y())


def names_in(area: QScrollArea) -> list[str]:
    """Return the names of what can be pressed or filled in there, in order."""
    return [one.objectName() for one in area.findChildren(QWidget) if one.objectName()]


def rest(area: QScrollArea) -> None:
    """Let a click meet nothing for a moment: it was meant for what stood there before."""
    inner = area.widget()
    if inner is not None:
        inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        QTimer.singleShot(_RESTS_MS, inner, partial(_wake, inner))


def _wake(inner: QWidget) -> None:
    inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)


def stay(widget: QWidget, stays: bool) -> None:
    """Say whether a widget waits for an answer, and must not be taken away meanwhile."""
    widget.setProperty(_STAYS, stays)


def must_stay(area: QScrollArea) -> bool:
    """Whether anything in `area` waits for an answer."""
    return any(one.property(_STAYS) for one in area.findChildren(QWidget))
