"""Things that belong to the thread that opened them."""

import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Closable(Protocol):
    """Something that is opened and closed."""

    def close(self) -> None:
        """Give back what was opened."""
        ...


T = TypeVar("T", bound=Closable)


class PerThread(Generic[T]):
    """Opens one for each thread that asks, and closes them all in the end."""

    def __init__(self, open_one: Callable[[], T]) -> None:
        self._open_one = open_one
        self._own = threading.local()
        self._opened: list[T] = []
        self._lock = threading.Lock()

    def __call__(self) -> T:
        """Return the calling thread's own, opening it the first time."""
        own: T | None = getattr(self._own, "value", None)
        if own is None:
            own = self._open_one()
            self._own.value = own
            with self._lock:
                self._opened.append(own)
        return own

    def close(self) -> None:
        """Close every one of them. Call when no other thread uses its own any more."""
        with self._lock:
            opened, self._opened = self._opened, []
        self._own = threading.local()
        for one in reversed(opened):
            one.close()
