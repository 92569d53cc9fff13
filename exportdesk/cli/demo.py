"""`exportdesk demo`: a made-up workspace."""

from pathlib import Path

import click

from exportdesk.cli.session import Session, console, desk_of, progress_bar
from exportdesk.core.demo_mark import is_demo
from exportdesk.core.figures import figure
from exportdesk.core.i18n import _
from exportdesk.core.processes import context, step_back
from exportdesk.core.progress import Silent
from exportdesk.core.words.choices import word
from exportdesk.operations.demo_cases import fill_cases, has_cases
from exportdesk.operations.demo_certifications import fill_certifications
from exportdesk.operations.demo_run import DemoReport, claim_folder, do_the_main_job, fill_demo
from exportdesk.operations.demo_telling import LISTS, WINDOW, Telling
from exportdesk.operations.open_windows import comes_forward, window_has
from exportdesk.operations.own_folders import demo_folder


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--headless", is_flag=True, help="Do the main job and say where the papers are.")
@click.option("--tell", type=click.Path(path_type=Path, dir_okay=False), hidden=True)
@click.pass_obj
def demo(session: Session, folder: Path | None, headless: bool, tell: Path | None) -> int:
    """Open a made-up workspace in FOLDER: company, customers, products, lists."""
    folder = folder or demo_folder()
    if not headless and is_demo(folder) and window_has(folder) and comes_forward(folder):
        console().print(_("The demo is open already: its window comes to the front."))
        return 0
    claim_folder(folder)
    telling = None if tell is None else Telling(tell)
    with desk_of(folder) as desk, progress_bar() as bar:
        progress = telling or bar
        if telling is not None:
            telling.begin(LISTS)
        fill_demo(desk, progress)
        workspace = desk.workspace()
        is_whole = bool(workspace.certifications.bodies()) and has_cases(workspace)
        report = do_the_main_job(desk, progress) if headless else None
    if report is None:
        if telling is not None:
            telling.begin(WINDOW)
        return _open_window(session, folder, is_whole=is_whole)
    _print_report(report, folder)
    return 0


def _open_window(session: Session, folder: Path, *, is_whole: bool) -> int:
    """Open the window; the first time, cases and certifications, which take seconds, come later."""
    if is_whole:
        return session.doors.open_window(folder, False)
    filling = context().Process(target=_fill_the_rest, args=(folder,))
    filling.start()
    code = session.doors.open_window(folder, False)
    filling.join()
    return code


def _fill_the_rest(folder: Path) -> None:
    """Put the demo's cases and certifications into its workspace, in a process of its own."""
    step_back()
    with desk_of(folder) as desk:
        fill_cases(desk, Silent(), certified=False)
        fill_certifications(desk.at, desk.clock, Silent())
        fill_cases(desk, Silent())


def _print_report(report: DemoReport, folder: Path) -> None:
    out = console()
    out.print(_("The demo workspace is in {folder}").format(folder=folder), markup=False)
    for edition in report.screening.editions:
        out.print(
            _("List in force: {source}, {listings} listings, published {published}").format(
                source=edition.source_name,
                listings=figure(edition.listings),
                published=edition.published,
            ),
            markup=False,
        )
    out.print(
        _("{customers} customers screened:").format(customers=figure(report.customers)),
        markup=False,
    )
    for result in report.screening.parties:
        for seen in result.matches:
            match = seen.match
            out.print(
                f"  {word(match.strength):12} {match.score:3.0f}  "
                f"{result.party.name}  ~  {match.matched_name} ({match.list})",
                markup=False,
            )
    quiet = sum(1 for result in report.screening.parties if not result.matches)
    out.print(
        _(
            "{matches} possible matches; for {quiet} customers no possible match was found. "
            "No one has decided anything yet."
        ).format(matches=report.screening.match_count, quiet=quiet),
        markup=False,
    )
    out.print(
        _("Screening record {number}: {paper}").format(
            number=report.screening.number, paper=report.paper
        ),
        markup=False,
    )
