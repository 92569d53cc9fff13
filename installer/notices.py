"""Tells whose work the program carries, and copies their license texts beside it."""

import re
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, PackagePath, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
NOTICES = ROOT / "THIRD_PARTY_NOTICES.md"
TEXTS = Path(__file__).resolve().parent / "licenses"
LICENSE_FILE = re.compile(r"(LICEN[SC]E|COPYING|NOTICE|AUTHORS)", re.IGNORECASE)

# Where the metadata says it in a whole paragraph, in old words, or not at all.
LICENSES = {
    "anyascii": "ISC",
    "click-default-group": "Unlicense (public domain)",
    "colorama": "BSD-3-Clause",
    "cryptography": "Apache-2.0 OR BSD-3-Clause; OpenSSL in it: Apache-2.0",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "pyside6-addons": "LGPL-3.0-only",
    "pyside6-essentials": "LGPL-3.0-only",
    "python-bidi": "LGPL-3.0",
    "qtawesome": "MIT; the icon fonts in it: Apache-2.0, OFL-1.1, CC-BY-4.0, MIT",
    "qtpy": "MIT",
    "reportlab": "BSD-3-Clause",
    "rich": "MIT",
    "shiboken6": "LGPL-3.0-only",
    "sqlcipher3": "Zlib; in it SQLCipher: BSD-3-Clause, OpenSSL: Apache-2.0",
    "sqlite-fts4": "Apache-2.0",
    "tzdata": "Apache-2.0; the time zone data: public domain",
    "uharfbuzz": "Apache-2.0; HarfBuzz in it: Old MIT",
}

ELSEWHERE = {"colorama"}
"""Packages that only some systems install; they are told on every system."""

HEAD = """\
# Third-party notices

ExportDesk is under the Apache License 2.0 (see LICENSE). It stands on the work of others, which
keeps its own licenses. The frozen program carries the full texts in its folder `licenses/`; in an
environment made by `dev.py` they are with each installed package. `python3 dev.py notices` writes
this page.

## Python packages that the program runs on

| package | license |
|---|---|
"""

TAIL = """
## Qt and PySide6

The window is drawn by Qt, through PySide6 and shiboken6, all taken under the GNU Lesser General
Public License, version 3. They are used unchanged and as separate shared libraries in the program's
folder, so that you may put a modified or newer build of them in their place. Qt modules offered
under the GPL only are left out of the frozen program; its build fails if one is found in it. Where
their source code is, an offer of it, and how to put other builds in their place, is said in
`SOURCE-OFFER.txt` in `licenses/`. QtPdf contains PDFium (BSD-3-Clause and Apache-2.0).

python-bidi is under the LGPL too, and is a separate file in the folder as well.

What Qt itself contains of others' work (FreeType, HarfBuzz, ICU, PCRE2, libjpeg-turbo, libpng,
zlib, PDFium and more) is told with the texts in `Qt-third-party.txt` in `licenses/`; the list that
Qt itself gives is at https://doc.qt.io/qt-6/licenses-used-in-qt.html.

## Fonts

The fonts in `resources/fonts` are of the Noto project, under the SIL Open Font License 1.1; its
text is beside them.

## Names of countries

What countries are called in other languages, in `resources/rulebook/countries.csv`, is mostly from
the Unicode Common Locale Data Repository, Copyright Unicode, Inc., under the Unicode License v3.

## In the frozen program only

CPython (PSF-2.0) with the libraries it is built on, among them OpenSSL (Apache-2.0), SQLite (public
domain), zlib (Zlib), bzip2 (bzip2-1.0.6), XZ Utils (0BSD), libffi (MIT) and Expat (MIT); the boot
loader of PyInstaller (GPL-2.0-or-later with an exception that allows programs under any license).
On Linux also small libraries of X11 that Qt opens a window with (xcb-util, libxkbcommon: MIT). The
copyright files of all libraries that are from the system it was built on are in `licenses/`.
"""


OFFER = """\
Source code of what is under the GNU Lesser General Public License
==================================================================

This program uses these works under the GNU Lesser General Public License (LGPL-3.0.txt and
GPL-3.0.txt beside this file), unchanged:

  Qt {qt}                          the shared libraries and plugins in PySide6
  PySide6 and shiboken6 {qt}       the bindings in PySide6 and shiboken6
  python-bidi {bidi}                  the extension module in bidi

Their complete source code is published at

  https://download.qt.io/archive/qt/{minor}/{qt}/single/
  https://download.qt.io/official_releases/QtForPython/pyside6/
  https://github.com/MeirKriheli/python-bidi

Should you not find it there: whoever gave you this program has to give you that source code on
request, for no more than what the copying costs, for three years from the day you got the program
and as long as they give it to others.

Putting another build in its place
----------------------------------

You may change these libraries and use the changed ones with this program, and may take it apart as
far as finding faults in such changes needs. Each is a file of its own. Close the program and put
your build in the place of the file, under the same name:

  Linux, Windows   _internal/PySide6, _internal/shiboken6 and _internal/bidi in the program's folder
  macOS            ExportDesk.app/Contents/Frameworks, in the folders of the same names; then sign
                   the bundle for your own computer:
                   codesign --force --deep --sign - ExportDesk.app

A build of Qt has to be of the same minor version ({minor}), as its private interfaces change. To
see whether it works:  exportdesk self-test
"""


@dataclass(frozen=True, slots=True)
class Carried:
    """A package the program runs on."""

    name: str
    license: str


def normal(name: str) -> str:
    """Return a package's name as names are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed() -> dict[str, Distribution]:
    """Return the packages the program runs on, found by following what each asks for."""
    found: dict[str, Distribution] = {}
    waiting = ["exportdesk"]
    while waiting:
        name = normal(waiting.pop())
        if name in found:
            continue
        found[name] = distribution(name)
        for line in found[name].requires or ():
            wanted = Requirement(line)
            if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
                waiting.append(wanted.name)
    del found["exportdesk"]
    return found


def license_of(name: str, package: Distribution) -> str:
    """Return the license of a package in a few words. Raises KeyError when it cannot be told."""
    if name in LICENSES:
        return LICENSES[name]
    metadata = package.metadata
    told = [*(metadata.get_all("License-Expression") or ()), *(metadata.get_all("License") or ())]
    if not told or "\n" in told[0] or len(told[0]) > 80:
        raise KeyError(f"the license of {name} is not told in its metadata: look, and say it here")
    return str(told[0])


def carried() -> list[Carried]:
    """Return the packages with their licenses, by name, the same on every system."""
    here = {name: license_of(name, package) for name, package in installed().items()}
    everywhere = here | {name: LICENSES[name] for name in ELSEWHERE}
    return [Carried(name, everywhere[name]) for name in sorted(everywhere)]


def page() -> str:
    """Return THIRD_PARTY_NOTICES.md."""
    rows = "".join(f"| {each.name} | {each.license} |\n" for each in carried())
    return HEAD + rows + TAIL


def license_files(package: Distribution) -> list[PackagePath]:
    """Return the license texts that came with a package."""
    return [
        file
        for file in package.files or ()
        if ".dist-info" in str(file) and LICENSE_FILE.search(file.name)
    ]


def source_offer() -> str:
    """Return where the source code of what is under the LGPL is, for the versions in use."""
    found = installed()
    qt = found["pyside6-essentials"].version
    return OFFER.format(qt=qt, minor=".".join(qt.split(".")[:2]), bidi=found["python-bidi"].version)


def copy_texts(folder: Path) -> int:
    """Copy every license text into `folder`; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(NOTICES, folder / NOTICES.name)
    shutil.copyfile(ROOT / "LICENSE", folder / "ExportDesk-LICENSE.txt")
    copied = 2
    for text in sorted(TEXTS.glob("*.txt")):
        shutil.copyfile(text, folder / text.name)
        copied += 1
    (folder / "SOURCE-OFFER.txt").write_text(source_offer(), "utf-8")
    copied += 1
    for name, package in sorted(installed().items()):
        for file in license_files(package):
            inside = str(file).partition(".dist-info/")[2].replace("licenses/", "", 1)
            shutil.copyfile(str(file.locate()), folder / f"{name}-{inside.replace('/', '-')}")
            copied += 1
    python = Path(sys.base_prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for text in (python / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"):
        if text.is_file():
            shutil.copyfile(text, folder / "Python-LICENSE.txt")
            copied += 1
            break
    return copied


if __name__ == "__main__":
    NOTICES.write_text(page(), "utf-8")
    print(f"wrote {NOTICES.name}")
