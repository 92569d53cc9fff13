"""What the Control lists page says of sources, editions and the guard's findings."""

from dataclasses import dataclass
from pathlib import Path

from exportdesk.core.editions import OWN, Edition, Severity, Skipped
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import sentence
from exportdesk.lists import Source
from exportdesk.operations.lists_status import SourceStatus
from exportdesk.ui.dates import day_text, moment_text
from exportdesk.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class ListCount:
    """How many listings one list of an edition holds, and held in the edition before it."""

    code: str
    title: str
    now: int
    before: int | None

    @property
    def change(self) -> int:
        """How many more than before; 0 where there is nothing to compare with."""
        return 0 if self.before is None else self.now - self.before


def counts_of(source: Source, edition: Edition, previous: Edition | None) -> list[ListCount]:
    """Return the lists of an edition, largest first, those the catalogue expects in vain last."""
    codes = dict.fromkeys(edition.counts)
    codes.update(dict.fromkeys(previous.counts if previous else ()))
    codes.update(dict.fromkeys(known.code for known in source.lists if not known.optional))
    counts = [
        ListCount(
            code,
            list_title(source, code),
            edition.counts.get(code, 0),
            previous.counts.get(code, 0) if previous else None,
        )
        for code in codes
    ]
    return sorted(counts, key=lambda count: (-count.now, count.code))


def list_title(source: Source, code: str) -> str:
    """Return the short title of a list, its code where the catalogue does not know it."""
    known = source.list_of(code)
    return known.title if known else code


def is_own(edition: Edition) -> bool:
    """Whether an edition is of a list of the user's own, which nobody publishes."""
    return edition.source.startswith(OWN)


def published_text(edition: Edition | None) -> str:
    """Return the publisher's date of an edition."""
    if edition is None or (edition.published is None and is_own(edition)):
        return "–"
    return day_text(edition.published) if edition.published else _("Not known")


def published_note(edition: Edition | None) -> str:
    """Return where the publisher's date comes from, "" where the file says it."""
    if edition is None:
        return ""
    if edition.published is None:
        return _("own list") if is_own(edition) else _("not in the file")
    if edition.dated_as_before:
        return _("as before")
    return _("as stated") if edition.published_said else _("in the file")


def change_text(edition: Edition, previous: Edition | None) -> str:
    """Return what an edition changed: `+12  −3  ~5`."""
    if previous is None:
        return _("First edition")
    if not (edition.added or edition.removed or edition.changed):
        return _("No change")
    return f"+{figure(edition.added)}  −{figure(edition.removed)}  ~{figure(edition.changed)}"


def change_sentence(edition: Edition, previous: Edition | None) -> str:
    """Return the same as a sentence."""
    if previous is None:
        return _("It is the first edition of this source here.")
    if not (edition.added or edition.removed or edition.changed):
        return _("Nothing changed since the edition before.")
    return _(
        "{added} added, {removed} removed, {changed} changed since the edition before."
    ).format(
        added=figure(edition.added),
        removed=figure(edition.removed),
        changed=figure(edition.changed),
    )


def file_name(edition: Edition) -> str:
    """Return the name of the file an edition came from."""
    return Path(edition.origin.replace("\\", "/")).name


def override_words(edition: Edition) -> str:
    """Return why an edition was taken although it was not safe, "" where it was."""
    if not edition.override_reason:
        return ""
    return _("Taken although it was not safe: {reason}").format(reason=edition.override_reason)


def spoken_edition(edition: Edition) -> str:
    """Return what a screen reader says of an edition's first cell."""
    parts = (moment_text(edition.imported), file_name(edition), override_words(edition))
    return ", ".join(part for part in parts if part)


def size_text(size: int) -> str:
    """Return a file's size for reading."""
    if size < 1_000_000:
        return _("{size} KB").format(size=figure(max(1, round(size / 1000))))
    return _("{size} MB").format(size=figure(size / 1_000_000, 1))


def signed(number: int) -> str:
    """Return a change with its sign, a dash for none."""
    if not number:
        return "–"
    return f"+{figure(number)}" if number > 0 else f"−{figure(-number)}"


def skipped_text(skipped: Skipped) -> str:
    """Return why rows were not taken, how many, and which."""
    rows = ", ".join(figure(row) for row in skipped.rows)
    more = "…" if skipped.count > len(skipped.rows) else ""
    where = ngettext("row {rows}", "rows {rows}", skipped.count).format(rows=rows + more)
    return _("{count} × {why} ({where})").format(
        count=figure(skipped.count), why=sentence(skipped.reason), where=where
    )


def severity_words(severity: Severity) -> str:
    """Return the word on a finding's chip."""
    return {
        Severity.FATAL: _("Cannot be used"),
        Severity.REFUSE: _("Not safe"),
        Severity.WARN: _("Note"),
    }[severity]


def severity_tone(severity: Severity) -> Tone:
    """Return the tone of a finding's chip."""
    return Tone.AMBER if severity is Severity.WARN else Tone.RED


def in_force_words(status: SourceStatus | None) -> str:
    """Return what stays in force when a file is not taken."""
    edition = status.edition if status else None
    if edition is None:
        if status is not None and status.source.detail_of:  # another may tell its parties
            return _("You do not have this list itself yet.")
        return _("You do not have this list yet, so nothing is screened against it.")
    if edition.published is None:
        return _("The edition imported on {date} stays in force, as before.").format(
            date=day_text(edition.imported.local.date())
        )
    return _("The edition of {date} stays in force, as before.").format(
        date=day_text(edition.published)
    )
