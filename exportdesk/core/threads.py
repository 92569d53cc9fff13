"""Things several threads ask for: one for each of them, or one that is made once for all."""

import threading
from collections.abc import Callable
from typing import Any, Generic, Protocol, Self, TypeVar, overload


class Closable(Protocol):
    """Something that is opened and closed."""

    def close(self) -> None:
        """Give back what was opened."""
        ...


T = TypeVar("T", bound=Closable)
Made = TypeVar("Made")


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


class made_once(Generic[Made]):  # noqa: N801 - a decorator, as `property` is one
    """A property that is made when first asked for, and once whichever threads ask.

    `functools.cached_property` may make two where two threads ask at the same time.
    """

    def __init__(self, make: Callable[[Any], Made]) -> None:
        self._make = make
        self._name = make.__name__
        self._lock = threading.RLock()
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...

    @overload
    def __get__(self, owner: object, kind: type) -> Made: ...

    def __get__(self, owner: object, kind: type) -> Self | Made:
        """Make it, and keep it with the owner: Python does not ask here a second time."""
        if owner is None:
            return self
        kept = owner.__dict__
        with self._lock:
            if self._name not in kept:
                kept[self._name] = self._make(owner)
            made: Made = kept[self._name]
        return made
