"""What a window has one of, whichever page asks for it first."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from exportdesk.ui.bus import Bus

T = TypeVar("T", bound=QObject)


def one_of(bus: Bus, kind: type[T], make: Callable[[], T]) -> T:
    """Return the one `kind` of the window that `bus` belongs to, made when first asked for.

    What `make` makes has to have the bus for its parent.
    """
    found = bus.findChild(kind)
    return found if isinstance(found, kind) else make()
