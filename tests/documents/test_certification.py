"""The certification on paper and as a file to fill in."""

import io
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from bidi.algorithm import get_display
from PIL import Image
from pypdf.generic import ContentStream

from exportdesk.core.certification_fields import answers_of, field_values, origin_of, read_origin
from exportdesk.core.certifications import (
    Answers,
    CertifiedCustomer,
    CertifiedEndUser,
    CertifiedItem,
    CertifiedOrder,
    CertifiedUse,
)
from exportdesk.core.company import Company
from exportdesk.core.errors import BadInput
from exportdesk.core.papers import LegalReview
from exportdesk.documents.certification import certification
from exportdesk.documents.certification_parts import hs_text
from exportdesk.documents.direction import levels
from exportdesk.documents.fonts import missing
from exportdesk.documents.logo import read_logo
from exportdesk.documents.wording import Review, WordingPair
from exportdesk.documents.wording_file import LANGUAGES
from tests.documents.certs import ASKED, FILLED, ITEMS, countries, form, pair
from tests.documents.certs import made as anew
from tests.documents.filling import (
    drawn_in_fields,
    filled_by_pdfium,
    filled_by_pypdf,
    filled_by_qpdf,
    values_by_qpdf,
    values_of,
    widgets_of,
)
from tests.documents.reading import pages_of as pages_read
from tests.documents.reading import reader_of, shown_lines, squeezed
from tests.documents.samples import HARD_NAMES, NORTHFIELD, RHEIN
from tests.sampling import sample

CLAUSES = pair("en").english.clause_ids
PERIOD = {"order_period_from", "order_period_to"}  # no room for it where it is for one order
made, pages_of = cache(anew), cache(pages_read)  # each paper is made and read once
TYPED = {
    "customer_legal_name": "شركة النور 123 للتجارة",
    "customer_other_names": "ООО «Ромашка» & <b>",
    "use_countries": "Türkiye, Қазақстан",
    "signer_name": "李雷 Ömer",
    "signer_signed_on": "2026-11-30",
    "role_end_user": "/Yes",
    "confirm_truth": "/Yes",
    "signer_authorized": "/Yes",
}


def readable(text: str) -> str:
    """Return what can be read of `text` where no font has some of it."""
    return "".join(f"U+{ord(c):04X}" if c in missing(text) else c for c in text)


def text_of(data: bytes) -> str:
    """Return the text of all pages without white space."""
    return squeezed(" ".join(pages_of(data)))


@pytest.fixture(scope="module", params=sample(("en", "tr", "ar"), LANGUAGES))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def twins(language: str) -> tuple[bytes, bytes]:
    """Return the file to fill in and its flat twin."""
    one = form(language)
    return made(one, fillable=True), made(one, fillable=False)


def test_each_language_prints_all_its_texts(language: str, twins: tuple[bytes, bytes]) -> None:
    one = pair(language)
    said = text_of(twins[1])
    for wording in (one.english, one.translation):
        if wording is None or (one.is_mirrored and wording is one.translation):
            continue
        for clause in wording.clauses:
            facts = clause.text.replace("{exporter}.", "{exporter}")
            assert squeezed(facts.format(exporter=NORTHFIELD.name)) in said
        for key in ("title", "prevails", "legal_name", "section_use", "role_end_user", "stamp"):
            if key != "prevails" or one.translation is not None:
                assert squeezed(wording.texts[key]) in said, key
    if one.translation is not None:
        assert squeezed("The English text is binding.") in said
    for wording in (one.english, one.translation):
        if wording is not None:
            version = f"{wording.english_name}: wording {wording.version}. {wording.review_note}"
            assert squeezed(version) in said
            assert "not reviewed by a lawyer" in wording.review_note


def test_arabic_stands_in_visual_order_and_joined() -> None:
    lines = shown_lines(made(form("ar"), fillable=False))
    shown = ["".join(t[::-1] if levels(t) else t for t in line) for line in lines]
    wording = pair("ar").translation
    assert wording is not None
    for key in ("title", "legal_name", "section_use", "stamp", "end_users"):
        display = str(get_display(wording.texts[key]))
        assert any(display in line for line in shown), key
    assert "لا" in [glyph for line in lines for glyph in line]


def test_both_twins_have_the_same_pages(language: str, twins: tuple[bytes, bytes]) -> None:
    counts = {len(pages_of(data)) for data in twins}
    assert counts == {2 if language == "en" else 3}


def test_same_values_same_bytes(language: str, twins: tuple[bytes, bytes]) -> None:
    anew(form("zh" if language != "zh" else "ar", items=1), fillable=True)
    assert anew(form(language), fillable=True) == twins[0]
    if language in ("en", "ar"):
        assert anew(form(language), fillable=False) == twins[1]


def test_files_are_clean(twins: tuple[bytes, bytes], tmp_path: Path) -> None:
    for data in twins:
        with pikepdf.open(io.BytesIO(data)) as file:
            assert file.check_pdf_syntax() == []
        for font in (f for page in reader_of(data).pages for f in fonts_of(page)):
            assert font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"]
    if shutil.which("qpdf"):
        (tmp_path / "one.pdf").write_bytes(twins[0])
        checked = subprocess.run(
            ["qpdf", "--check", tmp_path / "one.pdf"], capture_output=True, check=False
        )
        assert checked.returncode == 0, checked.stderr


def fonts_of(page):  # type: ignore[no-untyped-def] # pypdf's objects
    """Return the fonts that a page draws with."""
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_the_file_tells_what_it_is(twins: tuple[bytes, bytes]) -> None:
    for data in twins:
        reader = reader_of(data)
        root = reader.trailer["/Root"]
        assert reader.metadata is not None
        assert reader.metadata.title == "Customer certification for high-priority items C-2026-0147"
        assert reader.metadata.author == NORTHFIELD.name
        assert root["/Lang"] == "en"  # type: ignore[index] # pypdf gives objects
        assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"]  # type: ignore[index] # a dictionary of the file
        assert "JavaScript" not in data.decode("latin-1")
        assert "/OpenAction" not in data.decode("latin-1")


def test_a_flat_twin_has_no_fields(twins: tuple[bytes, bytes]) -> None:
    assert values_of(twins[1]) == {}
    assert list(widgets_of(twins[1])) == []


def test_every_field_is_there_with_its_value(language: str, twins: tuple[bytes, bytes]) -> None:
    expected = origin_of(form(language)) | field_values(ASKED, CLAUSES)
    expected = {name: value for name, value in expected.items() if name not in PERIOD}
    for read in (values_of(twins[0]), values_by_qpdf(twins[0])):
        assert set(read) == {*expected, "signature"}
        for name, value in expected.items():
            told = read[name].replace("/Yes", "Yes").replace("/Off", "")
            assert told == value, name
    assert answers_of(values_of(twins[0]), CLAUSES) == ASKED
    origin = read_origin(values_of(twins[0]))
    assert origin is not None
    assert origin.code == form(language).code.text


@pytest.mark.parametrize(
    ("order", "has_period"),
    [
        (CertifiedOrder("PO-1"), False),
        (CertifiedOrder(day="2026-11-18"), False),
        (CertifiedOrder(), True),
        (CertifiedOrder(period_from="2026-11-01"), True),
    ],
)
def test_one_order_has_no_room_for_a_period(order: CertifiedOrder, has_period: bool) -> None:
    asked = replace(ASKED, order=order)
    fields = values_of(made(replace(form(), asked=asked), fillable=True))
    assert (set(fields) >= PERIOD) is has_period
    assert {"order_reference", "order_day"} <= set(fields)


def test_fields_are_in_the_order_of_the_page_with_names_and_hints() -> None:
    widgets = [(page, one) for page, one in widgets_of(made(form(), fillable=True))]
    seen = [(page, one) for page, one in widgets if not int(one["/F"]) & 2]
    places = [(page, -round(float(one["/Rect"][3]) / 12), float(one["/Rect"][0]))
              for page, one in seen]  # fmt: skip
    assert [page for page, _, _ in places] == sorted(page for page, _, _ in places)
    order = [str(one["/T"]) for _, one in seen]
    wanted = [name for name in field_values(ASKED, CLAUSES) if name not in PERIOD]
    assert [name for name in order if name != "signature"] == wanted
    assert all(one["/TU"] and len(str(one["/TU"])) > 1 for _, one in seen)
    hints = {str(one["/T"]): str(one["/TU"]) for _, one in seen}
    assert hints["signer_signed_on"] == (
        "Date. This field is needed. Write the date as year-month-day, for example 2026-11-30."
    )
    for _, one in seen:
        assert one["/P"]
        assert "/StructParent" in one


def test_fields_are_of_a_fitting_kind_and_needed_ones_are_marked() -> None:
    widgets = {str(one["/T"]): one for _, one in widgets_of(made(form("tr"), fillable=True))}
    assert widgets["signature"]["/FT"] == "/Sig"
    assert widgets["customer_country"]["/FT"] == "/Ch"
    options = [[str(each) for each in pair_] for pair_ in widgets["customer_country"]["/Opt"]]
    assert ["TR", "Türkiye"] in options
    assert len(options) == len(countries())
    assert widgets["role_purchaser"]["/FT"] == "/Btn"
    assert widgets["customer_registered_address"]["/Ff"] & 1 << 12
    assert widgets["signer_signed_on"]["/MaxLen"] == 10
    needed = {name for name, one in widgets.items() if int(one.get("/Ff", 0)) & 2}
    assert needed == {
        *("customer_legal_name", "customer_registered_address", "customer_country"),
        *("use_country", "signature", "signer_authorized", "signer_name", "signer_title"),
        *("signer_company", "signer_signed_on", *(f"confirm_{one}" for one in CLAUSES)),
    }
    hidden = {name for name, one in widgets.items() if int(one["/F"]) & 2}
    assert hidden == set(origin_of(form()))
    assert all(int(widgets[name]["/Ff"]) & 1 for name in hidden)


# pypdf says that Helvetica has no Arabic; readers have other fonts for it.
_BY_PYPDF = pytest.param(
    filled_by_pypdf, marks=pytest.mark.expect_log("not supported by font encoding")
)


@pytest.mark.parametrize("filled", [_BY_PYPDF, filled_by_qpdf, filled_by_pdfium])
def test_what_others_fill_in_comes_back(filled) -> None:  # type: ignore[no-untyped-def] # of three
    sent = made(form("ar"), fillable=True)
    returned = filled(sent, TYPED)
    before = values_of(sent)
    for read in (values_of(returned), values_by_qpdf(returned)):
        assert set(read) == set(before)
        for name, value in before.items():
            assert read[name] == TYPED.get(name, value), name
    answers = answers_of(values_of(returned), CLAUSES)
    assert answers.customer.legal_name == TYPED["customer_legal_name"]
    assert answers.signature.authorized
    assert answers.confirmed == {"truth"}
    with pikepdf.open(io.BytesIO(returned)) as file:
        assert file.check_pdf_syntax() == []


def _hard(name: str, language: str = "en", other: str = ""):  # type: ignore[no-untyped-def] # a form
    """Return a form with a name as the customer's, and that or another as the end user's."""
    other = other or name
    answers = replace(
        ASKED,
        customer=replace(ASKED.customer, legal_name=name, registered_address=f"{name}\n1"),
        use=CertifiedUse(end_users=(CertifiedEndUser(other, other, "TR"),)),
    )
    items = tuple(replace(ITEMS[0], description=each) for each in {name: 0, other: 0})
    return form(language, asked=answers, items=items)


PLAIN = [one for one in HARD_NAMES if levels(one) is None]


@pytest.mark.parametrize(
    ("name", "other"), [*zip(PLAIN[::2], [*PLAIN[1::2], PLAIN[0]], strict=False)][:: sample(3, 1)]
)
def test_hard_names_come_back(name: str, other: str) -> None:
    one = _hard(name, other=other)
    sent = made(one, fillable=True)
    flat, open_text, values = text_of(made(one, fillable=False)), text_of(sent), values_of(sent)
    drawn = drawn_in_fields(sent)
    for told, field, least in ((name, "customer_legal_name", 3), (other, "end_user_1_name", 3)):
        assert flat.count(squeezed(readable(told))) >= least
        assert squeezed(readable(told)) in open_text  # the item
        assert values[field] == told
        shown = "".join(glyph for line in drawn[field] for glyph in line)
        assert squeezed(shown) == squeezed(readable(told))


@pytest.mark.parametrize(
    "name", [one for one in HARD_NAMES if levels(one) is not None][:: sample(2, 1)]
)
def test_right_to_left_names_stand_in_visual_order(name: str) -> None:
    one = _hard(name)
    sent = made(one, fillable=True)
    fields = drawn_in_fields(sent)
    assert values_of(sent)["customer_legal_name"] == name
    wanted = str(get_display(name)).replace("\u200c", "")
    for lines in (shown_lines(made(one, fillable=False)), fields["customer_legal_name"]):
        shown = ["".join(t[::-1] if levels(t) else t for t in line) for line in lines]
        assert wanted in [line.replace("\u200c", "") for line in shown]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here")
def test_poppler_reads_the_same_text(tmp_path: Path) -> None:
    names = [one for one in HARD_NAMES if levels(one) is None]
    items = tuple(CertifiedItem(description=name) for name in names)
    file = tmp_path / "one.pdf"
    file.write_bytes(made(form("zh", items=items), fillable=False))
    read = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True)
    assert read.stderr == b""
    said = squeezed(read.stdout.decode())
    for name in names:
        assert squeezed(readable(name)) in said


def test_empty_values_say_so_on_paper_and_are_blank_on_screen() -> None:
    empty = form(items=[CertifiedItem()], asked=Answers())
    flat = text_of(made(empty, fillable=False))
    fields = len([v for v in field_values(Answers(), ()) if not v.startswith(("role", "use_"))])
    assert flat.count("notprovided") > fields
    sent = made(empty, fillable=True)
    assert text_of(sent).count("notprovided") == 6  # in the row of the item
    assert squeezed("No items are listed.") in text_of(made(form(items=0), fillable=False))


def test_sixty_items_stand_on_three_pages_under_their_heads(language: str) -> None:
    long = replace(ITEMS[0], hs_code="8532210040", eccn="3A991.a.2", quantity="12345678.125")
    parts = tuple(replace(ITEMS[n % 3], part=f"PART-{n:04d}") for n in range(1, 61))
    parts = (replace(long, part="PART-0001"), *parts[1:])
    pages = pages_of(made(form(language, items=parts), fillable=True))
    for code in ("8532.21.0040", "3A991.a.2", "12345678.125 pcs"):  # each on one line
        assert code in pages[0]
    with_items = [page for page in pages if "PART-" in page]
    assert len(with_items) == 3
    assert all("Part number" in page for page in with_items)
    found = [word for page in pages for word in page.split() if word.startswith("PART-")]
    assert found == [one.part for one in parts]
    assert len(pages) <= 5


def test_nothing_is_drawn_outside_the_margins(language: str) -> None:
    one = _hard(HARD_NAMES[-1], language)
    for page in reader_of(made(one, fillable=False)).pages:
        places: list[tuple[float, float]] = []

        def visit(text, matrix, text_matrix, font, size, places=places):  # type: ignore[no-untyped-def] # pypdf's own call
            if text.strip():
                places.append((text_matrix[4] + matrix[4], text_matrix[5] + matrix[5]))

        page.extract_text(visitor_text=visit)
        assert min(x for x, _ in places) > 56
        assert max(x for x, _ in places) < page.mediabox.width - 56
        assert min(y for _, y in places) > 45
    for page in reader_of(made(one, fillable=True)).pages:  # has the same pages
        for annotation in page.get("/Annots", []):
            left, low, right, high = (float(each) for each in annotation.get_object()["/Rect"])
            assert 56 < left <= right < page.mediabox.width - 56 or left == right == 0
            assert low > 45 or high == 0


def test_the_code_stands_on_every_page_and_holds_nothing_of_the_customer() -> None:
    one = form("es")
    for page in pages_of(made(one, fillable=False)):
        assert one.code.text in page
        assert "not a form of the US Government" in page
    assert "rnek" not in one.code.text


def test_a_new_version_says_what_it_replaces() -> None:
    text = text_of(made(form(version=2, replaces="version 1"), fillable=False))
    assert squeezed("version 2 · replaces version 1") in text
    assert "C-2026-0147-2-" in text


def test_what_came_back_is_printed_from_the_same_form() -> None:
    text = text_of(made(form(), fillable=False, answers=FILLED))
    for said in ("Ayşe Yılmaz", "General Manager", "Marmara Otomotiv A.Ş.", "spare parts"):
        assert squeezed(said) in text


def test_own_clauses_and_the_exporters_block_are_printed() -> None:
    one = form(own_clauses=("Payment comes from your own account.",), record="D-2026-0031")
    text = text_of(made(one, fillable=False))
    assert squeezed("Payment comes from your own account.") in text
    assert squeezed("For Northfield Instruments, Inc. only") in text
    assert "D-2026-0031" in text


def test_a_country_that_is_no_code_stays_as_it_is_written() -> None:
    asked = replace(ASKED, customer=CertifiedCustomer(country="Freedonia"))
    widgets = {str(one["/T"]): one for _, one in widgets_of(made(form(asked=asked), fillable=True))}
    assert widgets["customer_country"]["/FT"] == "/Tx"
    assert widgets["customer_country"]["/V"] == "Freedonia"


def test_a_value_longer_than_a_page_is_printed_whole() -> None:
    text = "Wort " * 3000 + "Ende."
    asked = replace(ASKED, customer=replace(ASKED.customer, other_names=text))
    printed = text_of(made(form(asked=asked), fillable=False))
    assert printed.count("Wort") == 3000
    assert "WortEnde." in printed


def test_how_far_each_text_was_checked_is_said_whoever_checked_it() -> None:
    turkish = pair("tr").translation
    assert turkish is not None
    read = replace(turkish, review=Review.LAWYER, review_note="Read by Ann Counsel in 2026.")
    both = WordingPair(pair("tr").english, read)
    review = LegalReview(by="Harbor Counsel LLP", is_printed=True)
    data = certification(
        form("tr"), both, RHEIN, fillable=False, country_names=countries(), review=review
    )
    said = "Turkish: wording 2026-11. Reviewed by a lawyer: Read by Ann Counsel in 2026."
    assert squeezed(said) in text_of(data)
    # The company's own note speaks for the English, and does not stand beside its opposite.
    assert squeezed("Wording reviewed by Harbor Counsel LLP") in text_of(data)
    assert squeezed("not reviewed") not in text_of(data)


def test_a_draft_is_marked_on_every_page() -> None:
    data = certification(
        form(), pair("en"), RHEIN, fillable=False, country_names=countries(), mark="DRAFT"
    )
    assert all("DRAFT" in page for page in pages_of(data))
    box = reader_of(data).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)


def test_a_draft_that_was_not_kept_yet_has_no_number() -> None:
    text = text_of(made(form(number=""), fillable=False))
    assert "Draft" in text
    assert "-1-" not in text


def test_the_page_that_is_signed_states_more_than_a_clause() -> None:
    pages = pages_of(
        made(form("tr", asked=replace(ASKED, order=CertifiedOrder("PO 4711"))), fillable=False)
    )
    signed = next(page for page in map(squeezed, pages) if squeezed("Name in print") in page)
    for said in (
        "If we resell or pass them on",
        "If anything stated here changes",
        "What we state",
    ):
        assert squeezed(said) in signed


def test_a_page_is_read_aloud_in_the_order_it_is_read() -> None:
    reader = reader_of(made(form("ar"), fillable=True))
    tree = reader.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index] # pypdf gives objects
    document = tree["/K"].get_object()
    roles = [kid.get_object()["/S"] for kid in document["/K"]]
    assert document["/S"] == "/Document"
    assert roles.count("/H1") == 2
    assert roles.count("/H2") == 5
    assert roles.count("/Table") == 1
    assert roles.count("/Form") > 40
    languages = {str(kid.get_object().get("/Lang", "")) for kid in document["/K"]}
    assert languages == {"", "ar"}
    marked = [
        operands
        for page in reader.pages
        for operands, operator in ContentStream(page.get_contents(), reader).operations
        if operator == b"BDC" and "/MCID" in str(operands)
    ]
    parents = tree["/ParentTree"]["/Nums"]
    pages = [entry for entry in parents[1::2] if isinstance(entry, list)]
    assert sum(len(entry) for entry in pages) == len(marked)


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_the_other_language_is_told_to_be_one_wherever_it_stands(language: str) -> None:
    reader = reader_of(made(form(language), fillable=True))
    left = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]  # type: ignore[index] # pypdf gives objects
    told = 0
    while left:
        element = left.pop().get_object()
        if isinstance(element, list):
            left += element
        elif isinstance(element, dict) and "/S" in element:
            told += element.get("/Lang") == language
            left += [kid for kid in [element.get("/K", [])] if not isinstance(kid, int)]
    texts = len(pair(language).english.texts)
    assert told > texts * 0.6


def test_pdfium_draws_the_fields(tmp_path: Path) -> None:
    sent, flat = (made(form("ar", asked=FILLED), fillable=way) for way in (True, False))
    pictures = []
    for data in (sent, flat):
        document = pypdfium2.PdfDocument(data)
        document.init_forms() if data is sent else None
        pictures.append(document[0].render(scale=1).to_pil().convert("L"))
        document.close()
    shown, printed = (
        sum(pixel < 128 for pixel in picture.get_flattened_data()) for picture in pictures
    )
    assert abs(shown - printed) < printed * 0.03


def test_hs_codes_stand_as_tariffs_print_them() -> None:
    assert [hs_text(one) for one in ("853221", "8532210040", "8532", "", "EX 1")] == [
        *("8532.21", "8532.21.0040", "8532", "", "EX 1"),
    ]


def test_an_item_on_no_tier_is_not_said_to_lack_one() -> None:
    (plain,) = (replace(ITEMS[0], tier=""),)
    flat = made(form(items=[plain], asked=FILLED), fillable=True)
    assert "not provided" not in pages_of(flat)[0]


def _png(size: tuple[int, int], mode: str = "RGBA") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, "PNG")
    return out.getvalue()


def test_a_logo_takes_the_place_of_the_initial() -> None:
    def with_logo(logo: bytes) -> bytes:
        return certification(
            form(), pair("en"), NORTHFIELD, fillable=True, country_names=countries(), logo=logo
        )

    data = with_logo(_png((400, 100)))
    assert data == with_logo(_png((400, 100)))
    assert len(reader_of(data).pages[0].images) == 1
    assert with_logo(_png((20, 900), "RGB"))


def test_a_logo_is_upright_and_in_its_own_colors() -> None:
    turned, deep, out = Image.Exif(), io.BytesIO(), io.BytesIO()
    turned[0x112] = 6
    Image.new("RGB", (300, 100), "teal").save(out, "JPEG", exif=turned)
    assert read_logo(out.getvalue()).height > read_logo(out.getvalue()).width
    Image.new("I;16", (100, 50), 0x4000).save(deep, "PNG")
    assert read_logo(deep.getvalue()).image._image.getpixel((0, 0)) == (64, 64, 64)


@pytest.mark.parametrize(
    "logo",
    [
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        _png((6000, 5000), "L"),
        _png((4000, 1)),
        b"<svg/>",
        b"x" * 3_000_000,
    ],
)
def test_a_logo_that_is_none_is_refused(logo: bytes) -> None:
    with pytest.raises(BadInput, match="logo-unreadable"):
        certification(
            form(), pair("en"), NORTHFIELD, fillable=False, country_names=countries(), logo=logo
        )


def test_a_company_without_a_name_is_told() -> None:
    data = certification(form(), pair("en"), Company(), fillable=False, country_names=countries())
    assert squeezed("For not provided only") in text_of(data)


def test_a_value_longer_than_a_page_is_still_a_field() -> None:
    text = "Wort " * 3000 + "Ende."
    asked = replace(ASKED, customer=replace(ASKED.customer, other_names=text))
    sent = made(form(asked=asked), fillable=True)
    assert values_of(sent)["customer_other_names"] == text
    assert len(pages_of(sent)) <= 3


def test_many_end_users_and_terms_stand_on_more_pages() -> None:
    users = tuple(CertifiedEndUser(f"User {n:02d}", "Street 1", "TR") for n in range(40))
    terms = tuple(f"Term {n:02d}. {'Something is agreed. ' * 40}" for n in range(30))
    one = form("ru", asked=replace(ASKED, use=CertifiedUse(end_users=users)), own_clauses=terms)
    flat, sent = made(one, fillable=False), made(one, fillable=True)
    text = text_of(flat)
    assert all(squeezed(f"User {n:02d}") in text for n in range(40))
    assert all(squeezed(f"Term {n:02d}") in text for n in range(30))
    assert answers_of(values_of(sent), CLAUSES).use.end_users == users


def test_where_to_send_it_is_said_only_where_it_is_known() -> None:
    assert squeezed("Send the signed form to export@northfield.example.") in text_of(
        made(form(), fillable=False)
    )
    assert squeezed("Send the signed form") not in text_of(made(form(return_to=""), fillable=False))
