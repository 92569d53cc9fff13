"""Writes the bill of materials (CycloneDX 1.6): what the frozen folder carries of others' work."""

import json
import platform
import re
import sqlite3
import ssl
import uuid
from collections.abc import Iterator
from importlib.metadata import packages_distributions, version
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader

from exportdesk.storage.sealed_sqlite import sealed_version
from installer.about import COMMAND, DIST, NAME, PUBLISHER, SUMMARY, VERSION, moment, stem
from installer.carried import system_libraries
from installer.failing import BuildFailed
from installer.notices import installed, license_of, normal

_ROOT = f"{COMMAND}@{VERSION}"
_IDENTIFIER = re.compile(r"^[A-Za-z0-9.+-]+$")
_EXPRESSION = re.compile(r"^[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)+$")
_KNOWN = {"LGPL-3.0": "LGPL-3.0-only"}

Component = dict[str, object]


def write_bill(folder: Path) -> Path:
    """Write the bill of the frozen `folder` into dist/ and return it. Raises BuildFailed."""
    target = DIST / f"{stem()}.cdx.json"
    target.write_bytes((json.dumps(bill(folder), indent=2, ensure_ascii=False) + "\n").encode())
    return target


def bill(folder: Path) -> dict[str, object]:
    """Return the bill of the frozen `folder`, the same for the same folder and commit."""
    components = sorted(_components(folder), key=lambda each: str(each["bom-ref"]))
    references = [str(each["bom-ref"]) for each in components]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, f"{stem()} {moment().isoformat()} {references}")
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": f"{moment():%Y-%m-%dT%H:%M:%SZ}",
            "component": {
                "type": "application",
                "bom-ref": _ROOT,
                "name": NAME,
                "version": VERSION,
                "description": SUMMARY,
                "publisher": PUBLISHER,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": components,
        "dependencies": [{"ref": _ROOT, "dependsOn": references}],
    }


def frozen_packages(folder: Path) -> list[str]:
    """Return the Python packages that anything in the folder is of, by name.

    Raises BuildFailed where one is not among those whose licenses the program tells.
    """
    suffix = ".exe" if (folder / "exportdesk.exe").is_file() else ""
    program = CArchiveReader(str(folder / f"exportdesk{suffix}"))
    modules = {name.partition(".")[0] for name in program.open_embedded_archive("PYZ.pyz").toc}
    inside = folder / "_internal" if (folder / "_internal").is_dir() else folder
    modules |= {path.name.partition(".")[0] for path in inside.iterdir() if path.is_dir()}
    owners = packages_distributions()
    names = {normal(name) for module in modules for name in owners.get(module, ())} - {COMMAND}
    unknown = names - set(installed())
    if unknown:
        raise BuildFailed(f"frozen, and not told in the notices: {', '.join(sorted(unknown))}")
    return sorted(names)


def _components(folder: Path) -> Iterator[Component]:
    packages = installed()
    for name in frozen_packages(folder):
        told = license_of(name, packages[name]).partition(";")[0]
        yield _part(name, packages[name].version, told, f"pkg:pypi/{name}@{{}}")
    yield _part("cpython", platform.python_version(), "PSF-2.0", "pkg:generic/python@{}")
    exception = "GPL-2.0-or-later WITH Bootloader-exception"
    yield _part("pyinstaller", version("pyinstaller"), exception, "pkg:pypi/pyinstaller@{}")
    yield _part("qt", packages["pyside6-essentials"].version, "LGPL-3.0-only", "pkg:generic/qt@{}")
    system = system_libraries(folder)
    for package, found in sorted({(each.package, each.version) for each in system}):
        yield _part(package, found, "", f"pkg:deb/{package}@{{}}")
    if not any(each.name.startswith("libssl") for each in system):
        openssl = ssl.OPENSSL_VERSION.split()[1]
        yield _part("openssl", openssl, "Apache-2.0", "pkg:generic/openssl@{}")
    if not any(each.name.startswith("libsqlite3") for each in system):
        yield _part("sqlite", sqlite3.sqlite_version, "blessing", "pkg:generic/sqlite@{}")
    sealed = sealed_version().partition(" ")[0]  # within sqlcipher3, which has its own version
    yield _part("sqlcipher", sealed, "BSD-3-Clause", "pkg:github/sqlcipher/sqlcipher@v{}")


def _part(name: str, found: str, license_told: str, address: str) -> Component:
    """Return one component. An empty license is not told: it is in the copyright file beside."""
    purl = address.format(found.replace("+", "%2B").replace(":", "%3A").replace("~", "%7E"))
    part: Component = {"type": "library", "bom-ref": f"{name}@{found}", "name": name}
    part |= {"version": found, "purl": purl}
    told = _KNOWN.get(license_told, license_told)
    if _EXPRESSION.match(told):
        part["licenses"] = [{"expression": told}]
    elif told:
        kind = "id" if _IDENTIFIER.match(told) else "name"
        part["licenses"] = [{"license": {kind: told}}]
    return part
