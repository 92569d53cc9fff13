"""The made-up tables of the EAR that tests read."""

from datetime import date
from pathlib import Path

from exportdesk.rulebook import NO_TABLES, EarTables, load_rulebook, read_ear_file
from tests.real import real

FOLDER = Path(__file__).resolve().parents[1] / "data" / "ear"
DAY = date(2030, 2, 3)

REAL = (
    "lists/us-ear/country-chart.ecfr-2026-07-23.json",
    "lists/us-ear/country-groups.ecfr-2026-07-23.json",
    "lists/us-ear/license-exceptions.ecfr-2026-07-23.json",
    "lists/us-ear/ccl.ecfr-2026-07-23.json.gz",
)


def made_up(part: int) -> EarTables:
    """Return the made-up tables of one part."""
    return read_ear_file(
        FOLDER / f"part-{part}.xml", load_rulebook().countries.country_code, as_of=DAY
    )


def all_made_up() -> EarTables:
    """Return the made-up tables of all parts."""
    return made_up(738).with_newer(made_up(740)).with_newer(made_up(774))


def real_tables() -> EarTables:
    """Return the tables made of the eCFR of 2026-07-23; skip where they are not here."""
    code = load_rulebook().countries.country_code
    tables = NO_TABLES
    for name in REAL:
        tables = tables.with_newer(read_ear_file(real(name), code))
    return tables
