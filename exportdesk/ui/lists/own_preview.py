"""The first rows of an own list, above each column a choice of what it holds."""

from PySide6.QtWidgets import QWidget

from exportdesk.lists import OwnField
from exportdesk.ui.lists.own_words import field_choices
from exportdesk.ui.widgets.column_preview import MOST_COLUMNS, ColumnPreview

__all__ = ["MOST_COLUMNS", "PreviewTable"]

_ONCE = frozenset({OwnField.ID, OwnField.NAME, OwnField.KIND})


class PreviewTable(ColumnPreview):
    """Shows the first rows. `mapped` tells the fields whenever the person chooses another."""

    def __init__(self, *, after: QWidget) -> None:
        """`after` is the widget from which Tab comes to the choices."""
        super().__init__(after=after, choices=field_choices(), clash=_clash)


def _clash(one: OwnField | None, other: OwnField | None) -> bool:
    """Whether two columns cannot hold these: there is one name, one id and one kind."""
    return one is other and one in _ONCE
