"""Bundles for tests: written by the program, then changed on purpose."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Members = dict[str, bytes]


def members_of(path: Path) -> Members:
    """Return the members of an archive in their order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(
    path: Path, change: Callable[[Members, dict[str, Any]], None], *, true_hashes: bool = False
) -> Path:
    """Write a bundle anew with its members, or its manifest, changed.

    With `true_hashes` the manifest tells the hashes of what is in it then: somebody made it so.
    """
    members = members_of(path)
    manifest = json.loads(members.pop("manifest.json"))
    change(members, manifest)
    if true_hashes:
        for told in manifest["members"]:
            data = members[told["name"]]
            told.update(size=len(data), sha256=hashlib.sha256(data).hexdigest())
    target = path.with_name("rewritten.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        if manifest:
            archive.writestr("manifest.json", json.dumps(manifest))
    return target
