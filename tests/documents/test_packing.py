"""How papers are written: every object packed, everything drawn tagged."""

import io

import pikepdf
import pytest
from pypdf import PdfReader

from tests.documents.certs import form, made
from tests.documents.reading import pages_of
from tests.documents.tagged import faults_of_tags
from tests.sampling import sample


@pytest.mark.parametrize("language", sample(["ar"], ["en", "ar"]))
def test_all_but_streams_is_packed_and_every_reader_finds_it(language: str) -> None:
    data = made(form(language, items=60), fillable=True)
    assert data.startswith(b"%PDF-1.7")
    assert b"xref\n" not in data.replace(b"startxref\n", b"")
    assert data.count(b"/Type /ObjStm") == 1 + data.count(b"/Type /XRef")
    with pikepdf.open(io.BytesIO(data)) as file:
        assert file.check_pdf_syntax() == []
        assert len(file.pages) == len(pages_of(data))
        loose = io.BytesIO()
        file.save(loose, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert len(data) < len(loose.getvalue()) * 0.6
    packed = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    assert pages_of(loose.getvalue()) == packed


@pytest.mark.parametrize("fillable", [True, False])
@pytest.mark.parametrize("language", sample(["ar"], ["en", "tr", "ar"]))
def test_everything_on_a_certification_is_tagged(language: str, fillable: bool) -> None:
    assert faults_of_tags(made(form(language), fillable=fillable)) == []
