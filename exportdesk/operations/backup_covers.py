"""What a backup of a workspace with a password says of itself only to who has the key."""

from dataclasses import dataclass, replace

import msgspec

from exportdesk.core.backups import BackupManifest
from exportdesk.storage.sealing import Seal

_NAME = "manifest"


@dataclass(frozen=True, slots=True)
class _Details:
    """What tells something of the company and its work."""

    host: str
    company: str
    counts: dict[str, int]
    events: int
    head: str


def covered(manifest: BackupManifest, seal: Seal) -> BackupManifest:
    """Return the manifest with its details encrypted."""
    details = _Details(
        manifest.host, manifest.company, dict(manifest.counts), manifest.events, manifest.head
    )
    return replace(
        manifest, host="", company="", counts={}, events=0, head="", mark=seal.mark,
        sealed=seal.close(msgspec.json.encode(details), _NAME),
    )  # fmt: skip


def uncovered(manifest: BackupManifest, seal: Seal | None) -> BackupManifest:
    """Return the manifest with its details, where the seal is that of the backup."""
    if seal is None or seal.mark != manifest.mark or not manifest.sealed:
        return manifest
    try:
        found = msgspec.json.decode(seal.open(manifest.sealed, _NAME), type=_Details)
    except (ValueError, msgspec.MsgspecError):
        return manifest  # altered; restoring it holds the records against what stands there
    return replace(
        manifest, host=found.host, company=found.company, counts=found.counts,
        events=found.events, head=found.head, sealed=b"",
    )  # fmt: skip
