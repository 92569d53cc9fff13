"""`exportdesk certifications`: which there are, what came back, accepting it or not."""

from functools import partial
from pathlib import Path

import click
from rich.table import Table

from exportdesk.cli.certify import holder_of, put
from exportdesk.cli.session import (
    DONE,
    WRONG_USE,
    Session,
    complain,
    console,
    date_of,
    desk_of,
    print_json,
    progress_bar,
)
from exportdesk.core.certification_life import Certification, SentBy, Weight
from exportdesk.core.certifications import CertificationState
from exportdesk.core.clock import today
from exportdesk.core.errors import BadInput
from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.words import say
from exportdesk.core.words.choices import word
from exportdesk.operations.certification_pages import AnswerPage
from exportdesk.operations.certification_returns import Returned
from exportdesk.operations.certification_values import (
    back_value,
    certification_row,
    certification_value,
    finding_text,
)
from exportdesk.storage.certifications import CertificationFilter
from exportdesk.storage.opening import fault
from exportdesk.wiring import Desk

NOT_AS_ASKED = 1
"""`certifications receive`: something that came back is not as asked, or is for you to read."""

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")
_HOW = click.option(
    "--how",
    type=click.Choice([one.value for one in SentBy]),
    default=SentBy.FILE.value,
    show_default=True,
    help="How it goes to the customer.",
)


@click.group(no_args_is_help=False)
def certifications() -> None:
    """Customers' certifications: which there are, what came back, accepting it or not."""


@certifications.command("list")
@click.argument("text", nargs=-1)
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([one.value for one in CertificationState if one.value != "none"]),
    help="Only those in this state. May be given several times.",
)
@click.option("--customer", metavar="REFERENCE", help="Only those of this customer.")
@click.option("--renew", is_flag=True, help="Only those that are to be renewed.")
@_JSON
@click.pass_obj
def list_certifications(
    session: Session,
    text: tuple[str, ...],
    states: tuple[str, ...],
    customer: str | None,
    renew: bool,
    as_json: bool,
) -> int:
    """List certifications, the one changed last first; with TEXT those that hold every word."""
    with desk_of(session.folder, existing=True) as desk:
        holder = holder_of(desk, customer) if customer else None
        wanted = CertificationFilter(
            text=" ".join(text), states=tuple(map(CertificationState, states)), customer=holder
        )
        rows = desk.certifications.list(wanted)
        if renew:
            due = {row.id for row in desk.certifications.renewals()}
            rows = [row for row in rows if row.id in due]
    if as_json:
        print_json([certification_row(row) for row in rows])
        return DONE
    table = Table(box=None, pad_edge=False)
    for heading in (
        _m("Number"),
        _m("State"),
        _m("Customer"),
        _m("Order"),
        _m("To"),
        _m("To check"),
        _m("Ends"),
    ):
        table.add_column(_(heading))
    for row in rows:
        table.add_row(
            f"{row.number}/{row.version}",
            word(row.state),
            row.customer_name,
            row.reference,
            row.country,
            str(row.findings) if row.findings else "",
            row.expires_on,
        )
    console().print(table)
    return DONE


@certifications.command()
@click.argument("number")
@click.option("--out", type=click.Path(path_type=Path), help="Write its PDF too, as it was sent.")
@click.option("--flat", is_flag=True, help="The PDF for paper, with nothing to fill in.")
@_JSON
@click.pass_obj
def show(session: Session, number: str, out: Path | None, flat: bool, as_json: bool) -> int:
    """Show the certification of a NUMBER, `C-2026-0001/1` a certain version, or of a code."""
    with desk_of(session.folder, existing=True) as desk:
        one = desk.certifications.by_number(number)
        if out is not None:
            mark = "DRAFT" if one.is_draft else ""
            put(out, desk.certifications.paper(one, fillable=not flat, mark=mark))
        _tell(desk, one, as_json)
    return DONE


@certifications.command()
@click.argument("number")
@click.option("--out", type=click.Path(path_type=Path), help="The PDF to write.")
@_HOW
@_JSON
@click.pass_obj
def send(session: Session, number: str, out: Path | None, how: str, as_json: bool) -> int:
    """Keep that the draft of a NUMBER goes to the customer; it is locked from then on."""
    with desk_of(session.folder, existing=True) as desk:
        one = desk.certifications.by_number(number)
        sent = desk.certifications.send(one.id, SentBy(how))
        if out is not None:
            put(out, desk.certifications.paper(sent, fillable=how != SentBy.PRINT))
        _tell(desk, sent, as_json)
    return DONE


@certifications.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--number", metavar="NUMBER", help="Which it belongs to, where no code says so.")
@click.option("--signed-in-ink", is_flag=True, help="You have seen a signature in ink on it.")
@click.option("--other-paper", is_flag=True, help="Take in another paper of ExportDesk, too.")
@click.option("--damaged", is_flag=True, help="With --number, take in a damaged PDF, too.")
@_JSON
@click.pass_obj
def receive(
    session: Session,
    files: tuple[Path, ...],
    number: str | None,
    signed_in_ink: bool,
    other_paper: bool,
    damaged: bool,
    as_json: bool,
) -> int:
    """Take in each FILE that came back, and compare it with what was asked.

    With --number, several are the pages of one answer, in the order of their names.

    Ends with 0 where all is as asked, with 1 where something is not, with 2 where a file could not
    be taken in; the others are all the same, but of the pages of one answer none is.
    """
    found: list[Returned] = []
    pages: list[AnswerPage] = []
    failed = False
    with desk_of(session.folder, existing=True) as desk, progress_bar() as progress:
        wanted = desk.certifications.by_number(number).id if number else None
        read = partial(desk.certifications.page, other_paper=other_paper, damaged=damaged)
        for done, file in enumerate(files):
            progress.step(done, len(files))
            try:
                if wanted is not None and len(files) > 1:
                    pages.append(read(file.absolute(), wanted))
                    continue
                found.append(
                    desk.certifications.receive(
                        file.absolute(),
                        certification=wanted,
                        ink_signature_seen=signed_in_ink,
                        other_paper=other_paper,
                        damaged=damaged,
                    )
                )
            except BadInput as error:
                failed = True
                complain(say(error))
        if wanted is not None and pages and not failed:
            keep = desk.certifications.receive_pages
            found.append(keep(wanted, pages, ink_signature_seen=signed_in_ink))
    if as_json:
        told = [_returned_value(each) for each in found]
        print_json(told)
    else:
        for each in found:
            _tell_return(each)
    odd = any(each.back.is_odd or each.back.is_unread for each in found)
    return WRONG_USE if failed else NOT_AS_ASKED if odd else DONE


@certifications.command()
@click.argument("number")
@click.option("--name", required=True, help="Who accepts it.")
@click.option("--reason", default="", help="Why, where something is not as asked.")
@click.option("--until", metavar="DATE", help="The last day it counts; else a year after its date.")
@click.option("--signed-in-ink", is_flag=True, help="You have seen a signature in ink on it.")
@_JSON
@click.pass_obj
def accept(
    session: Session,
    number: str,
    name: str,
    reason: str,
    until: str | None,
    signed_in_ink: bool,
    as_json: bool,
) -> int:
    """Accept what came back for a NUMBER."""
    ends = date_of(until) if until else None
    with desk_of(session.folder, existing=True) as desk:
        one = desk.certifications.by_number(number)
        one = desk.certifications.accept(
            one.id, name, reason, expires_on=ends, ink_signature_seen=signed_in_ink
        )
        _tell(desk, one, as_json)
    return DONE


@certifications.command()
@click.argument("number")
@click.option("--reason", required=True, help="Why.")
@click.option("--name", default="", help="Who rejects it; the operator of the settings else.")
@_JSON
@click.pass_obj
def reject(session: Session, number: str, reason: str, name: str, as_json: bool) -> int:
    """Reject what came back for a NUMBER, or take an acceptance back."""
    with desk_of(session.folder, existing=True) as desk:
        one = desk.certifications.by_number(number)
        _tell(desk, desk.certifications.reject(one.id, reason, name), as_json)
    return DONE


@certifications.command()
@click.argument("number")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@_JSON
@click.pass_obj
def attach(session: Session, number: str, files: tuple[Path, ...], as_json: bool) -> int:
    """Keep more files with the certification of a NUMBER: an original on paper, a letter."""
    with desk_of(session.folder, existing=True) as desk:
        one = desk.certifications.by_number(number)
        for file in files:
            one = desk.certifications.attach(one.id, _read(file.absolute()), file.name)
        _tell(desk, one, as_json)
    return DONE


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BadInput("file-missing", path=str(path)) from error
    except OSError as error:
        raise fault(error, path) from error


def _tell(desk: Desk, one: Certification, as_json: bool) -> None:
    day = today(desk.clock)
    if as_json:
        print_json(certification_value(one, day))
        return
    out = console()
    head = f"{one.title}  {word(one.standing(day))}  {one.customer_name}"
    out.print(head.rstrip(), markup=False)
    if one.sending is not None:
        sent = one.sending
        out.print(
            _("  Sent at {at} by {by}: {how}.").format(
                at=sent.at.text, by=sent.by, how=word(sent.how)
            ),
            markup=False,
        )
    for back in one.returns:
        out.print(
            _("  Came back at {at}: {name}.").format(at=back.at.text, name=back.file.name),
            markup=False,
        )
        for file in back.more:
            out.print(_("  With it: {name}.").format(name=file.name), markup=False)
        for found in one.open_findings(back):
            out.print(f"    {_mark(found.weight)} {finding_text(found)}", markup=False)
    for file in one.other_files:
        out.print(_("  Also kept: {name}.").format(name=file.name), markup=False)
    if one.ruling is not None:
        told = _("Rejected by {name} at {at}. {reason}")
        if one.ruling.accepted:
            told = _("Accepted by {name} at {at}. {reason}")
        said = told.format(name=one.ruling.name, at=one.ruling.at.text, reason=one.ruling.reason)
        out.print(f"  {said.rstrip()}", markup=False)
    if one.expires_on is not None:
        out.print(
            _("  It counts until {day}.").format(day=one.expires_on.isoformat()),
            markup=False,
        )


def _tell_return(found: Returned) -> None:
    out, one = console(), found.certification
    names = ", ".join(file.name for file in found.back.files)
    out.print(f"{names}: {one.title}  {one.customer_name}", markup=False)
    if not found.back.findings:
        out.print(_("  All is as asked. A person accepts it."), markup=False)
    for each in found.back.findings:
        out.print(f"  {_mark(each.weight)} {finding_text(each)}", markup=False)


def _returned_value(found: Returned) -> dict[str, object]:
    one = found.certification
    return {
        "id": one.id,
        "number": one.number,
        "version": one.form.version,
        "customer_name": one.customer_name,
        **back_value(found.back),
    }


def _mark(weight: Weight) -> str:
    return {Weight.SERIOUS: "!", Weight.LOOK: "?", Weight.NOTE: "-"}[weight]
