"""`exportdesk screen`: one party, or a file of them."""

import math
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from exportdesk.cli.session import (
    DONE,
    MATCHES,
    NO_LISTS,
    Session,
    complain,
    complain_of_old,
    console,
    counted,
    date_of,
    desk_of,
    print_json,
    print_text,
    progress_bar,
)
from exportdesk.core.editions import EditionUse
from exportdesk.core.errors import BadInput, ListsMissing
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.matches import Match
from exportdesk.core.parties import Party, PartyKind
from exportdesk.core.progress import Progress
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.core.words.mentioned import mentioned, mentioned_title
from exportdesk.operations.party_file import (
    check_target,
    read_parties,
    screen_rows,
    write_results,
)
from exportdesk.operations.past_screening import PastLists, PastScreening, past_value
from exportdesk.operations.screening import Screenings
from exportdesk.operations.values import also_value, groups_value, seen_value
from exportdesk.wiring import Desk


def _finite(
    _context: click.Context, _parameter: click.Parameter, value: float | None
) -> float | None:
    if value is not None and math.isnan(value):  # within no range, and so beyond none
        raise click.BadParameter(_("{text} is not a score.").format(text="nan"))
    return value


KINDS = [kind.value for kind in PartyKind if kind is not PartyKind.ADDRESS]


@click.command()
@click.argument("name", required=False, default="")
@click.option("--country", default="", metavar="CC", help="Country code or name.")
@click.option("--kind", type=click.Choice(KINDS), default="unknown", help="What the party is.")
@click.option("--address", default="", metavar="TEXT")
@click.option("--id", "identifier", default="", metavar="TEXT", help="Any number of the party's.")
@click.option("--file", "in_file", type=click.Path(path_type=Path), help="CSV or spreadsheet.")
@click.option("--out", "out_file", type=click.Path(path_type=Path), help=".csv, .xlsx or .jsonl")
@click.option(
    "--min-score",
    type=click.FloatRange(0, 100),
    callback=_finite,
    help="Lowest score shown; 0 shows all.",
)
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@click.option("--as-of", metavar="DATE", help="Against the lists in force at the end of that day.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def screen(
    session: Session,
    name: str,
    country: str,
    kind: str,
    address: str,
    identifier: str,
    in_file: Path | None,
    out_file: Path | None,
    min_score: float | None,
    limit: int,
    as_of: str | None,
    as_json: bool,
) -> int:
    """Screen NAME (and what is known beside it), or every party of a --file.

    Ends with 1 where possible matches were found, 0 where none was, 3 where none was found in lists
    that are missing, too old or of a date not known.
    """
    if in_file is None and out_file is not None:
        raise click.UsageError(_("--out goes with --file"))
    if in_file is not None and (name or country or address or identifier):
        raise click.UsageError(_("Give a NAME or a --file, not both."))
    with desk_of(session.folder) as desk, progress_bar() as progress, ExitStack() as stack:
        lists = _lists(desk, as_of, progress, stack)
        if in_file is not None:
            return _screen_file(desk, lists, in_file, out_file, min_score, limit, progress)
        code = desk.rulebook.countries.country_code(country) if country else ""
        if country and not code:
            raise BadInput("country-unknown", country=country)
        party = Party(name, PartyKind(kind), code, address, identifier)
        result = lists.screens.screen(party, min_score=min_score, limit=limit)
        found = tuple(seen.match for seen in result.matches)
        mention = result.mention
        if as_json:
            told = mention and asdict(mention)
            print_json(
                {
                    "name": name,
                    "mention": told,
                    "matches": [seen_value(party, seen) for seen in result.matches],
                    "groups": groups_value(result),
                    "also": also_value(result),
                    **lists.value,
                }
            )
        else:
            _print_matches(found, lists)
            if mention is not None:
                console().print(f"{mentioned_title(mention)}.", mentioned(mention), markup=False)
        return _ending(bool(found), desk, lists)


@dataclass(frozen=True, slots=True)
class _Lists:
    """What is screened against: the lists in force, or those of the end of a `past` day."""

    screens: Screenings | PastScreening
    editions: tuple[EditionUse, ...]
    past: PastLists | None = None

    @property
    def value(self) -> dict[str, object]:
        """The editions as plain values."""
        if self.past is not None:
            return past_value(self.past)
        return {"editions": {edition.source: edition.id for edition in self.editions}}


def _lists(desk: Desk, as_of: str | None, progress: Progress, stack: ExitStack) -> _Lists:
    if as_of:
        screens = stack.enter_context(desk.past.open(date_of(as_of), progress))
        return _Lists(screens, screens.lists.editions, screens.lists)
    if not desk.screenings.get_ready(progress):
        raise ListsMissing("no-lists")
    ready = desk.screenings.ready
    return _Lists(desk.screenings, ready.editions if ready else ())


def _ending(found: bool, desk: Desk, lists: _Lists) -> int:
    """Return the exit code; missing and old lists are complained of, and never end with `DONE`."""
    if lists.past is not None:
        old = lists.past.gaps
        for finding in lists.past.findings:
            complain(sentence(finding.code, finding.facts))
    else:
        old = complain_of_old(desk, lists.editions)
    if found:
        return MATCHES
    return NO_LISTS if old else DONE


def _screen_file(
    desk: Desk,
    lists: _Lists,
    in_file: Path,
    out_file: Path | None,
    min_score: float | None,
    limit: int,
    progress: Progress,
) -> int:
    if out_file is not None:
        check_target(out_file, in_file)
    rows = read_parties(in_file, desk.rulebook.countries)
    for row in rows:
        for code, facts in row.problems:
            click.echo(
                _("row {row}: {said}").format(row=row.row, said=sentence(code, facts)), err=True
            )
        if row.party.is_empty:
            click.echo(
                _("row {row}: {said}").format(row=row.row, said=sentence("party-empty")), err=True
            )
    results = screen_rows(rows, lists.screens, progress, min_score=min_score, limit=limit)
    print_text(write_results(results, lists.editions, out_file, lists.past))
    matched = sum(1 for result in results if result.matches)
    told = _("{parties} screened, {matched} with possible matches").format(
        parties=counted(len(results), "party", "parties"), matched=figure(matched)
    )
    if lists.past:
        told += _(", as of {day} in {zone}").format(day=lists.past.day, zone=lists.past.text)
    if out_file:
        told += _("; results in {file}").format(file=out_file)
    click.echo(told, err=True)
    return _ending(bool(matched), desk, lists)


def _day_of(edition: EditionUse) -> str:
    letter = edition.letter.dated if edition.letter else None
    day = edition.published or letter
    return day.isoformat() if day else _("a date not known")


def _print_matches(found: tuple[Match, ...], lists: _Lists) -> None:
    out = console()
    then = _("As of the end of {day}:").format(day=lists.past.day) + " " if lists.past else ""
    dates = "; ".join(
        _("{source} of {day}").format(source=edition.source, day=_day_of(edition))
        + (_(" (OLD)") if edition.too_old else "")
        for edition in lists.editions
    )
    if not found:
        out.print(then + _("No possible match found in {dates}.").format(dates=dates), markup=False)
        return
    table = Table(box=None, pad_edge=False)
    for heading in (_m("score"), _m("strength"), _m("list"), _m("country"), _m("listed party")):
        table.add_column(_(heading), justify="right" if heading == "score" else "left")
    for match in found:
        named = escape(match.name)
        if match.matched_name != match.name:
            named += f"  [dim]({escape(match.matched_name)})[/dim]"
        table.add_row(
            f"{match.score:.0f}",
            word(match.strength),
            match.list,
            " ".join(match.countries),
            named,
        )
    out.print(table)
    out.print(
        then
        + _("{matches} in {dates}.").format(
            matches=counted(len(found), "possible match", "possible matches"), dates=dates
        ),
        markup=False,
    )
