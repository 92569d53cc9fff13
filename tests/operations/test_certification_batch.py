"""Certifications for many customers at once: all or none, in a folder, cancelled midway."""

import multiprocessing
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core import resources
from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationForm, CertificationState
from exportdesk.core.clock import today
from exportdesk.core.customers import Customer
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CertificationId, PartyId, ProductId
from exportdesk.core.products import Product
from exportdesk.core.progress import Cancelled, Silent
from exportdesk.documents import certification_many
from exportdesk.documents.wording_file import own_folder
from exportdesk.operations.certification_batch import file_name
from exportdesk.wiring import Desk
from tests.reviewing import customer, keep
from tests.ui.desks import fill, open_desk

PRODUCT = Product(ProductId("p1"), "P-1", "Circuit", "854231", eccn="3A991")


class StopAfter:
    """Progress that is cancelled after so many steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def stage(self, name: str) -> None:
        """Take no notice."""

    def step(self, done: int, total: int | None = None) -> None:
        """Count one."""
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Return a desk with a company, lists and a product."""
    opened = open_desk(tmp_path / "ws")
    fill(opened)
    opened.products.save(PRODUCT)
    yield opened
    opened.close()


@pytest.fixture
def three(desk: Desk) -> list[Customer]:
    """Return three customers in three countries."""
    made = [
        customer(name, country, reference=f"K-{at}")
        for at, (name, country) in enumerate(
            (("Calm Meters", "DE"), ("Sakin Elektronik A.Ş.", "TR"), ('Quiet / "Works" Ltd.', "KZ"))
        )
    ]
    for one in made:
        keep(desk, one)
    return made


def test_each_customer_gets_one_in_its_language(
    desk: Desk, three: list[Customer], tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    ids = [one.id for one in three]
    batch = desk.certification_batches.make_and_write(
        [*ids, ids[0]], folder, Silent(), products=[PRODUCT.id]
    )
    assert [one.form.customer for one in batch.made] == ids
    assert [one.form.language for one in batch.made] == ["en", "tr", "kk"]
    assert {one.state for one in batch.made} == {CertificationState.SENT}
    assert [item.tier for item in batch.made[0].form.items] == ["1"]
    assert [path.name for path in batch.files] == [
        "C-2026-0001 Calm Meters.pdf",
        "C-2026-0002 Sakin Elektronik A.Ş.pdf",
        "C-2026-0003 Quiet Works Ltd.pdf",
    ]
    for path, one in zip(batch.files, batch.made, strict=True):
        assert path.read_bytes() == desk.certifications.paper(one, fillable=True)
    assert desk.records.verify().sound


def test_a_translation_of_another_wording_gives_way_to_english(
    desk: Desk, three: list[Customer]
) -> None:
    own = own_folder(Path(desk.folder))
    own.mkdir(parents=True)
    ours = resources.path("wording", "certification", "en.toml").read_text(encoding="utf-8")
    text = ours.replace('version = "2026-11"', 'version = "ours-1"', 1)
    (own / "en.toml").write_text(text.replace("Legal name", "Full legal name"), encoding="utf-8")
    batch = desk.certification_batches.make([one.id for one in three], Silent())
    assert [one.form.language for one in batch.made] == ["en", "en", "en"]
    assert {one.form.wording for one in batch.made} == {"ours-1"}
    with pytest.raises(BadInput, match="wording-other-version"):
        desk.certification_batches.make([three[1].id], Silent(), language="tr")


def test_drafts_are_kept_all_or_none(desk: Desk, three: list[Customer]) -> None:
    ids = [one.id for one in three]
    make = desk.certification_batches.make
    with pytest.raises(BadInput):
        make([*ids, PartyId("nobody")], Silent())
    with pytest.raises(BadInput):
        make([], Silent())
    with pytest.raises(Cancelled):
        make(ids, StopAfter(2))
    assert desk.certifications.list() == []
    made = make(ids, Silent(), language="es").made
    assert {one.form.language for one in made} == {"es"}
    assert {one.state for one in made} == {CertificationState.DRAFT}


def test_where_no_translation_fits_the_english_in_use_it_is_english_alone(
    desk: Desk, three: list[Customer]
) -> None:
    opened = desk.wordings.open("certification", "en")
    texts = {**opened.draft.texts, "title": "Our certification"}
    desk.wordings.save(replace(opened.draft, texts=texts).with_head(version="ours"))
    customers = [one.id for one in three]
    made = desk.certification_batches.make(customers, Silent()).made
    assert {one.form.language for one in made} == {"en"}
    assert {one.form.wording for one in made} == {"ours"}
    with pytest.raises(BadInput, match="wording-other-version"):
        desk.certification_batches.make(customers, Silent(), language="tr")


def test_what_was_not_written_when_it_was_cancelled_is_gone(
    desk: Desk, three: list[Customer], tmp_path: Path
) -> None:
    ids = [one.id for one in three]
    with pytest.raises(Cancelled):
        desk.certification_batches.make_and_write(ids, tmp_path / "out", StopAfter(4 + 2))
    rows = desk.certifications.list()
    assert [row.state for row in rows] == [CertificationState.SENT] * 2
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_what_was_sent_is_written_again(desk: Desk, three: list[Customer], tmp_path: Path) -> None:
    batches = desk.certification_batches
    made = batches.make([three[0].id], Silent()).made
    first = batches.write([made[0].id], tmp_path / "a", Silent())
    again = batches.write([made[0].id], tmp_path / "b", Silent())
    assert first.files[0].read_bytes() == again.files[0].read_bytes()
    assert again.made == first.made


def test_cancelled_while_papers_are_made_leaves_no_process(
    desk: Desk, three: list[Customer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certification_many, "_WORTH_IT", 2)
    monkeypatch.setattr(certification_many, "processors", lambda: 2)
    ids = [one.id for one in three]
    with pytest.raises(Cancelled):
        desk.certification_batches.make_and_write(ids, tmp_path / "out", StopAfter(4 + 1))
    assert [row.state for row in desk.certifications.list()] == [CertificationState.SENT]
    assert multiprocessing.active_children() == []


NAMES = [
    ("", 1, "C-2026-0001.pdf"),
    ("a<b>:c", 1, "C-2026-0001 a b c.pdf"),
    ("Ends with a dot.", 2, "C-2026-0001 v2 Ends with a dot.pdf"),
    ("x" * 300, 1, "C-2026-0001 " + "x" * 60 + ".pdf"),
    ("天津", 1, "C-2026-0001 天津.pdf"),
]


@pytest.mark.parametrize(("name", "version", "expected"), NAMES)
def test_names_of_files(desk: Desk, name: str, version: int, expected: str) -> None:
    form = CertificationForm(
        CertificationId("c"), "C-2026-0001", today(desk.clock), None, version=version
    )
    assert file_name(Certification(form, name)) == expected
