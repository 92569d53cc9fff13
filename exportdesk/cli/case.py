"""`exportdesk case`: cases from files, how they stand, and what they come to."""

import json
from pathlib import Path

import click
from rich.table import Table

from exportdesk.cli.packs import tell_of_pack
from exportdesk.cli.session import (
    DONE,
    NO_LISTS,
    Session,
    complain,
    complain_of_old,
    console,
    desk_of,
    print_json,
    print_text,
    progress_bar,
)
from exportdesk.core.cases import Case, CaseState
from exportdesk.core.citations import of_citation
from exportdesk.core.errors import BadInput, ListsMissing
from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.words import say, sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.since_words import SinceNames, since_sentence
from exportdesk.operations.case_values import row_value, view_value
from exportdesk.operations.cases import CaseView
from exportdesk.storage.cases import CaseFilter
from exportdesk.storage.opening import fault
from exportdesk.wiring import Desk

HELD = 1
"""`case check`: the goods are not to go as things stand."""

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


@click.group(no_args_is_help=False)
def case() -> None:
    """Shipments looked at before they go: opening cases, and what they come to."""


@case.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--again", is_flag=True, help="Also where an open case has this reference.")
@click.option("--no-screen", is_flag=True, help="Do not screen its parties now.")
@_JSON
@click.pass_obj
def new(session: Session, file: Path, again: bool, no_screen: bool, as_json: bool) -> int:
    """Open a case as FILE (.json or .toml) says, and screen its parties.

    Ends with 3 where no list is in force or a list is too old; the case is kept all the same.
    """
    with desk_of(session.folder) as desk:
        made = desk.case_documents.open(file.absolute(), again=again)
        is_current = no_screen or _screened(desk, made)
        view = desk.cases.assess(desk.cases.get(made.id))
    _tell(view, desk.since_names, as_json)
    return DONE if is_current else NO_LISTS


@case.command()
@click.argument("number")
@_JSON
@click.pass_obj
def show(session: Session, number: str, as_json: bool) -> int:
    """Show the case of a NUMBER: what was entered, what is open, what it comes to."""
    with desk_of(session.folder, existing=True) as desk:
        view = desk.cases.assess(desk.cases.by_number(number))
    _tell(view, desk.since_names, as_json)
    return DONE


@case.command("list")
@click.argument("text", nargs=-1)
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([one.value for one in CaseState]),
    help="Only those in this state. May be given several times.",
)
@click.option("--customer", metavar="REFERENCE", help="Only those of this customer.")
@click.option("--changed", is_flag=True, help="Only signed ones that are different since.")
@_JSON
@click.pass_obj
def list_cases(
    session: Session,
    text: tuple[str, ...],
    states: tuple[str, ...],
    customer: str | None,
    changed: bool,
    as_json: bool,
) -> int:
    """List cases, the one that was changed last first; with TEXT those that hold every word."""
    with desk_of(session.folder, existing=True) as desk, progress_bar() as progress:
        holder = desk.workspace().customers.by_reference(customer) if customer else None
        if customer and holder is None:
            raise BadInput("customer-reference-unknown", reference=customer)
        wanted = CaseFilter(
            text=" ".join(text), states=tuple(map(CaseState, states)), customer=holder
        )
        rows = desk.cases.list(wanted)
        drifts = desk.case_drifts.all(progress)
    if changed:
        rows = [row for row in rows if row.id in drifts]
    if as_json:
        print_json([row_value(row, desk.since_names, drifts.get(row.id)) for row in rows])
        return DONE
    table = Table(box=None, pad_edge=False)
    for heading in (
        _m("Number"),
        _m("State"),
        _m("Outcome"),
        _m("Open"),
        _m("Customer"),
        _m("Reference"),
        _m("To"),
        _m("Since"),
    ):
        table.add_column(_(heading))
    for row in rows:
        drift = drifts.get(row.id)
        table.add_row(
            row.number,
            word(row.state),
            word(row.outcome),
            str(row.open_findings) if row.state is CaseState.OPEN else "",
            row.customer_name,
            row.reference,
            row.country,
            "" if drift is None else _("worse now") if drift.is_worse else _("changed"),
        )
    console().print(table)
    return DONE


@case.command()
@click.argument("number")
@_JSON
@click.pass_obj
def check(session: Session, number: str, as_json: bool) -> int:
    """Look at the case of a NUMBER again, with its parties screened as they are now.

    Ends with 0 where nothing in it holds the goods (of a signed case: nor would now), with 1 where
    something does, with 3 where no list is in force or a list is too old. That nothing holds them
    is no permission by an agency.
    """
    with desk_of(session.folder, existing=True) as desk:
        found = desk.cases.by_number(number)
        is_current = _screened(desk, found)
        view = desk.cases.assess(desk.cases.get(found.id))
    _tell(view, desk.since_names, as_json)
    if not is_current:
        return NO_LISTS
    signed = view.case.sign_off
    goes = view.outcome.lets_go and (signed is None or signed.outcome.lets_go)
    return DONE if goes and view.case.state is not CaseState.WITHDRAWN else HELD


@case.command()
@click.argument("number")
@_JSON
@click.pass_obj
def repeat(session: Session, number: str, as_json: bool) -> int:
    """Open a case for another order like that of a NUMBER."""
    with desk_of(session.folder, existing=True) as desk:
        made = desk.cases.repeat(desk.cases.by_number(number).id)
        view = desk.cases.assess(made)
    _tell(view, desk.since_names, as_json)
    return DONE


@case.command()
@click.argument("number")
@click.option("--out", type=click.Path(path_type=Path), help="The .json or .pdf file to write.")
@click.option("--anew", is_flag=True, help="A closed case's paper as of now: what changed since.")
@click.pass_obj
def report(session: Session, number: str, out: Path | None, anew: bool) -> int:
    """Write everything there is to say of the case of a NUMBER, as JSON or as a paper (PDF).

    The paper of a case that is signed off or withdrawn is the one kept then; that of an open one
    is a draft.
    """
    form = out.suffix.lower() if out is not None else ".json"
    if out is not None and form not in (".json", ".pdf"):
        raise BadInput("case-report-form", file=out.name)
    with desk_of(session.folder, existing=True) as desk:
        found = desk.cases.by_number(number)
        if form == ".pdf":
            data = desk.case_papers.anew(found) if anew else desk.case_papers.report(found)
        else:
            told = view_value(desk.cases.assess(found), desk.since_names)
            data = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    if out is None:
        print_text(data.decode())
        return DONE
    try:
        out.write_bytes(data)
    except OSError as error:
        raise fault(error, out) from error
    console().print(f"{found.number}: {out}", markup=False)
    return DONE


@case.command()
@click.argument("number")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="The .zip file to write, or a new folder.",
)
@click.pass_obj
def pack(session: Session, number: str, out: Path) -> int:
    """Write all there is of the case of a NUMBER: records, files, letters, hashes, events."""
    with desk_of(session.folder, existing=True) as desk, progress_bar() as progress:
        packed = desk.packs.case(desk.cases.by_number(number), out, progress)
    return tell_of_pack(packed)


def _screened(desk: Desk, case: Case) -> bool:
    """Screen the parties of a case; False where no list is in force, or one is too old."""
    try:
        with progress_bar() as progress:
            desk.case_parties.screen(case, progress)
    except ListsMissing as error:
        complain(say(error))
        return False
    return not complain_of_old(desk, desk.lists.uses())


def _tell(view: CaseView, names: SinceNames, as_json: bool) -> None:
    if as_json:
        print_json(view_value(view, names))
        return
    out, made = console(), view.case
    out.print(f"{made.number}  {made.title}  {made.reference}".rstrip(), markup=False)
    out.print(_standing(view), markup=False)
    out.print(sentence(f"outcome-{view.outcome}-means"), markup=False)
    for one in view.assessment.open:
        text = sentence(one.finding.code, one.finding.facts)
        out.print(f"  - {sentence(f'step-{one.finding.step}')}: {text}", markup=False)
        if one.finding.ground is not None:
            out.print(f"      {of_citation(one.finding.citation)}", markup=False)
    if view.drift is not None:
        out.print(_("Changed since the sign-off:"), markup=False)
        for each in view.drift.since:
            out.print(f"  * {since_sentence(each, names)}", markup=False)
        out.print(
            _("  It would come to this now: {outcome}.").format(outcome=word(view.drift.outcome)),
            markup=False,
        )


def _standing(view: CaseView) -> str:
    """Return how a case stands, and who closed it."""
    signed, off = view.case.sign_off, view.withdrawn
    if signed is not None:
        return _("Signed off by {name} at {at}: {outcome}.").format(
            name=signed.name, at=signed.at.text, outcome=word(signed.outcome)
        )
    if off is not None:
        return _("Withdrawn by {name} at {at}: {reason}").format(
            name=off.by or _("nobody named"), at=off.at.text, reason=off.reason
        )
    return _("{state}; as it stands: {outcome}.").format(
        state=word(view.case.state), outcome=word(view.outcome)
    )
