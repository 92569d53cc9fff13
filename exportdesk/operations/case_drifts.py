"""What is different since the sign-off, for all signed cases at once."""

from collections.abc import Callable, Sequence

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.cases import Case, CaseState
from exportdesk.core.clock import Clock, today
from exportdesk.core.ids import CaseId
from exportdesk.core.progress import Progress
from exportdesk.diligence.outcome import Drift
from exportdesk.operations.case_facts_of import CaseFactsOf
from exportdesk.storage.codec import from_json, to_json
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

_CHUNK = 50
_NOTHING = "null"


class CaseDrifts:
    """Works out what is different, and keeps it until something happens that could change it.

    Each method may be called on any thread.
    """

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        facts: CaseFactsOf,
        current: Callable[[], str],
        grounds: Callable[[], str],
        clock: Clock,
    ) -> None:
        """`current` names what parties are to be screened with, `grounds` rulebook and tables."""
        self._workspace = workspace
        self._facts = facts
        self._current = current
        self._grounds = grounds
        self._clock = clock

    def all(self, progress: Progress) -> dict[CaseId, Drift]:
        """Return what is different since the sign-off, of every signed case where anything is.

        Raises Cancelled, StorageFault.
        """
        return self.of(self._workspace().cases.ids(CaseState.SIGNED), progress)

    def of(self, signed: Sequence[CaseId], progress: Progress) -> dict[CaseId, Drift]:
        """Return the same of these signed cases."""
        workspace = self._workspace()
        stamp = self._stamp(workspace)
        worked_out = workspace.cases.drifts(stamp)
        known = {one: worked_out[one] for one in signed if one in worked_out}
        missing = [one for one in signed if one not in known]
        for start in range(0, len(missing), _CHUNK):
            progress.step(start, len(missing))
            chunk = missing[start : start + _CHUNK]
            found = self._found(list(workspace.cases.several(chunk).values()))
            if not workspace.read_only and self._stamp(workspace) == stamp:
                with writing(workspace.db):
                    workspace.cases.keep_drifts(stamp, found.items())
            known |= found
        progress.step(len(missing), len(missing))
        return {case: from_json(body, Drift) for case, body in known.items() if body != _NOTHING}

    def _found(self, cases: list[Case]) -> dict[CaseId, str]:
        look = self._facts.look(cases)
        return {case.id: to_json(self._facts.drift(self._facts.of(case, look))) for case in cases}

    def _stamp(self, workspace: Workspace) -> str:
        """Return what names everything that a drift rests on."""
        told = {
            "day": today(self._clock).isoformat(),
            "events": workspace.events.last_but(
                "case_%", "paper_%", "screening_saved", "template_changed"
            ),
            "screened": workspace.matches.screened_with(),
            "current": self._current(),
            "grounds": self._grounds(),
        }
        return sha256_hex(canonical_json(told))
