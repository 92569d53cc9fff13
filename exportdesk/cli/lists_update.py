"""`exportdesk lists update`: fetching newer lists."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from exportdesk.cli.lists_state import standing, status_value
from exportdesk.cli.rescreen import rescreen_after, rescreen_value, tell_rescreened
from exportdesk.cli.session import (
    FAILED,
    Session,
    complain,
    console,
    counted,
    desk_of,
    print_json,
    progress_bar,
)
from exportdesk.cli.unlocking import is_locked
from exportdesk.core.errors import BadInput, ListRefused
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.list_checks import CheckState
from exportdesk.core.progress import Cancelled
from exportdesk.core.words import say, sentence
from exportdesk.lists import Source
from exportdesk.operations.lists_status import ListsStatus
from exportdesk.operations.no_network import without_network
from exportdesk.operations.restoring import finish_pending
from exportdesk.operations.update_lists import UpdateOutcome
from exportdesk.operations.values import check_value, edition_value
from exportdesk.wiring import Desk
from exportdesk.wiring.desk import open_lists_only

_WRONG = (CheckState.REFUSED, CheckState.FAILED)


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE ...]")
@click.option(
    "--override",
    default="",
    metavar="REASON",
    help="Take the file of one SOURCE that the last update refused.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def update(session: Session, sources: tuple[str, ...], override: str, as_json: bool) -> int:
    """Fetch what is new from the publishers: of every source in use, or of these.

    Ends with 4 where a source could not be fetched or was refused, else with 3 where a list in use
    is missing, too old or of a date not known.
    """
    if override and len(sources) != 1:
        raise BadInput("override-one-source")
    keys = tuple(SourceKey(key) for key in sources) or None
    # The system's timer has no password to give. The lists are not encrypted: they are fetched, and
    # what is to be done with them waits for who opens the workspace.
    locked = is_locked(session.folder) and not override
    with _locked_desk(session.folder) if locked else desk_of(session.folder) as desk:
        outcomes: tuple[UpdateOutcome, ...]
        if override:
            with progress_bar() as progress:
                outcomes = (desk.updates.take_anyway(SourceKey(sources[0]), override, progress),)
        else:
            outcomes = _update(desk, keys)
        rescreened = rescreen_after(desk, outcomes)
        found = desk.lists.status()
    if as_json:
        print_json(_value(outcomes, found) | {"customers": rescreen_value(rescreened)})
    else:
        _print(outcomes)
        if rescreened is not None:
            tell_rescreened(rescreened)
    if locked:
        complain(sentence("update-locked", {"path": str(session.folder)}))
    return FAILED if any(one.state in _WRONG for one in outcomes) else standing(found)


@contextmanager
def _locked_desk(folder: Path) -> Generator[Desk]:
    """Lend a desk with the lists of a workspace whose password nobody gave."""
    finish_pending(folder)
    with TemporaryDirectory(prefix="exportdesk-") as place:
        desk = open_lists_only(folder, Path(place))
        try:
            yield desk
        finally:
            desk.close()


def _update(desk: Desk, keys: tuple[SourceKey, ...] | None) -> tuple[UpdateOutcome, ...]:
    done: list[UpdateOutcome] = []
    with progress_bar() as progress:

        def begun(source: Source, number: int, total: int) -> None:
            progress.begin(f"{number}/{total} {source.key}")

        try:
            return desk.updates.update(keys, progress, begun=begun, done=done.append)
        except (Cancelled, KeyboardInterrupt):
            stands = [one.source for one in done if one.state is CheckState.UPDATED]
            if not stands:
                raise
            words = _("Stopped. What was updated before stays in force: {sources}")
            complain(words.format(sources=", ".join(stands)))
            raise click.exceptions.Exit(FAILED) from None


def _print(outcomes: tuple[UpdateOutcome, ...]) -> None:
    asked = [one for one in outcomes if one.state is not CheckState.BY_HAND]
    quiet = without_network(one.error for one in asked)
    if quiet is not None:
        complain(say(quiet))
    for one in outcomes:
        match one.state:
            case CheckState.UPDATED | CheckState.UNCHANGED if one.edition is not None:
                edition = one.edition
                listings = counted(edition.listings, "listing", "listings")
                words = (
                    _(
                        "{source}: updated; {listings} in force ({added} added, {removed} removed,"
                        " {changed} changed)"
                    )
                    if one.state is CheckState.UPDATED
                    else _("{source}: unchanged; {listings} in force")
                )
                told = words.format(
                    source=one.source,
                    listings=listings,
                    added=figure(edition.added),
                    removed=figure(edition.removed),
                    changed=figure(edition.changed),
                )
                console().print(told, markup=False)
            case CheckState.BY_HAND if one.error is not None:
                console().print(f"{one.source}: {say(one.error)}", markup=False)
            case _ if one.error is not None and quiet is None:
                complain(f"{one.source}: {say(one.error)}")
                _tell_findings(one)


def _tell_findings(one: UpdateOutcome) -> None:
    check = one.check
    if not isinstance(one.error, ListRefused) or check is None:
        return
    for finding in check.findings:
        told = sentence(finding.code, finding.facts)
        if told != say(one.error):
            click.echo(f"  - {told}", err=True)
    if check.file:
        words = _("To take it anyway, say why: exportdesk lists update {source} --override REASON")
        click.echo("  " + words.format(source=one.source), err=True)


def _value(outcomes: tuple[UpdateOutcome, ...], found: ListsStatus) -> dict[str, object]:
    return {
        "outcomes": [
            {
                "source": one.source,
                "state": one.state.value,
                "code": one.error.code if one.error else "",
                "message": say(one.error) if one.error else "",
                "check": check_value(one.check) if one.check else None,
                "edition": edition_value(one.edition) if one.edition else None,
            }
            for one in outcomes
        ],
        "status": status_value(found),
    }
