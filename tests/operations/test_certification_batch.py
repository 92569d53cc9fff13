"""Certifications for many customers at once: all or none, in a folder, cancelled midway."""

import multiprocessing
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from exportdesk.core import resources
from exportdesk.core.certification_life import Certification, SentBy
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
from tests.fakes import FakeClock
from tests.reviewing import customer, keep
from tests.ui.desks import fill, open_desk

SCAN = b"\x89PNG\r\n\x1a\n a picture of a form"
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
def clock() -> FakeClock:
    """A clock that the test moves."""
    return FakeClock()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace that is filled once, to be copied."""
    with closing(open_desk(tmp_path_factory.mktemp("filled") / "ws")) as made:
        fill(made)
        made.products.save(PRODUCT)
        return made.folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path, clock: FakeClock) -> Iterator[Desk]:
    """Return a desk with a company, lists and a product."""
    opened = open_desk(Path(shutil.copytree(filled, tmp_path / "ws")), clock)
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


def accepted(desk: Desk, customers: list[Customer]) -> list[CertificationId]:
    """Return one for each that was accepted, as a scan that somebody looked at."""
    made = desk.certification_batches.make(
        [one.id for one in customers], Silent(), products=[PRODUCT.id]
    ).made
    for one in made:
        desk.certifications.send(one.id, SentBy.EMAIL)
        desk.certifications.receive(SCAN, "scan.png", certification=one.id, ink_signature_seen=True)
        desk.certifications.accept(one.id, "Dana", "Looked at the scan")
    return [one.id for one in made]


def test_several_are_renewed_at_once(
    desk: Desk, three: list[Customer], tmp_path: Path, clock: FakeClock
) -> None:
    ids = accepted(desk, three)
    batches = desk.certification_batches
    assert batches.to_renew() == ()
    clock.advance(days=350)
    assert set(batches.to_renew()) == {*ids}
    begun = desk.certifications.renew(ids[0])
    assert set(batches.to_renew()) == {*ids[1:]}
    assert batches.to_renew([*ids, begun.id]) == (ids[1], ids[2])
    with pytest.raises(Cancelled):
        batches.renew(ids, StopAfter(1))
    assert len(desk.certifications.list()) == 4
    (turkish, kazakh) = batches.renew_and_write(ids, tmp_path / "out", Silent()).made
    assert [turkish.replaces, kazakh.replaces] == ids[1:]
    assert [turkish.form.language, kazakh.form.language] == ["tr", "kk"]
    assert [item.part for item in turkish.form.items] == [PRODUCT.sku]
    assert {turkish.state, kazakh.state} == {CertificationState.SENT}
    assert len(list((tmp_path / "out").iterdir())) == 2
    # What was accepted counts on until the new one is.
    assert desk.certifications.get(ids[1]).state is CertificationState.ACCEPTED
    with pytest.raises(BadInput, match="certification-none-to-renew"):
        batches.renew(ids, Silent())
    assert desk.records.verify().sound


def test_a_renewal_whose_translation_does_not_fit_is_in_english(
    desk: Desk, three: list[Customer]
) -> None:
    ids = accepted(desk, three[1:2])
    opened = desk.wordings.open("certification", "en")
    texts = {**opened.draft.texts, "title": "Our certification"}
    desk.wordings.save(replace(opened.draft, texts=texts).with_head(version="ours"))
    (made,) = desk.certification_batches.renew(ids, Silent()).made
    assert (made.form.language, made.form.wording, made.form.replaces) == (
        "en",
        "ours",
        desk.certifications.get(ids[0]).number,
    )
