"""Keeps cases: every save is a version, an event tells it, what is locked stays as it is."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.cases import NOBODY, Case, CaseParty, CaseState, PartyAnswer
from exportdesk.core.clock import Clock, Moment
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.ids import CaseId, PartyId, new_id
from exportdesk.core.standing import Evidence
from exportdesk.core.text import tidy
from exportdesk.diligence.case_facts import CaseFacts, buyers
from exportdesk.diligence.flow import Flow, flow
from exportdesk.operations.case_facts_of import CaseFactsOf
from exportdesk.storage.cases import CaseLook
from exportdesk.storage.opening import part_of_writing
from exportdesk.storage.workspace import Workspace

NUMBERS = "D"
MOST_BYTES = 100 * 1024 * 1024


class CaseFile:
    """Writes cases. Each method may be called on any thread."""

    def __init__(
        self, *, workspace: Callable[[], Workspace], facts: CaseFactsOf, clock: Clock
    ) -> None:
        self._workspace = workspace
        self._facts = facts
        self._clock = clock

    def get(self, case: CaseId) -> Case:
        """Return a case. Raises BadInput where there is none of that id."""
        found = self._workspace().cases.get(case)
        if found is None:
            raise BadInput("case-unknown", id=case)
        return found

    def add(self, case: Case, act: str, told: Mapping[str, object] | None = None) -> Case:
        """Keep a new case under the next number. Raises StorageFault."""
        workspace, now = self.writable(), self._clock.now()
        with part_of_writing(workspace.db):
            number = workspace.screenings.next_number(NUMBERS, now.local.year)
            new = replace(case, number=number, state=CaseState.OPEN, sign_off=None)
            numbered = _sound(workspace.merged.renaming()(new))
            self._write(workspace, numbered, act, {"what": ["new"], **(told or {})}, now)
        return numbered

    def save(
        self,
        case: Case,
        act: str = "case_saved",
        told: Mapping[str, object] | None = None,
        *,
        was: Case | None = None,
    ) -> Case:
        """Keep an open case as it is now and return it; one that is as kept already makes no step.

        With `was`, the case as it was read, what somebody else saved meanwhile is not overwritten.
        Raises BadInput (unknown, locked, changed elsewhere), StorageFault.
        """
        workspace = self.writable()
        with part_of_writing(workspace.db):
            kept = self.kept(workspace, case.id, was)
            changed = replace(
                case,
                number=kept.number,
                state=CaseState.OPEN,
                sign_off=None,
                copied_from=kept.copied_from,
            )
            changed = _with_buyer(workspace, _sound(changed))
            what = [one.name for one in fields(Case) if _differs(kept, changed, one.name)]
            if what:
                now = self._clock.now()
                self._write(workspace, changed, act, {"what": what, **(told or {})}, now)
        return changed

    def lock(
        self,
        case: CaseId,
        was: Case | None,
        close: Callable[[CaseFacts, Moment], tuple[Case, str, Mapping[str, object]]],
    ) -> Case:
        """Close a case: `close` makes the locked one, the act and what is told of it.

        Raises as `save`, and what `close` raises; nothing is kept then.
        """
        workspace = self.writable()
        with part_of_writing(workspace.db):
            kept = self.kept(workspace, case, was)
            now = self._clock.now()
            closed, act, told = close(self._facts.of(kept), now)
            self._write(workspace, closed, act, told, now)
        return closed

    def kept(self, workspace: Workspace, case: CaseId, was: Case | None) -> Case:
        """Return an open case as it is kept. Call inside `writing`. Raises BadInput."""
        kept = workspace.cases.get(case)
        if kept is None:
            raise BadInput("case-unknown", id=case)
        if kept.is_locked:
            raise BadInput("case-locked", number=kept.number)
        # What is shown has its parties as the book has them now: that is nobody's change of it.
        if was is not None and was != kept and self._facts.fresh(was) != self._facts.fresh(kept):
            raise BadInput("case-changed-elsewhere", number=kept.number)
        return kept

    def writable(self) -> Workspace:
        """Return the workspace. Raises ReadOnlyWorkspace where it is open for reading only."""
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace

    def attach(self, data: bytes, name: str) -> Evidence:
        """Keep the bytes of a file as evidence and return what names it. Raises BadInput."""
        if not data:
            raise BadInput("file-empty", name=name)
        if len(data) > MOST_BYTES:
            raise BadInput("file-too-big", name=name, most=MOST_BYTES // (1024 * 1024))
        return Evidence(self.writable().attachments.put(data), name, len(data))

    def _write(
        self,
        workspace: Workspace,
        case: Case,
        act: str,
        told: Mapping[str, object],
        now: Moment,
    ) -> None:
        facts = self._facts.of(case)
        found = flow(facts)
        customer = workspace.customers.get(case.customer) if case.customer else None
        buyer = facts.customer
        name = customer.name if customer else buyer.name if buyer else ""
        look = look_of(found)
        actor = workspace.settings.settings().operator
        body = workspace.cases.save(case, name, look, now.utc_text)
        workspace.case_items.save(case.id, case.items)
        workspace.versions.add(case.id, act, now, actor, body)
        payload: dict[str, object] = {
            "id": case.id,
            "number": case.number,
            "version_sha256": sha256_hex(body.encode()),
        }
        workspace.events.append(act, case.number, {**payload, **told}, at=now.utc_text, actor=actor)


def look_of(found: Flow) -> CaseLook:
    """Return what the list of cases tells of a case."""
    return CaseLook(found.assessment.outcome, found.assessment.waiting, found.next)


def _with_buyer(workspace: Workspace, case: Case) -> Case:
    """Return a case as one of whoever buys now, where it has no customer, or one that takes no part
    in it any more.

    Certifications, earlier orders and the last case are looked up by the customer.
    """
    buying = buyers(case)
    if not buying or (case.customer and any(one.party == case.customer for one in case.parties)):
        return case
    kept = [one.party for one in case.parties if one.answer is PartyAnswer.KEPT]
    holders = workspace.customers.holders(kept)
    if case.customer in holders.values():
        return case
    bought = next((holders[one.party] for one in buying if one.party in holders), NOBODY)
    former = workspace.customers.get(case.customer) if case.customer else None
    title = case.title
    if not title or (
        former is not None and title == former.name
    ):  # it was filled in, as this one is
        found = workspace.customers.get(bought) if bought else None
        title = found.name if found is not None else ""
    return replace(case, customer=bought, title=title)


def _sound(case: Case) -> Case:
    """Return a case with tidy texts, and an id for everybody who is typed: decisions hang on it."""
    return replace(
        case,
        title=tidy(case.title),
        reference=tidy(case.reference),
        parties=tuple(map(_named, case.parties)),
    )


def _named(one: CaseParty) -> CaseParty:
    if one.answer is PartyAnswer.TYPED and not one.party:
        return replace(one, party=PartyId(new_id()))
    return one


def _differs(before: Case, after: Case, name: str) -> bool:
    return bool(getattr(before, name) != getattr(after, name))
