"""How long work says how far it is, and how it is told to stop."""

from typing import Protocol


class Cancelled(Exception):
    """The user asked the work to stop; raised out of `Progress.step`."""


class Progress(Protocol):
    """What long work reports to. Safe to call as often as wanted; reporters thin it out."""

    def stage(self, name: str) -> None:
        """Name the part that begins: a code that `core.words` has a sentence for."""
        ...

    def step(self, done: int, total: int | None = None) -> None:
        """Report `done` of `total` (None where it is not known). Raises `Cancelled`."""
        ...


class Silent:
    """Progress nobody watches."""

    def stage(self, name: str) -> None:
        """Do nothing."""

    def step(self, done: int, total: int | None = None) -> None:
        """Do nothing."""
