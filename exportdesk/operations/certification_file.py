"""Writes certifications: every save is a version, an event tells it, a sent form stays as it is."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from exportdesk.core.canonical import sha256_hex
from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationState
from exportdesk.core.clock import Clock
from exportdesk.core.errors import BadInput, ReadOnlyWorkspace
from exportdesk.core.ids import CertificationId
from exportdesk.core.standing import Evidence
from exportdesk.core.words.choices import word
from exportdesk.storage.opening import fault
from exportdesk.storage.workspace import Workspace

NUMBERS = "C"
MOST_BYTES = 100 * 1024 * 1024
REPLACED_WHEN_SENT = (
    CertificationState.SENT,
    CertificationState.RETURNED,
    CertificationState.REJECTED,
)
"""States in which one is replaced once the version that takes its place goes out."""


class CertificationFile:
    """Writes certifications. Each method may be called on any thread."""

    def __init__(self, *, workspace: Callable[[], Workspace], clock: Clock) -> None:
        self._workspace = workspace
        self._clock = clock

    def writable(self) -> Workspace:
        """Return the workspace. Raises ReadOnlyWorkspace where it is open for reading only."""
        workspace = self._workspace()
        if workspace.read_only:
            raise ReadOnlyWorkspace("workspace-read-only")
        return workspace

    def kept(
        self, one: CertificationId, was: Certification | None = None, *states: CertificationState
    ) -> Certification:
        """Return one as it is kept, in one of these states where any are given. Raises BadInput."""
        kept = self._workspace().certifications.get(one)
        if kept is None:
            raise BadInput("certification-unknown", number=was.title if was else one)
        if was is not None and was != kept:
            raise BadInput("certification-changed-elsewhere", number=kept.title)
        if states and kept.state not in states:
            raise refusal(kept, states)
        return kept

    def attach(self, data: bytes, name: str) -> Evidence:
        """Keep the bytes of a file and return what names it. Raises BadInput."""
        if not data:
            raise BadInput("file-empty", name=name)
        if len(data) > MOST_BYTES:
            raise BadInput("file-too-big", name=name, most=MOST_BYTES // (1024 * 1024))
        return Evidence(self.writable().attachments.put(data), name, len(data))

    def write(
        self,
        workspace: Workspace,
        one: Certification,
        act: str,
        told: Mapping[str, object] | None = None,
    ) -> Certification:
        """Keep one as it is now with its event. Call inside `writing`."""
        now, actor = self._clock.now(), workspace.settings.settings().operator
        body = workspace.certifications.save(one, now.utc_text)
        workspace.versions.add(one.id, act, now, actor, body)
        payload: dict[str, object] = {
            "id": one.id,
            "number": one.number,
            "version": one.form.version,
            "state": one.state.value,
            "version_sha256": sha256_hex(body.encode()),
            **(told or {}),
        }
        workspace.events.append(act, one.number, payload, at=now.utc_text, actor=actor)
        return one

    def replace_former(
        self, workspace: Workspace, one: Certification, states: Collection[CertificationState]
    ) -> None:
        """Keep that one took the place of another in one of these states. Call inside `writing`."""
        old = workspace.certifications.get(one.replaces) if one.replaces else None
        if old is not None and old.state in states:
            gone = replace(old, state=CertificationState.REPLACED, replaced_by=one.id)
            self.write(workspace, gone, "certification_replaced", {"by": one.title})


def bytes_of(file: bytes | Path, name: str = "") -> tuple[bytes, str]:
    """Return the bytes of a file and what it is called. Raises BadInput, StorageFault."""
    if isinstance(file, bytes):
        return file, name
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadInput("returned-too-big", name=file.name, most=MOST_BYTES // (1024 * 1024))
        return file.read_bytes(), name or file.name
    except FileNotFoundError as error:
        raise BadInput("file-missing", path=str(file)) from error
    except OSError as error:
        raise fault(error, file) from error


def refusal(one: Certification, allowed: tuple[CertificationState, ...]) -> BadInput:
    """Return why nothing can be done that needs another state."""
    if allowed == (CertificationState.DRAFT,):
        return BadInput("certification-locked", number=one.title)
    if one.is_draft:
        return BadInput("certification-not-sent", number=one.title)
    if one.state is CertificationState.SENT:
        return BadInput("certification-not-returned", number=one.title)
    return BadInput("certification-closed", number=one.title, state=word(one.state).lower())
