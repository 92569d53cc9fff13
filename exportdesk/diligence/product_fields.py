"""Reads what is typed for a product: schedules, jurisdictions and categories in any writing."""

import re
import unicodedata

from exportdesk.core.products import HsSchedule, Jurisdiction

USML_CATEGORIES = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"),
    *("XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI"),
)
"""The categories of the US Munitions List, 22 CFR 121.1."""

_SCHEDULES = {
    "": HsSchedule.NOT_SAID,
    "hs": HsSchedule.HS,
    "harmonizedsystem": HsSchedule.HS,
    "scheduleb": HsSchedule.SCHEDULE_B,
    "schedb": HsSchedule.SCHEDULE_B,
    "schb": HsSchedule.SCHEDULE_B,
    "hts": HsSchedule.HTS,
    "htsus": HsSchedule.HTS,
    "htsusa": HsSchedule.HTS,
    "harmonizedtariffschedule": HsSchedule.HTS,
}
_JURISDICTIONS = {
    "": Jurisdiction.NOT_KNOWN,
    "notknown": Jurisdiction.NOT_KNOWN,
    "unknown": Jurisdiction.NOT_KNOWN,
    "ear": Jurisdiction.EAR,
    "subjecttotheear": Jurisdiction.EAR,
    "bis": Jurisdiction.EAR,
    "commerce": Jurisdiction.EAR,
    "itar": Jurisdiction.ITAR,
    "subjecttotheitar": Jurisdiction.ITAR,
    "ddtc": Jurisdiction.ITAR,
    "state": Jurisdiction.ITAR,
    "usml": Jurisdiction.ITAR,
    "other": Jurisdiction.OTHER,
    "otheragency": Jurisdiction.OTHER,
}
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_CATEGORY = re.compile(
    r"(?:usml)?\s*(?:cat(?:egory|\.)?)?\s*"
    r"(?P<number>[ivx]+|[0-9]{1,2})\s*(?P<paragraphs>(?:\s*\([a-z0-9]{1,4}\))*)",
    re.IGNORECASE,
)


def read_schedule(text: str) -> HsSchedule | None:
    """Return the schedule that a word means, None where it means none."""
    return _SCHEDULES.get(_NOT_LETTERS.sub("", plain(text).casefold()))


def read_jurisdiction(text: str) -> Jurisdiction | None:
    """Return the jurisdiction that a word means, None where it means none."""
    return _JURISDICTIONS.get(_NOT_LETTERS.sub("", plain(text).casefold()))


def read_usml_category(text: str) -> str:
    """Return a category as it is printed, XI(c)(1), "" where the text is none of the list."""
    found = _CATEGORY.fullmatch(plain(text))
    if found is None:
        return ""
    number = found["number"].upper()
    if number.isdecimal():
        place = int(number) - 1
        number = USML_CATEGORIES[place] if 0 <= place < len(USML_CATEGORIES) else ""
    if number not in USML_CATEGORIES:
        return ""
    return number + "".join(found["paragraphs"].split()).lower()


def plain(text: str) -> str:
    """Return a typed text on one line, in Unicode's composed form, without outer blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())
