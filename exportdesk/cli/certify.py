"""`exportdesk certify`: certifications for customers to sign."""

from collections.abc import Sequence
from pathlib import Path

import click

from exportdesk.cli.session import (
    DONE,
    Session,
    complain,
    console,
    desk_of,
    print_json,
    progress_bar,
)
from exportdesk.core.certification_life import Certification, SentBy
from exportdesk.core.certifications import ENGLISH
from exportdesk.core.clock import today
from exportdesk.core.errors import BadInput, ExportDeskError
from exportdesk.core.ids import PartyId, ProductId
from exportdesk.core.progress import Cancelled, Progress
from exportdesk.core.words.certifications import lacks_words
from exportdesk.core.words.choices import word
from exportdesk.documents.wording_points import lacking
from exportdesk.operations.certification_batch import file_name
from exportdesk.operations.certification_values import certification_value
from exportdesk.storage.opening import fault
from exportdesk.wiring import Desk

_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON value.")


@click.command()
@click.argument("customers", metavar="CUSTOMER...", nargs=-1)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The PDF to write, or a folder where there are several customers.",
)
@click.option("--language", default=ENGLISH, show_default=True, help="Language to stand beside it.")
@click.option("--case", "number", metavar="NUMBER", help="The case whose items it is to name.")
@click.option("--sku", "skus", multiple=True, help="A product it is to name; may be repeated.")
@click.option("--draft", is_flag=True, help="Keep it as a draft; with --out, a draft is printed.")
@_JSON
@click.pass_obj
def certify(
    session: Session,
    customers: tuple[str, ...],
    out: Path | None,
    language: str,
    number: str | None,
    skus: tuple[str, ...],
    draft: bool,
    as_json: bool,
) -> int:
    """Make a certification for each CUSTOMER (its reference) to fill in, sign and return.

    What is written goes out: it is locked from then on. With --draft it can still be changed.
    """
    if not (customers or number):
        raise BadInput("certification-for-nobody")
    if out is None and not draft:
        raise BadInput("certification-out-missing")
    with desk_of(session.folder) as desk, progress_bar() as progress:
        case = desk.cases.by_number(number).id if number else None
        products = [_product(desk, sku) for sku in skus]
        holders: list[PartyId | None] = [holder_of(desk, one) for one in customers]
        drafts = []
        for done, holder in enumerate(holders or [None]):
            progress.step(done, len(holders) or 1)
            drafts.append(desk.certifications.make.prepared(holder, case, products, language))
        made = [*desk.certifications.keep(drafts)]
        if out is not None:
            made = _write(desk, made, out, progress, draft=draft)
        day = today(desk.clock)
        english = desk.certifications.make.wording(ENGLISH).english
        if lacks := lacking(english.texts, english.clauses):
            complain(lacks_words(lacks))
    if as_json:
        print_json([certification_value(one, day) for one in made])
        return DONE
    for one in made:
        told = f"{one.title}  {word(one.state)}  {one.customer_name}"
        console().print(told.rstrip(), markup=False)
    return DONE


def holder_of(desk: Desk, reference: str) -> PartyId:
    """Return the customer of a reference. Raises BadInput."""
    found = desk.workspace().customers.by_reference(reference)
    if found is None:
        raise BadInput("customer-reference-unknown", reference=reference)
    return found


def _product(desk: Desk, sku: str) -> ProductId:
    found = desk.workspace().products.by_sku(sku)
    if found is None:
        raise BadInput("certification-sku-unknown", sku=sku)
    return found


def _write(
    desk: Desk, made: Sequence[Certification], out: Path, progress: Progress, *, draft: bool
) -> list[Certification]:
    """Write the form of each; those of drafts say so. What cannot be written goes nowhere."""
    several = len(made) > 1 or out.is_dir()
    try:
        if draft:
            if several:
                _folder(out)
            for one in made:
                data = desk.certifications.paper(one, fillable=True, mark="DRAFT")
                put(out / file_name(one) if several else out, data)
            return [*made]
        if several:
            ids = [one.id for one in made]
            return [*desk.certification_batches.write(ids, out, progress).made]
        sent = desk.certifications.send(made[0].id, SentBy.FILE)
        put(out, desk.certifications.paper(sent, fillable=True))
        return [sent]
    except (ExportDeskError, Cancelled):
        for one in made:
            if desk.certifications.get(one.id).is_draft:
                desk.certifications.discard(one.id)
        raise


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fault(error, path) from error


def put(path: Path, data: bytes) -> None:
    """Write a file. Raises StorageFault."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise fault(error, path) from error
