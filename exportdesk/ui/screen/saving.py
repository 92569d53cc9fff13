"""What the Screen page has screened, decided and saved with, and the save itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from exportdesk.core.progress import Progress
from exportdesk.core.screenings import Decision, PartyResult, Screening, Verdict
from exportdesk.ui.screen.search import Screens

if TYPE_CHECKING:
    from exportdesk.operations.screening import Saved


class Screenings(Screens, Protocol):
    """What screens, decides and saves: `operations.screening.Screenings`."""

    def decision(self, verdict: Verdict, reason: str) -> Decision: ...
    def save(self, results: list[PartyResult], *, reference: str = "") -> "Saved": ...
    def get(self, number: str) -> Screening: ...


def saving(
    screenings: Screenings, results: list[PartyResult], reference: str
) -> Callable[[Progress], "Saved"]:
    """Return what saves these results."""

    # Runs on the writing thread: it must hold no widget.
    def save(_progress: Progress) -> "Saved":
        return screenings.save(results, reference=reference)

    return save
