"""Taking in a bundle from the command line: what became of each of its lists."""

from pathlib import Path

import click

from exportdesk.cli.session import (
    DONE,
    FAILED,
    WRONG_USE,
    complain,
    console,
    counted,
    print_json,
)
from exportdesk.core.errors import ExportDeskError, ListRefused
from exportdesk.core.i18n import _
from exportdesk.core.ids import SourceKey
from exportdesk.core.progress import Progress
from exportdesk.core.words import say, sentence
from exportdesk.operations.bundle import BundledState, BundleOutcome, BundleTaken
from exportdesk.operations.values import edition_value, finding_value
from exportdesk.wiring import Desk


def import_bundle(
    desk: Desk,
    file: Path,
    progress: Progress,
    *,
    only: SourceKey | None,
    override: str,
    as_json: bool,
) -> int:
    """Take in a bundle, say what became of each of its sources, and return the exit code."""
    try:
        taken = desk.bundles.take_in(file.absolute(), progress, only=only, override_reason=override)
    except KeyboardInterrupt:
        complain(sentence("bundle-stopped"))
        return FAILED
    if as_json:
        print_json(_value(taken))
    else:
        _print(taken)
    states = {outcome.state for outcome in taken.outcomes}
    if states & {BundledState.FAILED, BundledState.STOPPED}:
        return FAILED
    return WRONG_USE if BundledState.REFUSED in states else DONE


def _print(taken: BundleTaken) -> None:
    bundle = taken.bundle
    console().print(
        _("Bundle written on {made} on {host}").format(made=bundle.made.text, host=bundle.host),
        markup=False,
    )
    for outcome in taken.outcomes:
        edition = outcome.edition
        if edition is not None:
            listings = counted(edition.listings, "listing", "listings")
            dated = _("date not known")
            if edition.published:
                dated = _("published {day}").format(day=edition.published)
            console().print(
                _("{source}: {listings} in force; {dated}").format(
                    source=outcome.source, listings=listings, dated=dated
                ),
                markup=False,
            )
        else:
            _complain(outcome)


def _complain(outcome: BundleOutcome) -> None:
    if outcome.error is None:
        complain(f"{outcome.source}: {sentence('bundle-stopped')}")
        return
    complain(f"{outcome.source}: {say(outcome.error)}")
    if isinstance(outcome.error, ListRefused):
        for finding in outcome.error.facts.get("findings", ()):  # type: ignore[attr-defined] # facts are object
            told = sentence(finding.code, finding.facts)
            if told != say(outcome.error):
                click.echo(f"  - {told}", err=True)
        if outcome.error.facts.get("overridable"):
            click.echo("  " + _("To take it anyway, say why: --override REASON"), err=True)


def _value(taken: BundleTaken) -> dict[str, object]:
    bundle = taken.bundle
    return {
        "bundle": {"made": bundle.made.utc_text, "host": bundle.host, "program": bundle.program},
        "sources": [
            {
                "source": outcome.source,
                "state": outcome.state.value,
                "edition": edition_value(outcome.edition) if outcome.edition else None,
                "error": _error(outcome.error),
            }
            for outcome in taken.outcomes
        ],
    }


def _error(error: ExportDeskError | None) -> dict[str, object] | None:
    if error is None:
        return None
    findings = error.facts.get("findings", ())
    return {
        "code": error.code,
        "text": say(error),
        "findings": [finding_value(one) for one in findings],  # type: ignore[attr-defined] # facts are object
    }
