"""What every page is given besides the desk: jobs, bus, questions, the way to other pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSettings

from exportdesk.ui.ask import Ask
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import JobRunner
from exportdesk.ui.theme import Appearance
from exportdesk.ui.widgets.page import Page


class Window(Protocol):
    """What a page may ask of the window it stands in."""

    def go(self, key: str, subject: object = None) -> None:
        """Show the page `key`, and hand it `subject`."""
        ...

    def close(self) -> bool:
        """Close, unless a page has something unsaved and the person stays; tell whether it did."""
        ...

    def begin(self, key: str) -> None:
        """Show the page `key`, and begin something new there, as Ctrl+N does."""
        ...

    def renew_pages(self, words: str = "") -> None:
        """Have pages made anew when they are next wanted: what they were built on has changed.

        `words` say so over one that has to stay for a while.
        """
        ...

    def toast(
        self,
        words: str,
        *,
        action: str = "",
        call: Callable[[], object] | None = None,
        warn: bool = False,
    ) -> None:
        """Say for a moment that something was done; `call` is what the button `action` does.

        `warn`: not all of it worked, or something waits for a person.
        """
        ...

    def preview(self, pdf: bytes, title: str, file_name: str) -> None:
        """Show a paper, to print or save it."""
        ...

    def list_note(self, words: str, state: str = "") -> None:
        """Say at the foot of the sidebar what is under way with the lists; "" for nothing."""
        ...

    def book_note(self, words: str) -> None:
        """Say there how far a screening of the customers is; "" for none."""
        ...

    def badge(self, key: str, count: int) -> None:
        """Show a number beside a page's name in the sidebar; 0 shows none."""
        ...


@dataclass(frozen=True, slots=True)
class Shell:
    """The page's surroundings.

    `jobs` writes to the workspace, one after the other; `screening` does what must answer while
    the user types, never queued behind a write; `background` waits for long work such as an
    import; `updating` fetches newer lists. `settings` is window state only. `appearance` is for
    the Settings page.
    """

    jobs: JobRunner
    screening: JobRunner
    background: JobRunner
    updating: JobRunner
    bus: Bus
    ask: Ask
    settings: QSettings
    appearance: Appearance
    window: Window


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the sidebar; `make` is called when it is first shown. `foot` puts it at the end.

    `code` is the module it is in, which is read before the page is made ahead.
    """

    key: str
    title: str
    icon: str
    make: Callable[[Shell], Page]
    foot: bool = False
    code: str = ""
