"""What the shell needs of a desk. `exportdesk.wiring.Desk` fits; so does a test's small one.

A desk may also have `data_version() -> object`: SQLite's `PRAGMA data_version` of each file, read
on the window's own connections. Then the window notices what other programs write, and looks again.
"""

from typing import Protocol, TypeVar

from exportdesk.core.company import Company, Settings


class ListState(Protocol):
    """How the control lists stand, for the foot of the sidebar."""

    @property
    def text(self) -> str:
        """One or two short lines: "Lists current - 22 Nov" and "14 lists, 41,208 parties"."""
        ...

    @property
    def state(self) -> str:
        """`ok`, `warn` or `none`."""
        ...


class Lists(Protocol):
    """The part of the desk that knows the lists."""

    def status(self) -> ListState:
        """Return how they stand; quick, on the window's thread."""
        ...


class ShellDesk(Protocol):
    """The desk as the window sees it; pages know more of it."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        ...

    @property
    def lists(self) -> Lists:
        """The lists."""
        ...

    def company(self) -> Company:
        """Return who we are."""
        ...

    def settings(self) -> Settings:
        """Return how the program is set."""
        ...

    def close(self) -> None:
        """Close what it opened."""
        ...


D_co = TypeVar("D_co", bound=ShellDesk, covariant=True)


class MakeDesk(Protocol[D_co]):
    """Opens a workspace. Raises `ExportDeskError`."""

    def __call__(self, *, read_only: bool) -> D_co:
        """Return the desk; with `read_only`, one that refuses to write."""
        ...
