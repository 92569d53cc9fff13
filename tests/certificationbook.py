"""Certifications of the demo's customers in every state, for pictures and tests of the window."""

import io

from pypdf import PdfReader, PdfWriter

from exportdesk.core.certification_life import Certification, SentBy
from exportdesk.core.progress import Silent
from exportdesk.operations.product_rows import ProductQuery
from exportdesk.wiring import Desk

TICKED = ("confirm_", "use_use", "role_end_user", "signer_authorized")


def filled_in(form: bytes, **more: str) -> bytes:
    """Return a form as another program fills it in; `more` are fields with what they hold."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(form)))
    values = {
        name: "/Yes" if name.startswith(TICKED) else "/Off"
        for name, field in (writer.get_fields() or {}).items()
        if field.get("/FT") == "/Btn"
    }
    values |= {
        "signer_name": "Greta Baltex",
        "signer_title": "Managing director",
        "signer_signed_on": "2026-11-20",
        "use_countries": "DE",
        **more,
    }
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(values))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def open_certifications(desk: Desk) -> None:
    """Make certifications, and bring each into another state."""
    life = desk.certifications
    products = [row.id for row in desk.product_rows.find(ProductQuery(), Silent()).rows][:4]
    holders = sorted(desk.workspace().customers.all(), key=lambda one: one.name)[:6]
    made = [
        life.draft(one.id, products=products, language=language)
        for one, language in zip(holders, ("en", "es", "en", "en", "en", "zh"), strict=True)
    ]
    sent = [life.send(one.id, SentBy.EMAIL) for one in made[1:]]
    for one in sent[:3]:
        life.receive(_back(desk, one, odd=one is sent[0]), f"{one.number} signed.pdf")
    life.saw_signature(sent[1].id)
    life.accept(sent[1].id, "Dana Whitfield", "Called the customer and asked.")
    life.reject(sent[2].id, "The signer has left the company")


def _back(desk: Desk, one: Certification, *, odd: bool) -> bytes:
    name = one.form.asked.customer.legal_name
    more = {"signer_company": name}
    if odd:
        more |= {"signer_title": "", "customer_legal_name": f"{name} Trading"}
    return filled_in(desk.certifications.paper(one, fillable=True), **more)
