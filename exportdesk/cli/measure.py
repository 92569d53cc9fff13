"""`exportdesk measure`: how well the threshold works on the lists in force."""

from pathlib import Path

import click
from rich.table import Table

from exportdesk.cli.session import (
    Session,
    complain_of_old,
    console,
    desk_of,
    print_json,
    progress_bar,
)
from exportdesk.core.errors import BadInput
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.measurements import Measurement, Tally
from exportdesk.core.words.choices import word
from exportdesk.operations.measure import measure, measurement_value, report
from exportdesk.storage.opening import fault


@click.command("measure")
@click.option("--threshold", type=click.FloatRange(0, 100), help="Another than your own.")
@click.option(
    "--out", "out_file", type=click.Path(path_type=Path, dir_okay=False), help="A PDF of one page."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
@click.pass_obj
def measure_command(
    session: Session, threshold: float | None, out_file: Path | None, as_json: bool
) -> None:
    """How well does my threshold work? Screens changed listed names and ordinary made-up ones."""
    if out_file is not None and not out_file.parent.is_dir():
        raise BadInput("out-folder-missing", folder=str(out_file.parent))
    with desk_of(session.folder) as desk, progress_bar() as progress:
        measured = measure(desk, progress, threshold=threshold)
        if out_file is not None:
            paper = report(
                measured, desk.rulebook.countries.country_name, desk.templates.letterhead()
            )
            try:
                out_file.write_bytes(paper)
            except OSError as error:
                raise fault(error, out_file) from error
        complain_of_old(desk, measured.editions)
    if as_json:
        print_json(measurement_value(measured))
    else:
        _print_measured(measured)


def _print_measured(measured: Measurement) -> None:
    out = console()
    out.print(
        _("Threshold {threshold}, screened by name alone.").format(
            threshold=f"{measured.threshold:g}"
        ),
        markup=False,
    )
    table = Table(box=None, pad_edge=False)
    table.add_column(_("listed names"))
    for heading in (_m("tried"), _m("shown"), _m("share")):
        table.add_column(_(heading), justify="right")
    for variation, tally in measured.by_variation.items():
        table.add_row(word(variation), *_cells(tally))
    table.add_row(_("all changed names"), *_cells(measured.varied), style="bold")
    table.add_row(_("made-up ordinary names that alert"), *_cells(measured.clean), style="bold")
    out.print(table)
    out.print(
        _("A sample shows what to expect; it promises nothing of any one party."), markup=False
    )


def _cells(tally: Tally) -> tuple[str, str, str]:
    return figure(tally.tried), figure(tally.shown), f"{figure(100 * tally.rate, 1)} %"
