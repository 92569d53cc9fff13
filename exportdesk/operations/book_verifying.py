"""Checks the book against the record of events: decisions, their evidence, and every step."""

from collections.abc import Iterator, Mapping

from exportdesk.core.canonical import canonical_json, sha256_hex
from exportdesk.core.errors import StorageFault
from exportdesk.core.fingerprints import listing_fingerprint, profile_fingerprint
from exportdesk.core.ids import BatchId
from exportdesk.core.name_looks import name_decision_facts
from exportdesk.core.standing import MatchDecision
from exportdesk.operations.deciding import decision_facts
from exportdesk.storage.attachments import Paper
from exportdesk.storage.workspace import Workspace

Fault = tuple[str, dict[str, object]]

_DECIDED = ("match_decided", "decision_revoked")
_NAMED = ("name_looked_at", "name_look_revoked")


def altered_book(workspace: Workspace) -> list[Fault]:
    """Return what of the book is not as the events tell: altered, gone, or never told."""
    decisions: dict[str, Mapping[str, object]] = {}
    steps: dict[str, Mapping[str, object]] = {}
    # An event whose payload is gone or damaged is told by the check of the chain.
    for event in workspace.events.all():
        told = event.kind in _DECIDED or event.kind in _NAMED
        if not told and not event.kind.startswith(("customers_", "products_")):
            continue
        payload = _payload(workspace, event.seq)
        if payload is None:
            continue
        if told:
            decisions[str(payload.get("id"))] = payload
        elif payload.get("batch"):
            steps[str(payload["batch"])] = payload
    return [*_altered_decisions(workspace, decisions), *_altered_steps(workspace, steps)]


def _altered_decisions(
    workspace: Workspace, told: Mapping[str, Mapping[str, object]]
) -> Iterator[Fault]:
    seen = set()
    for decision in workspace.decisions.all():
        seen.add(str(decision.id))
        facts = dict(decision_facts(decision))
        is_whole = decision.party_fingerprint == profile_fingerprint(
            decision.profile
        ) and decision.listing_fingerprint == listing_fingerprint(decision.listing)
        if told.get(decision.id) != facts or not is_whole:
            yield "decision-altered", {"name": decision.profile.name, "at": decision.at.text}
        yield from _altered_evidence(workspace, decision)
    for named in workspace.shared_names.decisions():
        seen.add(str(named.id))
        if told.get(named.id) != name_decision_facts(named):
            yield "decision-altered", {"name": named.name, "at": named.at.text}
    for gone in told.keys() - seen:
        yield "decision-gone", {"name": told[gone].get("name", "")}


def _altered_evidence(workspace: Workspace, decision: MatchDecision) -> Iterator[Fault]:
    for one in decision.evidence:
        paper = Paper("", "evidence", one.sha256, one.name, one.size, "")
        try:
            workspace.attachments.read(paper)
        except StorageFault as error:
            yield error.code, dict(error.facts)


def _altered_steps(
    workspace: Workspace, told: Mapping[str, Mapping[str, object]]
) -> Iterator[Fault]:
    undone = {str(_facts(payload).get("undoes")): batch for batch, payload in told.items()}
    merged = workspace.merged.by_batch()
    for batch, payload in told.items():
        versions = [
            {"id": one.subject, "before": one.before, "after": one.after}
            for one in workspace.history.versions(BatchId(batch))
        ]
        kept = workspace.history.batch(BatchId(batch))
        if (
            kept is None
            or kept.undone_by != undone.get(batch, "")
            or merged.get(BatchId(batch), {}) != payload.get("merged", {})
            or sha256_hex(canonical_json(versions)) != payload.get("versions_sha256")
        ):
            yield "step-altered", {"batch": batch}
    for batch in merged.keys() - told.keys():
        yield "step-altered", {"batch": batch}


def _facts(payload: Mapping[str, object]) -> Mapping[str, object]:
    facts = payload.get("facts")
    return facts if isinstance(facts, dict) else {}


def _payload(workspace: Workspace, seq: int) -> Mapping[str, object] | None:
    try:
        return workspace.events.payload(seq)
    except StorageFault:
        return None
