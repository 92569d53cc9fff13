"""Checks cases, letters and certifications against the events: each version, each file."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.cases import Case
from exportdesk.core.certification_life import Certification
from exportdesk.core.errors import StorageFault
from exportdesk.core.letters import Letter
from exportdesk.core.standing import Evidence
from exportdesk.storage.attachments import Paper
from exportdesk.storage.codec import from_json
from exportdesk.storage.workspace import Workspace

Fault = tuple[str, dict[str, object]]

_ACTS = ("case_", "letter_", "certification_")


@dataclass(slots=True)
class _Told:
    """What the events tell of one case or letter: its number, and the hash of each version."""

    number: str
    versions: list[str] = field(default_factory=list)


def altered_files(workspace: Workspace) -> list[Fault]:
    """Return which of these are not as the events tell: altered, gone, or never told."""
    told = _told(workspace)
    kept = {
        **workspace.cases.bodies(),
        **workspace.letters.bodies(),
        **workspace.certifications.bodies(),
    }
    return [*_altered(workspace, told, kept), *_altered_evidence(workspace, kept)]


def _told(workspace: Workspace) -> Mapping[str, _Told]:
    told: dict[str, _Told] = {}
    for event in workspace.events.all():
        if not event.kind.startswith(_ACTS):
            continue
        try:
            payload = workspace.events.payload(event.seq) or {}
        except StorageFault:
            continue  # told already, as a fault of the chain
        if payload.get("version_sha256"):
            one = told.setdefault(str(payload["id"]), _Told(event.subject))
            one.versions.append(str(payload["version_sha256"]))
    return told


def _altered(
    workspace: Workspace, told: Mapping[str, _Told], kept: Mapping[str, str]
) -> Iterator[Fault]:
    numbers = {one: told[one].number for one in told}
    for subject in sorted({*told, *kept, *workspace.versions.subjects()}):
        number = numbers.get(subject, subject)
        if subject not in kept:
            yield "file-gone", {"number": number}
            continue
        hashes = [sha256_hex(one.body.encode()) for one in workspace.versions.of(subject)]
        now = sha256_hex(kept[subject].encode())
        expected = told[subject].versions if subject in told else []
        if hashes != expected or hashes[-1:] != [now]:
            yield "file-altered", {"number": number}


def _altered_evidence(workspace: Workspace, kept: Mapping[str, str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for body in kept.values():
        for one in _evidence(body):
            if one.sha256 in seen:
                continue
            seen.add(one.sha256)
            try:
                workspace.attachments.read(
                    Paper("", "evidence", one.sha256, one.name, one.size, "")
                )
            except StorageFault as error:
                yield error.code, dict(error.facts)


def _evidence(body: str) -> Iterator[Evidence]:
    """Yield the files of a case, letter or certification; of one that cannot be read, none."""
    with suppress(msgspec.ValidationError):
        yield from files_of(from_json(body, Case))
        return
    with suppress(msgspec.ValidationError):
        yield from from_json(body, Letter).scans
        return
    with suppress(msgspec.ValidationError):
        yield from from_json(body, Certification).files


def files_of(case: Case) -> Iterator[Evidence]:
    """Yield every file that goes with a case."""
    for kept in (
        *(one.evidence for one in case.answers),
        *(one.evidence for one in case.flags),
        *(one.evidence for one in case.resolutions),
    ):
        yield from kept
    if case.trade_integrity is not None:
        yield from case.trade_integrity.evidence
