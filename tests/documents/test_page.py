"""The sheet, the sample, and the fonts' own folder."""

from pathlib import Path

import pytest

from exportdesk.core import resources
from exportdesk.core.company import Company
from exportdesk.core.errors import StorageFault
from exportdesk.core.words import say
from exportdesk.documents.breaking import unbroken
from exportdesk.documents.fonts import Shelf
from exportdesk.documents.page import _about, content_width, page_size
from exportdesk.documents.sample import SCRIPTS, sample_page
from exportdesk.documents.text import lines_of
from exportdesk.documents.tokens import SMALL
from tests.documents.reading import pages_of, squeezed


@pytest.mark.parametrize(
    ("country", "size"),
    [("US", (612, 792)), ("MX", (612, 792)), ("DE", (595, 842)), ("", (595, 842))],
)
def test_the_sheet_is_the_country_s(country: str, size: tuple[int, int]) -> None:
    width, height = page_size(country)
    assert (round(width), round(height)) == size
    assert content_width(country) < width - 113


def test_the_sample_prints_every_script() -> None:
    (text,) = pages_of(sample_page())
    for label, said in SCRIPTS:
        if "Arabic" not in label:
            assert squeezed(said) in squeezed(text)


def test_fonts_are_within_their_budget_and_licensed() -> None:
    folder = resources.path("fonts")
    assert sum(file.stat().st_size for file in folder.iterdir()) < 30_000_000
    listed = (folder / "coverage.txt").read_text(encoding="ascii").splitlines()
    assert {line.split()[0] for line in listed} == {file.stem for file in folder.glob("*.ttf")}
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL-Noto.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in (folder / "OFL-NotoCJK.txt").read_text(encoding="utf-8")


def test_coverage_is_what_the_fonts_hold() -> None:
    shelf = Shelf(resources.path("fonts"))
    for name in ("NotoSans-Regular", "NotoSansArabic-Regular", "NotoSansSC-Regular"):
        face = shelf.face(name)
        for code in (0x41, 0x627, 0x6F22):
            if shelf._has(name, code):
                assert face.hb_font.get_nominal_glyph(code)


def test_missing_fonts_are_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StorageFault) as nothing:
        Shelf(tmp_path)
    assert "install ExportDesk again" in say(nothing.value)
    (tmp_path / "coverage.txt").write_text("NotoSans-Regular 41-5A\n", encoding="ascii")
    with pytest.raises(StorageFault):
        Shelf(tmp_path).face("NotoSans-Regular")


def test_a_phone_number_is_not_broken() -> None:
    phone = "+1 937 555 0142"
    (contact,) = _about(Company(country="", email="exports@example.com", phone=phone), "", 10_000)
    dot, number = contact.rindex("·") + 3, unbroken(phone)
    assert contact[dot:] == number
    whole = lines_of(contact[:dot], SMALL, 10_000)[0].width
    second = lines_of(contact, SMALL, whole + 30)[1]  # room for the country's code alone
    assert second.width == lines_of(number, SMALL, 10_000)[0].width


def test_a_web_address_that_has_no_room_beside_stands_alone() -> None:
    company = Company(country="", email="exports@example.com", website="https://example.com")
    assert _about(company, "", 10_000) == ["exports@example.com  ·  https://example.com"]
    assert _about(company, "", 120) == ["exports@example.com", "https://example.com"]
