"""Putting something else into a scroll area, also from within an event of what stands there."""

from PySide6.QtWidgets import QScrollArea, QWidget

_STAYS = "stays"


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


def hold(area: QScrollArea, at: int) -> None:
    """Scroll to where it was though there may be less by now: what is pointed at does not move."""
    inner = area.widget()
    if inner is not None and at:
        inner.setMinimumHeight(at + area.viewport().height())
    area.verticalScrollBar().setValue(at)


def stay(widget: QWidget, stays: bool) -> None:
    """Say whether a widget waits for an answer, and must not be taken away meanwhile."""
    widget.setProperty(_STAYS, stays)


def must_stay(area: QScrollArea) -> bool:
    """Whether anything in `area` waits for an answer."""
    return any(one.property(_STAYS) for one in area.findChildren(QWidget))
