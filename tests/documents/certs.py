"""Made-up certifications for the tests of their paper and for its benchmark."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from exportdesk.core import resources
from exportdesk.core.certifications import (
    Answers,
    CertificationForm,
    CertifiedCustomer,
    CertifiedEndUser,
    CertifiedItem,
    CertifiedOrder,
    CertifiedSignature,
    CertifiedUse,
    IntendedUse,
)
from exportdesk.core.ids import CertificationId, PartyId
from exportdesk.core.parties import Role
from exportdesk.documents.certification import certification
from exportdesk.documents.wording import WordingPair
from exportdesk.documents.wording_file import read_pair
from exportdesk.rulebook.countries_file import read_countries
from tests.documents.samples import NORTHFIELD

ID = CertificationId("0199c0de-0000-7000-8000-000000000147")
ITEMS = (
    CertifiedItem("NI-4418-T", "Tantalum capacitor, 47 µF 35 V", "853221", "EAR99", "2400", "pcs", "2"),  # noqa: E501 - a row
    CertifiedItem("NI-MX7-168", "Microcontroller, 32-bit, 168 MHz", "854231", "3A991.a", "600", "pcs", "1"),  # noqa: E501 - a row
    CertifiedItem("NI-GN2-L1", "GNSS receiver module", "852691", "7A994", "150", "pcs", "2"),
)  # fmt: skip

ASKED = Answers(
    customer=CertifiedCustomer(
        legal_name="Örnek Elektronik Sanayi ve Ticaret A.Ş.",
        registered_address="Organize Sanayi Bölgesi 14\n34776 Ümraniye, İstanbul",
        country="TR",
        website="ornek-elektronik.example",
        formed_on="2011-04-19",
    ),
    roles=frozenset({Role.PURCHASER, Role.ULTIMATE_CONSIGNEE}),
    order=CertifiedOrder("PO-88213", "2026-11-18"),
    use=CertifiedUse(uses=frozenset({IntendedUse.TRANSFORM})),
)
FILLED = replace(
    ASKED,
    use=CertifiedUse(
        frozenset({IntendedUse.TRANSFORM, IntendedUse.OTHER}),
        "spare parts",
        "Germany, France",
        (CertifiedEndUser("Marmara Otomotiv A.Ş.", "Bursa OSB 3. Cadde", "TR"),),
        country="TR",
    ),
    signature=CertifiedSignature(
        "Ayşe Yılmaz", "General Manager", "Örnek Elektronik", "2026-11-26", "İstanbul", True
    ),
)


@cache
def countries() -> dict[str, str]:
    """Return the names of all countries by code."""
    _day, all_countries = read_countries(resources.path("rulebook", "countries.csv"))
    return {one.code: one.name for one in all_countries.all()}


@cache
def pair(language: str) -> WordingPair:
    """Return the program's wording."""
    return read_pair(language)


def form(
    language: str = "en", items: int | Sequence[CertifiedItem] = 3, **changes: object
) -> CertificationForm:
    """Return a form with these items, or so many."""
    listed = [ITEMS[n % 3] for n in range(items)] if isinstance(items, int) else items
    plain = CertificationForm(
        ID,
        "C-2026-0147",
        date(2026, 11, 26),
        PartyId("customer"),
        language=language,
        wording=pair(language).english.version,
        translation=language if language != "en" else "",
        items=tuple(listed),
        asked=ASKED,
        return_to="export@northfield.example",
    )
    return replace(plain, **changes)  # type: ignore[arg-type] # any field of it


def made(one: CertificationForm, *, fillable: bool, answers: Answers | None = None) -> bytes:
    """Return the paper."""
    return certification(
        one,
        pair(one.language),
        NORTHFIELD,
        fillable=fillable,
        country_names=countries(),
        answers=answers,
    )
