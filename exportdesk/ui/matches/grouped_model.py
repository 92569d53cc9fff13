"""A table in which one line may stand for several, which are shown below it when it is open."""

from collections.abc import Hashable
from typing import Protocol, TypeVar

from typing_extensions import override

from exportdesk.ui.widgets import TableModel


class GroupedRow(Protocol):
    """A line that may be shown below another."""

    @property
    def is_part(self) -> bool:
        """Whether it stands below the line of a whole."""
        ...

    @property
    def identity(self) -> Hashable:
        """Which line it is."""
        ...


R = TypeVar("R", bound=GroupedRow)


class GroupedModel(TableModel[R]):
    """Sorts wholes; the parts of one stay below its line."""

    @override
    def _in_order(self) -> list[R]:
        if not self.is_sorted:
            return list(self._given)
        heads: list[R] = []
        parts: dict[int, list[R]] = {}
        for row in self._given:
            if row.is_part:
                parts[len(heads) - 1].append(row)
            else:
                parts[len(heads)] = []
                heads.append(row)
        places = {row.identity: at for at, row in enumerate(heads)}
        return [
            row
            for head in self._sorted_rows(heads)
            for row in (head, *parts[places[head.identity]])
        ]
