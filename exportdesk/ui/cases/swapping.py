"""Putting something else into a scroll area, also from within an event of what stands there."""

from PySide6.QtWidgets import QScrollArea, QWidget

from exportdesk.ui.theme import px

_STAYS = "stays"
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


def stay(widget: QWidget, stays: bool) -> None:
    """Say whether a widget waits for an answer, and must not be taken away meanwhile."""
    widget.setProperty(_STAYS, stays)


def must_stay(area: QScrollArea) -> bool:
    """Whether anything in `area` waits for an answer."""
    return any(one.property(_STAYS) for one in area.findChildren(QWidget))
