"""Forms filled in by programs that have nothing to do with ours, and read by several."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from exportdesk.diligence.returned_print import print_difference
from exportdesk.documents.returned_reading import OpenedForm
from exportdesk.documents.wording_file import LANGUAGES
from tests.documents.certs import form, made
from tests.documents.filling import (
    filled_by_pdfium,
    filled_by_qpdf,
    flattened_by_pdfium,
    values_by_qpdf,
    values_of,
)
from tests.documents.other_programs import (
    HAS_PDFJS,
    PDFTK,
    checked_by_qpdf,
    filled_by_pdfjs,
    filled_by_pdftk,
    read_by_pdfjs,
)

Fill = Callable[[bytes, Mapping[str, str], Path], bytes]
TYPED = {
    "customer_legal_name": "شركة النور 123 للتجارة",
    "customer_other_names": "ООО «Ромашка» & <b>",
    "use_countries": "Türkiye, Қазақстан",
    "signer_name": "李雷 Ömer",
    "signer_signed_on": "2026-11-30",
    "role_end_user": "/Yes",
    "confirm_truth": "/Yes",
}
CHOSEN = {"use_country": "DE", "end_user_1_country": "TR"}
# Whoever installed pdf.js for it wants to know it of every language.
SOME = LANGUAGES if HAS_PDFJS else ("tr", "ar")
needs_pdftk = pytest.mark.skipif(PDFTK is None, reason="no pdftk here")
needs_pdfjs = pytest.mark.skipif(not HAS_PDFJS, reason="no pdf.js here")
FILLERS = [
    pytest.param(filled_by_pdftk, TYPED | CHOSEN, id="pdftk", marks=needs_pdftk),
    pytest.param(filled_by_pdfjs, TYPED | CHOSEN, id="pdf.js", marks=needs_pdfjs),
    pytest.param(lambda d, v, _folder: filled_by_pdfium(d, v), TYPED, id="PDFium"),
    pytest.param(lambda d, v, _folder: filled_by_qpdf(d, v), TYPED | CHOSEN, id="qpdf"),
]


@pytest.mark.parametrize("language", SOME)
@pytest.mark.parametrize(("fill", "typed"), FILLERS)
def test_what_they_fill_in_comes_back_and_the_pages_stay_as_they_were(
    fill: Fill, typed: dict[str, str], language: str, tmp_path: Path
) -> None:
    sent = made(form(language), fillable=True)
    returned = fill(sent, typed, tmp_path)
    before, ours = values_of(sent), OpenedForm(sent)
    for read in (values_of(returned), values_by_qpdf(returned)):
        assert read == before | typed
    back = OpenedForm(returned)
    told = back.form().fields
    assert {name: told[name] for name in typed} == {n: v.lstrip("/") for n, v in typed.items()}
    difference = print_difference(ours.printed(), back.printed(), is_form=True)
    assert difference is not None
    assert difference.is_none
    if shutil.which("qpdf"):
        assert checked_by_qpdf(returned, tmp_path) == ""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_flattened_form_is_known_and_its_pages_are_those_that_were_sent(language: str) -> None:
    one = form(language)
    sent = made(one, fillable=True)
    flat = OpenedForm(flattened_by_pdfium(filled_by_pdfium(sent, TYPED)))
    assert flat.form().fields == {}
    assert (flat.form().codes or flat.written_codes()) == (one.code.text,)
    difference = print_difference(OpenedForm(sent).printed(), flat.printed(), is_form=False)
    assert difference is not None
    assert difference.is_none


@needs_pdfjs
@pytest.mark.parametrize("language", SOME)
def test_pdfjs_opens_it_without_a_complaint(language: str, tmp_path: Path) -> None:
    sent = made(form(language), fillable=True)
    read = read_by_pdfjs(sent, tmp_path)
    assert read["warned"] == []
    assert read["pages"] >= 2
    told = {name: "" if value == "Off" else value for name, value in read["fields"].items()}
    expected = values_of(sent)
    assert set(told) == set(expected)
    for name, value in expected.items():
        assert told[name] == value.removeprefix("/").replace("Off", ""), name
