"""Putting something else into a scroll area, also from within an event of what stands there."""

from PySide6.QtWidgets import QScrollArea, QWidget


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
