"""The lists a record rests on: editions, dates, hashes, and what the guard noticed."""

from collections.abc import Callable, Sequence
from datetime import date

from reportlab.platypus import CondPageBreak, Flowable

from exportdesk.core.editions import EditionUse, GivenWay
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.words import sentence
from exportdesk.documents.blocks import Chip, ChipRow, Note, Pairs
from exportdesk.documents.text import Span
from exportdesk.documents.tokens import BODY_BOLD, SMALL, SMALL_BOLD

_MOST_NAMED = 3  # sources in a sentence; all of them stand in a section of their own


def lists_said(editions: Sequence[EditionUse]) -> str:
    """Return the editions in a form that ends a sentence: "the lists of 2026-07-31"."""
    if len(editions) == 1 and editions[0].published is not None:
        return _("the lists of {date}").format(date=_date_said(editions[0]))
    if len(editions) > _MOST_NAMED:
        return _many_said(editions)
    named = [
        _("{list} of {date}").format(list=edition.source_name, date=_date_said(edition))
        for edition in editions
    ]
    return "; ".join(named)


def _many_said(editions: Sequence[EditionUse]) -> str:
    """Return how many sources there are and of which days; a day that is not known is none."""
    dated = [edition for edition in editions if not edition.age_unknown]
    undated = len(editions) - len(dated)
    if not dated:
        return _("the {count} sources of lists named below, of dates not known").format(
            count=undated
        )
    days = sorted(
        edition.published or edition.confirmed or edition.imported.local.date() for edition in dated
    )
    first, last = days[0].isoformat(), days[-1].isoformat()
    if not undated:
        return _("the {count} sources of lists named below, of {first} to {last}").format(
            count=len(editions), first=first, last=last
        )
    return _(
        "the {count} sources of lists named below, of {first} to {last}, {undated} of them of a "
        "date not known"
    ).format(count=len(editions), first=first, last=last, undated=undated)


def oldest_warning(editions: Sequence[EditionUse]) -> list[str]:
    """Return what has to be said at the head of the record about the lists themselves."""
    old = [edition.source_name for edition in editions if edition.too_old]
    if not editions:
        return [
            _("NO LIST WAS IN FORCE. Nothing was compared; this record shows only what was typed.")
        ]
    undated = [edition.source_name for edition in editions if _may_be_old(edition)]
    said = []
    if old:
        said.append(
            ngettext(
                "OLD LIST: {lists} was older than the company's own limit at the time. "
                "Later additions to it could not be found.",
                "OLD LISTS: {lists} were older than the company's own limit at the time. "
                "Later additions to them could not be found.",
                len(old),
            ).format(lists=", ".join(old))
        )
    if undated:
        said.append(
            ngettext(
                "DATE NOT KNOWN: {lists} had no date when it was imported, and may have been old. "
                "Later additions to it could not be found.",
                "DATES NOT KNOWN: {lists} had no dates when they were imported, and may have been "
                "old. Later additions to them could not be found.",
                len(undated),
            ).format(lists=", ".join(undated))
        )
    return said


def _may_be_old(edition: EditionUse) -> bool:
    """Whether nobody can tell how old it was; one that is too old in any case is said to be."""
    return edition.age_unknown and not edition.too_old


def edition_blocks(
    editions: Sequence[EditionUse], list_title: Callable[[str], str]
) -> list[Flowable]:
    """Return one block for every edition."""
    blocks: list[Flowable] = []
    if not editions:
        blocks.append(Note(_("No list was in force."), "stop", style=BODY_BOLD))
    for edition in editions:
        chips = [Chip(_("Old"), "caution")] if edition.too_old else []
        if _may_be_old(edition):
            chips.append(Chip(_("Date not known"), "caution"))
        blocks += [
            CondPageBreak(110),
            ChipRow(edition.source_name, chips, BODY_BOLD, before=5),
            Pairs(_facts(edition, list_title), label_width=92),
        ]
        blocks += [
            Note(given_way_said(given, list_title), style=SMALL) for given in edition.given_way
        ]
        blocks += [
            Note(sentence(finding.code, finding.facts), "caution", style=SMALL)
            for finding in edition.findings
        ]
        if edition.override_reason:
            taken = _("This file was refused at first and taken all the same. Reason given: {why}")
            words = taken.format(why=edition.override_reason)
            blocks.append(Note(words, "caution", style=SMALL_BOLD))
    return blocks


def given_way_said(given: GivenWay, list_title: Callable[[str], str]) -> str:
    """Return which lists of an edition were not compared, and where they stand in full."""
    code = "lists-given-way-newer" if given.newer_kept else "lists-given-way"
    return sentence(code, {"lists": ", ".join(map(list_title, given.lists)), "by": given.by_name})


def _facts(
    edition: EditionUse, list_title: Callable[[str], str]
) -> list[tuple[str, str | Sequence[Span]]]:
    counts = ";  ".join(
        f"{list_title(code)}: {count:,}" for code, count in sorted(edition.counts.items())
    )
    return [
        *_letter(edition),
        (_("Publisher's date"), [Span(_published(edition), SMALL_BOLD)]),
        *_confirmed(edition),
        (_("Imported"), edition.imported.text),
        *_bundled(edition),
        (_("Listings"), f"{edition.listings:,}"),
        (_("By list"), counts or _("not known")),
        (_("Rows not taken"), f"{edition.skipped:,}" if edition.skipped else _("none")),
        (_("SHA-256 of the file"), edition.sha256),
    ]


def _letter(edition: EditionUse) -> list[tuple[str, str | Sequence[Span]]]:
    """Return the letter that a list of the company's own comes from."""
    if edition.letter is None:
        return []
    dated = edition.letter.dated.isoformat() if edition.letter.dated else _("date not given")
    reference = edition.letter.reference or _("no reference given")
    said = _("{reference}, {date}").format(reference=reference, date=dated)
    return [(_("From the letter"), [Span(said, SMALL_BOLD)])]


def _confirmed(edition: EditionUse) -> list[tuple[str, str]]:
    if edition.confirmed is None:
        return []
    return [(_("Confirmed as newest"), _confirmed_said(edition.confirmed))]


def _confirmed_said(day: date) -> str:
    return _("{date}, by asking the publisher").format(date=day.isoformat())


def _bundled(edition: EditionUse) -> list[tuple[str, str]]:
    """Return which bundle an edition came in, and what it was on the computer that wrote it."""
    bundle = edition.bundle
    if bundle is None:
        return []
    facts = {"path": bundle.file, "day": bundle.made.local.date(), "host": bundle.host}
    return [
        (_("Came in"), sentence("bundle-origin", facts)),
        (_("Imported there"), bundle.imported.text),
        (_("SHA-256 of the bundle"), bundle.sha256),
    ]


def _published(edition: EditionUse) -> str:
    if edition.published is None:
        return _("none: a list of the company's own") if edition.letter else _("not known")
    if edition.published_said:
        return _("{date}, as stated by the operator").format(date=edition.published.isoformat())
    return edition.published.isoformat()


def _date_said(edition: EditionUse) -> str:
    if edition.published is not None:
        return edition.published.isoformat()
    if edition.letter is not None and edition.letter.dated is not None:
        return _("{date} (its letter)").format(date=edition.letter.dated.isoformat())
    return _("a date not known (imported {date})").format(
        date=edition.imported.local.date().isoformat()
    )
