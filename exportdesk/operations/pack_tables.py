"""The tables of an evidence pack: parties, decisions, files, editions, and the events, as bytes."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from exportdesk.core.cases import Case
from exportdesk.core.editions import Edition
from exportdesk.core.errors import StorageFault
from exportdesk.core.events import Event
from exportdesk.core.standing import Evidence, MatchDecision
from exportdesk.diligence.case_facts import CaseFacts
from exportdesk.storage.codec import to_ordered_json
from exportdesk.storage.workspace import Workspace
from exportdesk.tables.neutral import neutralized

_NAMED = ("id", "party", "customer", "number", "case", "letter")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file that any spreadsheet program opens, and that runs nothing there."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out)
    sheet.writerow(columns)
    sheet.writerows([neutralized(str(cell)) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def told(value: object) -> bytes:
    """Return a value as JSON that a person can read, too."""
    plain = json.loads(to_ordered_json(value))
    return (json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def party_rows(case: Case, facts: CaseFacts) -> Iterable[tuple[object, ...]]:
    """Yield each party of a case as screened, once for every possible match."""
    names = {one.id: one.name for one in facts.parties}
    for party in facts.parties:
        ours = (
            case.number,
            party.id,
            party.name,
            "; ".join(party.roles),
            names.get(party.of, ""),
            party.screening.value,
            party.screened_on or "",
        )
        if not party.matches:
            yield (*ours, "", "", "", "")
        for match in party.matches:
            yield (*ours, match.uid, match.list, match.name, match.state.value)


PARTY_COLUMNS = (
    "case", "party_id", "party", "roles", "behind", "screening", "screened_on", "uid", "list",
    "listing", "state",
)  # fmt: skip


def decision_rows(decisions: Iterable[MatchDecision]) -> Iterable[tuple[object, ...]]:
    """Yield each decision ever made on a match, oldest first."""
    for one in sorted(decisions, key=lambda each: (each.at.at, each.id)):
        yield (
            one.id,
            one.party,
            one.profile.name,
            one.uid,
            one.listing.list,
            one.listing.name,
            one.verdict.value if one.verdict else "revoked",
            one.reason,
            one.by,
            one.at.utc_text,
            one.at.zone,
            f"{one.match.score:.1f}" if one.match else "",
            one.review_on or "",
            one.number,
            "; ".join(each.sha256 for each in one.evidence),
        )


DECISION_COLUMNS = (
    "decision_id", "party_id", "party", "uid", "list", "listing", "decision", "reason",
    "decided_by", "at_utc", "zone", "score", "review_on", "number", "evidence_sha256",
)  # fmt: skip


def edition_row(edition: Edition, name: str, used: str) -> tuple[object, ...]:
    """Return what identifies one edition of a list."""
    return (
        used,
        edition.source,
        name,
        edition.id,
        edition.published or "",
        edition.imported.utc_text,
        edition.format,
        edition.size,
        edition.sha256,
        edition.listings,
    )


EDITION_COLUMNS = (
    "used", "source", "name", "edition_id", "published", "imported_utc", "format", "size",
    "sha256", "listings",
)  # fmt: skip


def evidence_of(case: Case) -> Iterable[tuple[Evidence, str]]:
    """Yield every file that goes with a case, and what it is evidence of."""
    for answer in case.answers:
        yield from ((one, f"{case.number}: answer to {answer.code}") for one in answer.evidence)
    for flag in case.flags:
        yield from ((one, f"{case.number}: red flag {flag.flag}") for one in flag.evidence)
    for made in case.resolutions:
        yield from ((one, f"{case.number}: finding {made.finding}") for one in made.evidence)
    if case.trade_integrity is not None:
        yield from (
            (one, f"{case.number}: look-up of {case.trade_integrity.on}")
            for one in case.trade_integrity.evidence
        )


def events_of(workspace: Workspace, names: frozenset[str]) -> bytes:
    """Return the events about these numbers and ids as JSON lines, in the order of the chain."""
    lines = []
    for event in workspace.events.all():
        try:
            payload = workspace.events.payload(event.seq)
        except StorageFault:
            payload = None
        if _is_about(event, payload, names):
            line = {
                "seq": event.seq,
                "at": event.at,
                "actor": event.actor,
                "host": event.host,
                "kind": event.kind,
                "subject": event.subject,
                "payload_sha256": event.payload_sha256,
                "previous": event.previous,
                "hash": event.hash,
                "payload": payload,
            }
            lines.append(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
    return "".join(lines).encode()


def _is_about(event: Event, payload: Mapping[str, object] | None, names: frozenset[str]) -> bool:
    """Whether an event tells of one of these. One about many customers is of none of them."""
    return event.subject in names or any(str((payload or {}).get(key)) in names for key in _NAMED)
