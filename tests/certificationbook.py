"""Forms as customers fill them in with another program."""

import io

from pypdf import PdfReader, PdfWriter

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
