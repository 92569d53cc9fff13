"""The address at which a built program may ask for its newest version, once a person wants that.

A checkout has none. `dev.py build --releases ADDRESS`, or EXPORTDESK_RELEASES in the environment,
gives one: GitHub's "latest release" of a repository, or a server that answers like it.
"""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

from exportdesk.core.releases import read_address
from installer.failing import BuildFailed

VARIABLE = "EXPORTDESK_RELEASES"
FILE = "releases.toml"


def check_address() -> None:
    """Refuse an address that the program would not ask. Raises BuildFailed."""
    url = os.environ.get(VARIABLE, "")
    if url and not _host_of(url):
        raise BuildFailed(f"{url!r} is no https address to ask for releases")


def write_address(folder: Path) -> Path | None:
    """Write what the program reads into `folder`; None where no address was given."""
    url = os.environ.get(VARIABLE, "")
    if not url:
        return None
    check_address()
    # GitHub answers at api.github.com and shows its pages at github.com.
    pages = [_host_of(url).removeprefix("api.")]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    # JSON writes such texts and lists as TOML does.
    path.write_text(f"ask = {json.dumps(url)}\npages = {json.dumps(pages)}\n", encoding="utf-8")
    if read_address(path) is None:
        raise BuildFailed(f"the program would not ask {url!r} for releases")
    return path


def _host_of(url: str) -> str:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme == "https" else ""
    except ValueError:
        return ""
