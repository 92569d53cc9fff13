"""OFAC's made-up and real files, as tests open them."""

import gzip
import zipfile
from collections.abc import Mapping
from pathlib import Path

from exportdesk.core.listings import Listing
from exportdesk.core.progress import Silent
from exportdesk.lists import Reading, Source, load_catalogue, open_list
from exportdesk.rulebook import load_rulebook
from tests.lists.samples import DATA
from tests.real import real

OFAC = DATA / "ofac"
country_code = load_rulebook().countries.country_code


def source(key: str) -> Source:
    """Return `us-ofac-` + `key` of the catalogue."""
    return load_catalogue().source(f"us-ofac-{key}")


def opened(path: Path, key: str) -> Reading:
    """Open a file as OFAC's list of blocked parties (`sdn`) or of all others (`cons`)."""
    return open_list(path, source(key), country_code, Silent())


def read(path: Path, key: str) -> tuple[Reading, list[Listing]]:
    """Read a file to its end."""
    reading = opened(path, key)
    return reading, list(reading)


def zipped(path: Path, files: Mapping[str, bytes]) -> Path:
    """Put files in a zip archive at `path`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def sample_set(prefix: str = "") -> dict[str, bytes]:
    """Return the four made-up CSV files of a list by their names: `` or `CONS_`."""
    names = ("PRIM.CSV" if prefix else "SDN.CSV", "ADD.CSV", "ALT.CSV")
    comments = f"{prefix or 'SDN_'}COMMENTS.CSV"
    files = [*(f"{prefix}{name}" for name in names), comments]
    return {name: (OFAC / name).read_bytes() for name in files}


def real_set(folder: Path, names: Mapping[str, str]) -> Path:
    """Return an archive of real files, each under the name that OFAC gives it."""
    files = {}
    for name, stored in names.items():
        data = real(f"lists/us-ofac/{stored}").read_bytes()
        files[name] = gzip.decompress(data) if stored.endswith(".gz") else data
    return zipped(folder / "real.zip", files)


def number(listing: Listing) -> str:
    """Return OFAC's number of a listed party."""
    return listing.uid.split(":")[2]
