"""The page "How well does my threshold work?": both sides of the trade, and what they rest on."""

from collections.abc import Callable, Sequence

from reportlab.platypus import Flowable

from exportdesk.core.i18n import _, in_english, ngettext
from exportdesk.core.measurements import Measurement, Tally
from exportdesk.core.papers import Letterhead
from exportdesk.core.words.choices import word
from exportdesk.documents import terms
from exportdesk.documents.blocks import Field, Fields, Note
from exportdesk.documents.page import Paper, render, with_letterhead
from exportdesk.documents.record_parts import records_hash
from exportdesk.documents.tables import Cell, Column, Table
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import LEAD, SMALL, TITLE, Style

_DENSE = Style(7.3, 8.8)
_DENSE_BOLD = Style(7.3, 8.8, bold=True)
_MOST_EDITIONS = 3


@in_english
def measure_report(
    measurement: Measurement,
    *,
    country_name: Callable[[str], str],
    letterhead: Letterhead | None = None,
) -> bytes:
    """Return the measurement as PDF: the same bytes for the same input."""
    company = measurement.company
    head = measurement.head.hash[:16]
    day = measurement.at.local.date().isoformat()
    paper = Paper(
        title=_("How well does my threshold work?"),
        number=day,
        notes=(measurement.at.text, records_hash(head)),
        code=f"EXPORTDESK THRESHOLD {terms.score(measurement.threshold)} {day} {head}",
        company=company,
        country=country_name(company.country) if company.country else "",
        foot_note=_("A measurement on a sample, not legal advice."),
        subject=_("Detection and false-match rate of the threshold in use"),
        producer=f"ExportDesk {measurement.program_version}",
    )
    return render(with_letterhead(paper, letterhead), _story(measurement))


def _story(measurement: Measurement) -> list[Flowable]:
    return [
        TextBlock(_("How well does my threshold work?"), TITLE),
        TextBlock(summary(measurement), LEAD, after=4),
        *_old_lists(measurement),
        _about(measurement),
        _found_table(measurement),
        _others_table(measurement),
        *(
            TextBlock([Span(f"{head} ", _DENSE_BOLD), Span(text, _DENSE)], _DENSE, after=3)
            for head, text in _explanations(measurement)
        ),
    ]


def summary(measurement: Measurement) -> str:
    """Return the two rates in a sentence or two."""
    return _(
        "At a threshold of {threshold}, {found} of {tried} changed listed names were shown as a "
        "possible match ({rate}), and {alerts} of {clean} made-up ordinary names raised one "
        "({false_rate})."
    ).format(
        threshold=terms.score(measurement.threshold),
        found=f"{measurement.varied.shown:,}",
        tried=f"{measurement.varied.tried:,}",
        rate=_percent(measurement.varied.rate),
        alerts=f"{measurement.clean.shown:,}",
        clean=f"{measurement.clean.tried:,}",
        false_rate=_percent(measurement.clean.rate),
    )


def _old_lists(measurement: Measurement) -> list[Note]:
    old = [edition.source_name for edition in measurement.editions if edition.too_old]
    undated = [one.source_name for one in measurement.editions if one.age_unknown]
    undated = [name for name in undated if name not in old]
    said = []
    if old:
        words = ngettext(
            "OLD LIST: {lists} was older than the company's own limit at the time.",
            "OLD LISTS: {lists} were older than the company's own limit at the time.",
            len(old),
        )
        said.append(words.format(lists=_few(old)))
    if undated:
        said.append(_("DATE NOT KNOWN: {lists}.").format(lists=_few(undated)))
    return [Note(text, "caution", style=SMALL, after=3) for text in said]


def _few(names: list[str]) -> str:
    """Return the first name and how many more there are: the report stays on one page."""
    if len(names) == 1:
        return names[0]
    return _("{name} and {count} more").format(name=names[0], count=len(names) - 1)


def _about(measurement: Measurement) -> Fields:
    return Fields(
        [
            Field(_("Lowest score shown"), terms.score(measurement.threshold), 0.9),
            Field(_("Matching method"), measurement.algorithm, 1.0),
            Field(_("Program"), f"ExportDesk {measurement.program_version}", 1.1),
            Field(
                _("Operator"),
                measurement.operator or _("not provided"),
                1.4,
                quiet=not measurement.operator,
            ),
        ]
    )


def _found_table(measurement: Measurement) -> Table:
    columns = [
        Column(_("How the name was written"), 2.6),
        Column(_("Names tried"), 1.0, "right"),
        Column(_("Shown"), 0.9, "right"),
        Column(_("Not shown"), 0.9, "right"),
        Column(_("Share shown"), 1.0, "right"),
        Column(_("Likely range"), 1.5, "right"),
    ]
    rows: list[Sequence[Cell]] = [
        _row(word(variation), tally) for variation, tally in measurement.by_variation.items()
    ]
    # No range for all together: a name that is hard to find counts in every way it was written.
    rows.append(_bold([*_row(_("All changed names together"), measurement.varied)[:-1], ""]))
    rows.append(_bold(_row(_("Made-up ordinary names"), measurement.clean)))
    return Table(columns, rows, style=_DENSE, before=6, after=9)


def _row(label: str, tally: Tally) -> list[str]:
    low, high = tally.likely
    return [
        label,
        f"{tally.tried:,}",
        f"{tally.shown:,}",
        f"{tally.tried - tally.shown:,}",
        _percent(tally.rate),
        _("{low} to {high}").format(low=_percent(low), high=_percent(high)),
    ]


def _bold(cells: Sequence[str]) -> list[Cell]:
    return [[Span(cell, _DENSE_BOLD)] for cell in cells]


def _others_table(measurement: Measurement) -> Table:
    columns = [Column(_("At another lowest score shown"), 2.6)]
    columns += [Column(terms.score(one.threshold), 1.0, "right") for one in measurement.others]
    return Table(
        columns,
        [
            [
                _("Changed listed names shown"),
                *(_percent(one.listed.rate) for one in measurement.others),
            ],
            [
                _("Made-up ordinary names that alert"),
                *(_percent(one.clean.rate) for one in measurement.others),
            ],
        ],
        style=_DENSE,
        after=9,
    )


def _explanations(measurement: Measurement) -> list[tuple[str, str]]:
    return [
        (
            _("What was done."),
            _(
                "{names} names were drawn from the lists in force and screened by name alone, "
                "without country or kind, as published and changed; then {clean} made-up ordinary "
                "names of people and companies, none of them listed. The same lists give the same "
                "sample. A country and a kind beside the name usually help on both sides."
            ).format(
                names=f"{measurement.published.tried:,}", clean=f"{measurement.clean.tried:,}"
            ),
        ),
        (
            _("The trade."),
            _(
                "A lower threshold shows more listed parties, and more that have nothing to do "
                "with yours; a higher one shows fewer of both. Which is right is the company's "
                "choice. A listed name that is not shown is one nobody would have looked at."
            ),
        ),
        (
            _("What it does not say."),
            _(
                "People do not err by rule, and your customers are not these made-up ones: expect "
                "other rates, near these. The likely range is what chance in drawing the sample "
                "leaves open. Weak aliases and entries without a name are not in it. No rate tells "
                "anything about one single party, its owners or the use of the goods."
            ),
        ),
        (_("Lists."), _lists_said(measurement)),
    ]


def _lists_said(measurement: Measurement) -> str:
    editions = measurement.editions
    said = [
        ngettext(
            "{list} of {date}, {count} listing",
            "{list} of {date}, {count} listings",
            edition.listings,
        ).format(
            list=edition.source_name,
            date=edition.published.isoformat() if edition.published else _("a date not known"),
            count=f"{edition.listings:,}",
        )
        for edition in editions[:_MOST_EDITIONS]
    ]
    rest = len(editions) - len(said)
    if rest:
        said.append(_("and {count} more sources").format(count=rest))
    return "; ".join(said) + "."


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
