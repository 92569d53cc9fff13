"""The screening summary: how the whole book stands and what was done to it, for the file."""

from collections import Counter
from collections.abc import Mapping, Sequence

from reportlab.platypus import CondPageBreak, Flowable

from exportdesk.core.book import BookScreening, Trigger
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.i18n import mark as _m
from exportdesk.core.parties import Role
from exportdesk.core.screenings import Verdict
from exportdesk.core.standing import CustomerStatus, MatchDecision
from exportdesk.core.words.choices import word
from exportdesk.documents import terms
from exportdesk.documents.blocks import Field, Fields, Note, section
from exportdesk.documents.form_blocks import Entry, EntryRow, Label
from exportdesk.documents.page import render
from exportdesk.documents.paper_parts import paper_of
from exportdesk.documents.paper_values import (
    PaperHead,
    PaperNames,
    SummaryCustomer,
    SummaryMatch,
    SummaryValues,
)
from exportdesk.documents.record_lists import edition_blocks, lists_said, oldest_warning
from exportdesk.documents.record_parts import (
    chain_blocks,
    field,
    not_advice,
    signed_short,
    unprintable,
)
from exportdesk.documents.tables import Cell, Column, Table
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import BODY, LEAD, SMALL, SMALL_BOLD, SMALL_QUIET, TITLE

# What a person should look at first comes first.
_ORDER = (
    CustomerStatus.LISTED,
    CustomerStatus.REVIEW,
    CustomerStatus.CHECK_NAME,
    CustomerStatus.STALE,
    CustomerStatus.NOT_SCREENED,
    CustomerStatus.NO_OPEN_MATCH,
)
_SIGNED = 30.0
_TRIGGERS: Mapping[Trigger, str] = {
    Trigger.IMPORT: _m("customers came in"),
    Trigger.EDIT: _m("a customer was changed"),
    Trigger.LISTS: _m("lists changed"),
    Trigger.SCHEDULE: _m("by schedule"),
    Trigger.ASKED: _m("asked for"),
}


def screening_summary(values: SummaryValues, head: PaperHead, names: PaperNames) -> bytes:
    """Return the summary as PDF: the same bytes for the same values."""
    paper = paper_of(
        head,
        names,
        title=_("Screening summary"),
        subject=_("Screening of all customers against control lists"),
        foot_note=not_advice(),
    )
    return render(paper, _story(values, head, names))


def _story(values: SummaryValues, head: PaperHead, names: PaperNames) -> list[Flowable]:
    blocks: list[Flowable] = [
        TextBlock(_("Screening summary"), TITLE, role="H1"),
        TextBlock(_summary(values), LEAD, after=4),
        *(Note(text, "caution") for text in oldest_warning(values.editions)),
        *_warnings(values),
    ]
    parts: list[tuple[str, Sequence[Flowable]]] = [
        (_("This summary"), _about(values, head)),
        (_("How the book stands"), [_counts(values)]),
        (_("Matches to look at, and confirmed ones"), _matches(values)),
        (_("Decisions in this time"), _decisions(values.decisions)),
        (_("Screenings in this time"), _screenings(values.screenings)),
        (_("Every customer"), _customers(values, names)),
        (_("Lists in force"), edition_blocks(values.editions, names.list_title)),
        (_("What this summary does not say"), _limits(values)),
        (_("Looked over"), _looked_over()),
        (_("Record of events"), chain_blocks(head.head)),
    ]
    for number, (title, inside) in enumerate(parts, start=1):
        blocks += [CondPageBreak(110), section(number, title), *inside]
    return blocks


def _summary(values: SummaryValues) -> str:
    counts = Counter(one.status for one in values.customers)
    total = len(values.customers)
    if not total:
        return _("There is no customer in the book.")
    said = ", ".join(
        _("{n} {state}").format(n=f"{counts[status]:,}", state=word(status).lower())
        for status in _ORDER
        if counts[status]
    )
    customers = ngettext("{n} customer", "{n} customers", total).format(n=f"{total:,}")
    return _("{customers}: {said}.").format(customers=customers, said=said)


def _warnings(values: SummaryValues) -> list[Flowable]:
    behind = [one for one in values.customers if one.is_behind]
    if not behind:
        return []
    text = ngettext(
        "{n} customer is not screened with the lists in force.",
        "{n} customers are not screened with the lists in force.",
        len(behind),
    ).format(n=f"{len(behind):,}")
    return [Note(text, "caution")]


def _about(values: SummaryValues, head: PaperHead) -> list[Flowable]:
    return [
        Fields(
            [
                field(_("Operator"), head.operator),
                Field(_("From"), values.first.isoformat(), 0.7),
                Field(_("To"), values.last.isoformat(), 0.7),
                Field(_("Stands as of"), head.at.text, 1.9),
            ]
        ),
        Fields(
            [
                Field(_("Program"), f"ExportDesk {head.program_version}"),
                Field(_("Version of the matching method"), values.algorithm),
                Field(_("Lowest score shown"), terms.score(values.threshold)),
            ]
        ),
    ]


def _counts(values: SummaryValues) -> Table:
    counts = Counter(one.status for one in values.customers)
    waiting: Counter[CustomerStatus] = Counter()
    for one in values.customers:
        waiting[one.status] += one.open_matches
    columns = [
        Column(_("State"), 2.0),
        Column(_("Customers"), 1.0, "right"),
        Column(_("Undecided matches"), 1.2, "right"),
        Column(_("What it says"), 4.4),
    ]
    rows: list[Sequence[Cell]] = [
        (word(status), f"{counts[status]:,}", f"{waiting[status]:,}", _(_MEANS[status]))
        for status in _ORDER
    ]
    total = (_("All"), f"{len(values.customers):,}", f"{sum(waiting.values()):,}", "")
    rows.append([[Span(cell, SMALL_BOLD)] for cell in total])
    return Table(columns, rows)


_MEANS: Mapping[CustomerStatus, str] = {
    CustomerStatus.LISTED: _m("a match was confirmed, and what follows from it stands beside it"),
    CustomerStatus.REVIEW: _m("there are matches that nobody has decided"),
    CustomerStatus.CHECK_NAME: _m(
        "no match is undecided, but a name begins as those of several listed parties"
    ),
    CustomerStatus.STALE: _m("the customer or the lists changed since the last screening"),
    CustomerStatus.NOT_SCREENED: _m("nobody has screened it yet"),
    CustomerStatus.NO_OPEN_MATCH: _m("no match is undecided and none confirmed"),
}


def _matches(values: SummaryValues) -> list[Flowable]:
    if not values.matches:
        return [TextBlock(_("None."), BODY)]
    columns = [
        Column(_("Customer"), 2.4),
        Column(_("Party"), 2.2),
        Column(_("Listing"), 2.4),
        Column(_("List"), 0.75),
        Column(_("Score"), 0.7, "right"),
        Column(_("Found"), 1.35),
        Column(_("Stands"), 2.3),
    ]
    blocks: list[Flowable] = [Table(columns, [_match(one) for one in values.matches])]
    left_out = values.undecided - sum(1 for one in values.matches if one.state.is_undecided)
    if left_out > 0:
        text = _("{n} more undecided matches are not shown here; they are in Review.")
        blocks.append(Note(text.format(n=f"{left_out:,}"), "caution", style=SMALL))
    return blocks


def _match(one: SummaryMatch) -> Sequence[Cell]:
    party = _("itself") if one.role is Role.NOT_SAID else f"{one.party} ({word(one.role)})"
    stands = word(one.state)
    if one.reason:
        stands = _("{state}: {reason} ({who})").format(
            state=stands, reason=one.reason, who=one.decided_by or _("not provided")
        )
    return (one.customer, party, one.listed, one.list, terms.score(one.score), one.found, stands)


def _decisions(decisions: Sequence[MatchDecision]) -> list[Flowable]:
    if not decisions:
        return [TextBlock(_("None."), BODY)]
    columns = [
        Column(_("When, by whom"), 2.0),
        Column(_("Party"), 2.4),
        Column(_("Listing"), 2.5),
        Column(_("Decision and reason"), 4.2),
    ]
    rows = [
        (
            signed_short(one.by, one.at),
            one.profile.name or _("(nothing entered)"),
            f"{one.listing.name} ({one.listing.list})",
            _decided(one),
        )
        for one in decisions
    ]
    return [Table(columns, rows)]


def _decided(one: MatchDecision) -> Sequence[Span]:
    said = _("Taken back") if one.verdict is None else word(one.verdict)
    tail = f": {one.reason}" if one.reason else ""
    if one.verdict is not Verdict.NOT_SAME or one.review_on is None:
        again = ""
    else:
        again = " " + _("To be looked at again on {day}.").format(day=one.review_on.isoformat())
    return [Span(said, SMALL_BOLD), Span(f"{tail}{again}", SMALL)]


def _screenings(screenings: Sequence[BookScreening]) -> list[Flowable]:
    if not screenings:
        return [TextBlock(_("None."), BODY)]
    columns = [
        Column(_("When, by whom"), 3.0),
        Column(_("Why"), 1.7),
        Column(_("Parties"), 0.9, "right"),
        Column(_("Against every listing"), 1.2, "right"),
        Column(_("New"), 0.7, "right"),
        Column(_("Back"), 0.7, "right"),
        Column(_("Gone"), 0.7, "right"),
        Column(_("Lowest score"), 0.9, "right"),
    ]
    rows = [
        (
            signed_short(one.by, one.at),
            _(_TRIGGERS[one.trigger]),
            f"{one.parties:,}",
            f"{one.rescreened:,}",
            f"{one.opened:,}",
            f"{one.returned:,}",
            f"{one.gone:,}",
            one.threshold,
        )
        for one in screenings
    ]
    text = _(
        "On a change of lists a party is compared only with what changed where nothing else can "
        "match; the result is that of comparing it with every listing."
    )
    return [Table(columns, rows), TextBlock(text, SMALL_QUIET)]


def _customers(values: SummaryValues, names: PaperNames) -> list[Flowable]:
    if not values.customers:
        return [TextBlock(_("None."), BODY)]
    columns = [
        Column(_("Customer"), 3.5),
        Column(_("Reference"), 1.2),
        Column(_("Country"), 1.5),
        Column(_("Parties"), 0.75, "right"),
        Column(_("State"), 2.0),
        Column(_("Undecided"), 1.15, "right"),
        Column(_("Screened"), 1.3),
    ]
    rows = [_customer(one, names) for one in values.customers]
    shown = [one.name for one in values.customers] + [one.listed for one in values.matches]
    return [Table(columns, rows), *unprintable(shown)]


def _customer(one: SummaryCustomer, names: PaperNames) -> Sequence[Cell]:
    state = word(one.status)
    if one.status is CustomerStatus.LISTED and one.consequence:
        state = f"{state}: {terms.consequence(one.consequence)[0]}"
    return (
        one.name or _("(no name)"),
        one.reference,
        names.country(one.country) if one.country else "",
        str(one.parties),
        state,
        str(one.open_matches) if one.open_matches else "",
        one.screened or _("never"),
    )


def _looked_over() -> list[Flowable]:
    """Return the boxes of whoever puts the summary into the file."""
    return [
        EntryRow(
            [
                Entry(Label(_("By")), share=1.4, least=_SIGNED),
                Entry(Label(_("Date")), share=0.8, least=_SIGNED),
                Entry(Label(_("Signature")), share=1.8, least=_SIGNED),
            ]
        )
    ]


def _limits(values: SummaryValues) -> list[Flowable]:
    reach = _(
        "Shown is what scored {threshold} or more against {lists}. A party listed under a name not "
        "in the book, or owned by a listed party that nobody entered, would not show."
    ).format(threshold=terms.score(values.threshold), lists=lists_said(values.editions))
    if not values.editions:
        reach = _("No list was in force: nobody could be compared with anything.")
    limits = (
        (_("Reach."), reach),
        (
            _("Goods and use."),
            _(
                "It says nothing of what was sold, where it went and what it is used for; cases "
                "and their records do."
            ),
        ),
        (_("Time."), _("It holds for the moment printed above and for the lists named above.")),
    )
    return [TextBlock([Span(f"{head} ", SMALL_BOLD), Span(text, SMALL)], SMALL, after=3)
            for head, text in limits]  # fmt: skip
