"""Who we are, and how the program is set."""

from dataclasses import dataclass
from enum import StrEnum

from exportdesk.core.figures import FiguresWish


@dataclass(frozen=True, slots=True)
class Company:
    """The exporter, as printed at the head of every paper."""

    name: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = "US"
    email: str = ""
    phone: str = ""
    website: str = ""

    @property
    def address_line(self) -> str:
        """The address on one line, without the country."""
        place = " ".join(part for part in (self.region, self.postal_code) if part)
        return ", ".join(part for part in (self.street, self.city, place) if part)


class Theme(StrEnum):
    """Light, dark, or as the system has it."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set. `list_age_limit_days`: older lists are said to be old everywhere.

    `threshold` is the lowest score shown (0 to 100), None for the program's default. `proxy` is
    the one that lists are fetched through, "" for the system's. `check_on_start` and `check_daily`
    say whether the program looks for newer lists by itself; None, not said yet, means that it does
    once lists were fetched for the first time: it connects to nothing before a person chose to.
    `language` is the code of the language of the window and the command line, "" for the system's,
    `figures` says whose way of writing figures and days the screen follows. `check_version`: ask
    once a day whether there is a newer version of the program; never unless a person wants it.
    """

    operator: str = ""
    theme: Theme = Theme.SYSTEM
    list_age_limit_days: int = 7
    threshold: float | None = None
    proxy: str = ""
    check_on_start: bool | None = None
    check_daily: bool | None = None
    language: str = ""
    figures: FiguresWish = FiguresWish.SYSTEM
    check_version: bool = False
