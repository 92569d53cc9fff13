"""What is waiting for the person at the desk: facts in, lines out. No widgets."""

from collections.abc import Sequence
from dataclasses import dataclass

from exportdesk.core.company import Settings
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.operations.lists_status import Freshness, ListsStatus
from exportdesk.operations.overview import CertificationCounts
from exportdesk.storage.cases import CaseRow
from exportdesk.storage.screenings import ScreeningRow
from exportdesk.ui.certifications.subjects import Show
from exportdesk.ui.customers.subjects import NAMES
from exportdesk.ui.dates import day_text
from exportdesk.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits, and where it is done."""

    page: str
    words: str
    action: str
    tone: Tone
    subject: object = None


@dataclass(frozen=True, slots=True)
class Again:
    """A saved screening that is to be decided: by screening the same parties again."""

    number: str


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """How many cases wait, and how many of these are on hold: open, or signed as that."""

    open: int = 0
    hold: int = 0

    @classmethod
    def of(cls, rows: Sequence[CaseRow], held: int = 0) -> "CaseCounts":
        """Count open cases, and those `held` by their sign-off."""
        hold = sum(1 for row in rows if not row.outcome.lets_go)
        return cls(len(rows) + held, hold + held)


NO_CASES = CaseCounts()


NO_CERTIFICATIONS = CertificationCounts()


def tasks(
    settings: Settings,
    status: ListsStatus,
    rows: Sequence[ScreeningRow],
    limit: int,
    waiting: int = 0,
    cases: CaseCounts = NO_CASES,
    certifications: CertificationCounts = NO_CERTIFICATIONS,
    names: int = 0,
) -> list[Task]:
    """Return what waits, gravest first; `rows` are the newest screenings, newest first, and
    `limit` is how many were looked through. `waiting` matches of customers are undecided;
    `cases` are open. Of `names` customers only the name is to be looked at.
    """
    found: list[Task] = []
    if waiting:
        words = ngettext(
            "{count} possible match of your customers waits for a decision.",
            "{count} possible matches of your customers wait for a decision.",
            waiting,
        ).format(count=figure(waiting))
        found.append(Task("review", words, _("Review"), Tone.AMBER))
    found += case_tasks(cases)
    found += certification_tasks(certifications)
    if status.freshness is Freshness.OLD and status.oldest_days is not None:
        words = _old_words(status.oldest_days, settings)
        found.append(Task("lists", words, _("Update"), Tone.AMBER, "update"))
    elif status.undated:
        words = ngettext(
            "The date of {name} is not known, so it may be old.",
            "The dates of {count} sources of lists are not known, so they may be old.",
            len(status.undated),
        ).format(name=status.undated[0].source.name, count=len(status.undated))
        found.append(Task("lists", words, _("Show"), Tone.AMBER, str(status.undated[0].source.key)))
    standing = _standing(rows)
    undecided = [row for row in standing if row.undecided]
    if undecided:
        words = ngettext(
            "{count} screening has undecided matches.",
            "{count} screenings have undecided matches.",
            len(undecided),
        )
        found.append(_in_records(words, undecided, len(rows) >= limit))
    research = [row for row in standing if row.research]
    if research:
        words = ngettext(
            "{count} screening has matches that need research.",
            "{count} screenings have matches that need research.",
            len(research),
        )
        found.append(_in_records(words, research, len(rows) >= limit))
    unlooked = [row for row in standing if row.unlooked]
    if unlooked:
        words = ngettext(
            "{count} screening has a name to check: it shares a word with listed parties.",
            "{count} screenings have a name to check: it shares a word with listed parties.",
            len(unlooked),
        )
        found.append(_in_records(words, unlooked, len(rows) >= limit, look=True))
    if names:
        words = ngettext(
            "The name of {count} customer begins as those of several listed parties.",
            "The names of {count} customers begin as those of several listed parties.",
            names,
        ).format(count=figure(names))
        found.append(Task("customers", words, _("Show"), Tone.GREY, NAMES))
    if not settings.operator:
        words = _("Your name is not given: screenings are saved without one.")
        found.append(Task("settings", words, _("Give it"), Tone.GREY, "operator"))
    return found


def case_tasks(cases: CaseCounts) -> list[Task]:
    """Return what waits in due diligence: cases on hold, and others that are open."""
    found = []
    if cases.hold:
        words = ngettext(
            "{count} case is on hold.", "{count} cases are on hold.", cases.hold
        ).format(count=figure(cases.hold))
        found.append(Task("cases", words, _("Show"), Tone.AMBER, "hold"))
    others = cases.open - cases.hold
    if others:
        words = ngettext(
            "{count} case can be signed off.", "{count} cases can be signed off.", others
        ).format(count=figure(others))
        found.append(Task("cases", words, _("Show"), Tone.GREY, "open"))
    return found


def certification_tasks(counts: CertificationCounts) -> list[Task]:
    """Return what waits with certifications."""
    found = []
    for count, words, subject, tone in (
        (
            counts.returned,
            ngettext(
                "{count} certification is back. Look at it and decide.",
                "{count} certifications are back. Look at them and decide.",
                counts.returned,
            ),
            Show.RETURNED,
            Tone.AMBER,
        ),
        (
            counts.ending,
            ngettext(
                "{count} certification has to be renewed.",
                "{count} certifications have to be renewed.",
                counts.ending,
            ),
            Show.ENDING,
            Tone.AMBER,
        ),
        (
            counts.late,
            ngettext(
                "{count} certification was sent over two weeks ago and is not back.",
                "{count} certifications were sent over two weeks ago and are not back.",
                counts.late,
            ),
            Show.WAITING,
            Tone.GREY,
        ),
    ):
        if count:
            said = words.format(count=figure(count))
            found.append(Task("certifications", said, _("Show"), tone, subject))
    return found


def list_lines(status: ListsStatus) -> tuple[str, str]:
    """Return which edition is in force, and how much is in it."""
    worst = status.undated if status.freshness is Freshness.UNKNOWN else status.sources
    held = [one.edition for one in worst if one.edition is not None]
    if not held:
        return _("No control list is imported yet."), _("Nothing can be screened yet.")
    oldest = min(held, key=lambda e: e.published or e.imported.local.date())
    if oldest.published is None:
        first = _("Imported {date}; the publisher's date is not known.").format(
            date=day_text(oldest.imported.local.date())
        )
    else:
        first = _("Published {date}, imported {taken}.").format(
            date=day_text(oldest.published), taken=day_text(oldest.imported.local.date())
        )
    return first, _("{lists} lists, {listings} listings, {names} names to compare with.").format(
        lists=figure(status.lists), listings=figure(status.listings), names=figure(status.names)
    )


def notes_words(status: ListsStatus) -> str:
    """Return how many notes there are on the editions in force; "" for none. Nobody waits there."""
    notes = sum(len(one.edition.findings) for one in status.sources if one.edition)
    if not notes:
        return ""
    return ngettext("{count} note on these lists", "{count} notes on these lists", notes).format(
        count=figure(notes)
    )


def _standing(rows: Sequence[ScreeningRow]) -> list[ScreeningRow]:
    """Return the rows that no later screening of the same parties, for the same order, follows.

    Records stay as they are: what waited in one is done by screening again and deciding then.
    """
    latest: dict[tuple[str, int, str], ScreeningRow] = {}
    for row in rows:
        latest.setdefault((row.names.casefold(), row.parties, row.reference.casefold()), row)
    return list(latest.values())


def _old_words(days: int, settings: Settings) -> str:
    limit = settings.list_age_limit_days
    return ngettext(
        "The control lists are {days} days old; your limit is {limit} day.",
        "The control lists are {days} days old; your limit is {limit} days.",
        limit,
    ).format(days=days, limit=limit)


def _in_records(
    words: str, rows: Sequence[ScreeningRow], more: bool, *, look: bool = False
) -> Task:
    count = figure(len(rows)) + ("+" if more else "")
    tone = Tone.GREY if look else Tone.AMBER
    if len(rows) == 1:
        again = Again(rows[0].number)
        way = _("Check the name…") if look else _("Decide")
        return Task("screen", words.format(count=count), way, tone, again)
    return Task("records", words.format(count=count), _("Show"), tone)
