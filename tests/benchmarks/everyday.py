"""Measures small things that must not be felt: looking up countries, reading and checking a book.

    python -m tests.benchmarks.everyday [--runs N]

By hand. Each figure is the median of the processor time, with the range.
"""

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from exportdesk.core.company import Theme
from exportdesk.core.customers import Customer, PartyAddress, PartyName, Profile
from exportdesk.core.ids import PartyId, new_id
from exportdesk.core.parties import Party
from exportdesk.core.progress import Silent
from exportdesk.rulebook import load_rulebook
from exportdesk.screening.made_names import made_names
from exportdesk.tables import CUSTOMERS, guess_map, read_rows, table_of
from exportdesk.ui.app import make_application
from exportdesk.ui.bus import Bus
from exportdesk.ui.jobs import Inline, JobRunner
from exportdesk.ui.screen.page import ScreenPage
from exportdesk.ui.shell import Shell
from exportdesk.ui.theme import Appearance
from tests.tables.test_rows import many
from tests.ui.conftest import NotedWindow
from tests.ui.desks import fill, open_desk
from tests.ui.screen.test_screen_parts import answered, listing, seen
from tests.ui.scripted import ScriptedAsk


def look_up_countries() -> None:
    """Look up a hundred thousand spellings."""
    countries = load_rulebook().countries
    for text in ["Russian Federation", "CN", "Crimea (Occupied)", "Türkiye"] * 25_000:
        countries.country_code(text)


def read_ten_thousand_rows() -> None:
    """Read ten thousand customers from a CSV."""
    country_code = load_rulebook().countries.country_code
    table = table_of(many(10_000).encode(), "x.csv")
    columns = guess_map(table, CUSTOMERS, country_code)
    assert len(list(read_rows(table, columns, CUSTOMERS, country_code))) == 10_000


def check_ten_thousand_customers(folder: Path) -> Callable[[], object]:
    """Return the check of a book of ten thousand customers."""
    desk = open_desk(folder)
    desk.customers.save_all(
        [
            Customer(
                PartyId(new_id()),
                Profile(
                    (PartyName(made.name),),
                    addresses=(PartyAddress(f"{at} Mill Lane", "Leeds", country="GB"),),
                ),
            )
            for at, made in enumerate(islice(made_names(), 10_000))
        ]
    )
    return lambda: desk.hygiene.check(Silent())


def show_fifty_matches(folder: Path, application: QApplication) -> Callable[[], object]:
    """Return showing a page of fifty matches once more."""
    desk = open_desk(folder)
    fill(desk)
    one, two, three, four = (JobRunner(_raise, executor=Inline()) for _ in range(4))
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    look = Appearance(application, Theme.LIGHT)
    shell = Shell(one, two, three, four, Bus(), ScriptedAsk(), settings, look, NotedWindow())
    page = ScreenPage(desk, shell)
    page.resize(1100, 800)
    page.show()
    page.arrive([Party("Severny")])
    answered(page.session.draft, *(seen(listing(f"x{n}", aliases=95)) for n in range(50)))

    def show() -> None:
        page.session.answered.emit()
        application.processEvents()

    return show


def _raise(error: BaseException) -> None:
    raise error


def tell(what: str, act: Callable[[], object], runs: int) -> None:
    """Do something several times and print what it takes."""
    taken = []
    for _ in range(runs):
        begun = time.process_time()
        act()
        taken.append(1000 * (time.process_time() - begun))
    print(f"{what:34} {statistics.median(taken):7.0f} ms  ({min(taken):.0f} to {max(taken):.0f})")


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    application = make_application(["exportdesk"])
    with tempfile.TemporaryDirectory() as folder:
        tell("100,000 look-ups of countries", look_up_countries, runs)
        tell("10,000 rows of a CSV", read_ten_thousand_rows, runs)
        check = check_ten_thousand_customers(Path(folder, "book"))
        tell("10,000 customers looked over", check, runs)
        show = show_fifty_matches(Path(folder, "screen"), application)
        tell("fifty matches shown", show, runs)


if __name__ == "__main__":
    main()
