"""How papers look: kept, checked, drawn on every paper, and shown in samples from the demo."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from exportdesk.core.changes import Changes
from exportdesk.core.demo_mark import DEMO_MARK
from exportdesk.core.errors import BadInput, StorageFault
from exportdesk.core.papers import (
    LegalReview,
    PaperKind,
    PaperTemplate,
    Signatory,
    contrast_with_white,
)
from exportdesk.core.progress import Silent
from exportdesk.core.words import known_codes
from exportdesk.wiring import Desk
from tests.casework import german, item
from tests.documents.reading import pages_of, squeezed
from tests.sampling import by_name
from tests.ui.desks import open_filled, screen

PLUM = "#8C1E5A"
PLUM_DRAWN = b".54902 .117647 .352941"
OF_DEMO = squeezed("Demo: made-up company, customers and lists")
OWN_DRAWN = b".058824 .419608 .419608"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = open_filled(tmp_path / "ws")
    yield made
    made.close()


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    Image.new("RGB", (300, 100), PLUM).save(path)
    return path


def whole(logo: Path, desk: Desk) -> PaperTemplate:
    """Return a template with something of everything."""
    return replace(
        desk.templates.take_logo(logo),
        accent=PLUM,
        signatory=Signatory(" Dana  Whitfield ", "Export manager", "dana@calm.example", "555"),
        clauses={PaperKind.END_USE_STATEMENT: ("We deliver FCA Portland.", "  ")},
        review=LegalReview("Ann Counsel", date(2026, 10, 1), "For all markets.", True),
        checked={PaperKind.UVL_STATEMENT: "2026-11"},
    )


def text_of(data: bytes) -> str:
    return squeezed(" ".join(pages_of(data)))


def drawing(data: bytes) -> bytes:
    contents = PdfReader(io.BytesIO(data)).pages[0].get_contents()
    assert contents is not None
    return contents.get_data()


def test_a_template_is_kept_with_one_event(desk: Desk, logo: Path) -> None:
    template = whole(logo, desk)
    assert desk.templates.save(template) == Changes.SETTINGS | Changes.EVENTS
    kept = desk.templates.get()
    assert kept.signatory.name == "Dana Whitfield"
    assert kept.clauses == {PaperKind.END_USE_STATEMENT: ("We deliver FCA Portland.",)}
    assert (kept.accent, kept.logo_name) == (PLUM, "logo.png")
    assert kept.checked == {PaperKind.UVL_STATEMENT: "2026-11"}
    event = desk.records.events(1)[0]
    assert event.kind == "template_changed"
    assert (desk.workspace().events.payload(event.seq) or {})["accent"] == PLUM
    assert desk.templates.save(kept) is Changes.NOTHING
    assert desk.templates.letterhead().logo == logo.read_bytes()
    assert desk.records.verify().sound


@pytest.mark.parametrize(
    ("template", "code"),
    [
        (PaperTemplate(accent="teal"), "accent-not-color"),
        (PaperTemplate(accent="#12345"), "accent-not-color"),
        (PaperTemplate(accent="#E0E0E0"), "accent-too-pale"),
        (PaperTemplate(accent="#888888"), "accent-too-pale"),
        (PaperTemplate(clauses={PaperKind.CASE_RECORD: ("No.",)}), "clauses-not-there"),
        (PaperTemplate(clauses={PaperKind.CERTIFICATION: ("x",) * 13}), "clauses-too-many"),
        (PaperTemplate(clauses={PaperKind.CERTIFICATION: ("x" * 1501,)}), "clause-too-long"),
        (PaperTemplate(logo="00" * 32), "logo-not-kept"),
    ],
)
def test_a_template_that_no_paper_could_be_drawn_with_is_refused(
    desk: Desk, template: PaperTemplate, code: str
) -> None:
    before = desk.templates.get()
    with pytest.raises((BadInput, StorageFault), match=code):
        desk.templates.save(template)
    assert desk.templates.get() == before
    assert code in known_codes()


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_with_white("#FFFFFF") == pytest.approx(1)
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast_with_white("#777777") == pytest.approx(4.48, abs=0.01)


def test_a_file_that_is_no_picture_is_no_logo(desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "logo.png"
    wrong.write_bytes(b"\x89PNG\r\n\x1a\n and then nothing")
    large = tmp_path / "large.png"
    large.write_bytes(b"\x89PNG" + bytes(2_000_001))
    for path in (wrong, large, tmp_path / "none.png", tmp_path):
        with pytest.raises(BadInput, match="logo-unreadable"):
            desk.templates.take_logo(path)


@by_name
def test_every_paper_is_drawn_in_the_company_s_look(desk: Desk, logo: Path) -> None:
    desk.templates.save(whole(logo, desk))
    (desk.folder / DEMO_MARK).write_text("made up", encoding="utf-8")
    made = german(desk)
    case = desk.cases.new(made.id, items=[item()])
    papers = [
        screen(desk, "Calm Harbor Trading").paper,
        desk.case_papers.report(case),
        desk.papers.preview(desk.papers.summary()),
        desk.papers.preview(desk.papers.refusal_letter(made.id)),
        desk.papers.preview(desk.papers.end_use_statement(made.id)),
    ]
    for data in papers:
        assert len(PdfReader(io.BytesIO(data)).pages[0].images) == 1
        assert PLUM_DRAWN in drawing(data)
        assert OWN_DRAWN not in drawing(data)
        assert all(OF_DEMO in squeezed(page) for page in pages_of(data))
    assert squeezed("1. We deliver FCA Portland.") in text_of(papers[-1])
    assert squeezed("Wording reviewed by Ann Counsel") in text_of(papers[-1])


def test_a_certification_is_drawn_in_it_with_the_own_clauses(desk: Desk, logo: Path) -> None:
    template = whole(logo, desk)
    clauses = {PaperKind.CERTIFICATION: ("We deliver FCA Portland.",)}
    desk.templates.save(replace(template, clauses=clauses))
    draft = desk.certifications.draft(german(desk).id)
    assert draft.form.return_to == "dana@calm.example"
    data = desk.certifications.paper(draft)
    assert len(PdfReader(io.BytesIO(data)).pages[0].images) == 1
    assert PLUM_DRAWN in drawing(data)
    assert squeezed("We deliver FCA Portland.") in text_of(data)
    assert squeezed("Wording reviewed by Ann Counsel, 2026-10-01: For all") in text_of(data)
    assert OF_DEMO not in text_of(data)
    (desk.folder / DEMO_MARK).write_text("made up", encoding="utf-8")
    assert all(OF_DEMO in squeezed(page) for page in pages_of(desk.certifications.paper(draft)))


def test_a_kept_paper_stays_as_it_was_made(desk: Desk, logo: Path) -> None:
    saved = screen(desk, "Calm Harbor Trading")
    issued = desk.papers.issue(desk.papers.refusal_letter(german(desk).id))
    desk.templates.save(whole(logo, desk))
    assert desk.screenings.paper(saved.screening.number) == saved.paper
    assert desk.papers.read(issued.paper.number) == issued.data


def test_a_logo_that_is_gone_keeps_no_record_from_being_made(desk: Desk, logo: Path) -> None:
    template = whole(logo, desk)
    desk.templates.save(template)
    desk.workspace().attachments.path(template.logo).unlink()
    assert not PdfReader(io.BytesIO(screen(desk, "Calm Harbor").paper)).pages[0].images
    assert [code for code, _facts in desk.records.verify().faults] == ["template-logo-lost"]
    with pytest.raises(StorageFault, match="logo-not-kept"):
        desk.templates.logo()


def test_a_paper_can_be_looked_at_in_another_look(desk: Desk) -> None:
    draft = desk.papers.refusal_letter(german(desk).id)
    plain = desk.papers.preview(draft)
    other = desk.papers.preview(draft, template=PaperTemplate(accent=PLUM))
    assert OWN_DRAWN in drawing(plain)
    assert PLUM_DRAWN in drawing(other)
    assert desk.papers.preview(draft) == plain


@by_name
def test_there_is_a_sample_of_each_paper_and_none_is_kept(desk: Desk, logo: Path) -> None:
    desk.templates.save(whole(logo, desk))
    before = desk.records.head()
    for kind in PaperKind:
        data = desk.samples.sample(kind, Silent())
        pages = [squeezed(page) for page in pages_of(data)]
        assert all("SAMPLE" in page for page in pages), kind
        assert all(squeezed("Calm Harbor Instruments") in page for page in pages), kind
        assert PLUM_DRAWN in drawing(data)
        assert "TierMeaning" not in "".join(pages)
    assert squeezed("We deliver FCA Portland.") in text_of(
        desk.samples.sample(PaperKind.END_USE_STATEMENT, Silent())
    )
    other = PaperTemplate(accent="#203080")
    data = desk.samples.sample(PaperKind.REFUSAL_LETTER, Silent(), other)
    assert PLUM_DRAWN not in drawing(data)
    assert desk.records.head() == before
    folder = desk.samples._folder
    assert folder is not None
    assert folder.is_dir()
    desk.samples.close()
    assert not folder.exists()
