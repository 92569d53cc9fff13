"""Writes what countries are called in other languages: `python -m installer.country_names`.

The names are those of the Unicode Common Locale Data Repository, which Babel carries; Babel is
needed for development only. Which countries there are, and the English names, says the rulebook.
"""

import csv
import io
from datetime import date
from pathlib import Path

import babel
from babel import Locale
from babel.core import get_cldr_version

from exportdesk.core.country_names import names_file
from exportdesk.core.i18n import LANGUAGES
from exportdesk.rulebook import Country, load_rulebook

# The short forms of CLDR (alt="short"), which Babel leaves out: people look for these.
_SHORT = {"es": {"HK": "Hong Kong", "MO": "Macao"}}


def main() -> None:
    """Write the file of every language but English."""
    for code in LANGUAGES:
        if code != "en":
            write(code, names_file(code), date.today())
            print(names_file(code))


def write(code: str, file: Path, on: date) -> None:
    """Write the names in one language, sorted by code."""
    names = {**Locale(code).territories, **_SHORT.get(code, {})}
    text = io.StringIO()
    text.write(
        f"# source: Unicode Common Locale Data Repository (CLDR) {get_cldr_version()}, "
        f"through Babel {babel.__version__}\n"
        f"# taken: {on}\n"
        "# license: Unicode License v3\n"
    )
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("code", "english", "name"))
    for country in _countries():
        if country.code in names:
            rows.writerow((country.code, country.name, names[country.code]))
    file.write_text(text.getvalue(), "utf-8")


def _countries() -> list[Country]:
    return sorted(load_rulebook().countries.all(), key=lambda one: one.code)


if __name__ == "__main__":
    main()
