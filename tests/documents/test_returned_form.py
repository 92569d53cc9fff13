"""Reading PDFs that came back: filled, flattened, locked, damaged, and made to do harm."""

import io
import logging
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader, PdfWriter

from exportdesk.core.bounded import OUT_OF_MEMORY
from exportdesk.core.certification_fields import answers_of, field_values, read_origin
from exportdesk.core.errors import BadInput
from exportdesk.core.returned_forms import DigitalSignature, PdfTrait
from exportdesk.core.words import known_codes, say
from exportdesk.documents.returned_form import MOST_BYTES, ReturnedForms, read_returned
from exportdesk.documents.returned_reading import OpenedForm
from tests.documents import hostile
from tests.documents.certs import FILLED, form, pair
from tests.documents.hostile import filled, page, stream
from tests.documents.signing import by_hand, signed
from tests.sampling import by_name, sample

CODE = form().code.text
pytestmark = pytest.mark.spawned


@pytest.fixture(scope="module")
def forms() -> Iterator[ReturnedForms]:
    """Return what reads PDFs, in one process for all tests of this file."""
    reading = ReturnedForms()
    yield reading
    reading.close()


def written(writer: PdfWriter) -> bytes:
    """Return the bytes of a PDF."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def refusal(forms: ReturnedForms, data: bytes) -> str:
    """Return the code with which a PDF is refused."""
    with pytest.raises(BadInput) as caught:
        forms.read(data)
    return caught.value.code


@pytest.mark.parametrize("language", ["en", "tr", "zh", "ar"])
def test_a_filled_form_says_what_went_in(forms: ReturnedForms, language: str) -> None:
    found = forms.read(filled(language))
    clauses = pair("en").english.clause_ids
    wanted = {name: value for name, value in field_values(FILLED, clauses).items() if value}
    assert {name: found.fields[name] for name in wanted} == wanted
    assert answers_of(found.fields, clauses) == FILLED
    origin = read_origin(found.fields)
    assert origin is not None
    assert origin.code == CODE
    assert found.codes == (CODE,)
    assert not found.traits
    assert found.is_whole


@pytest.mark.expect_log("not supported by font encoding")
def test_what_another_program_filled_in_is_read(forms: ReturnedForms) -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(filled())))
    texts = {"signer_name": "Ольга 李", "use_other_text": "a & <b>", "confirm_truth": "/Yes"}
    for each in writer.pages:
        writer.update_page_form_field_values(each, texts)
    found = forms.read(written(writer))
    assert found.fields["signer_name"] == "Ольга 李"
    assert found.fields["use_other_text"] == "a & <b>"
    assert "truth" in answers_of(found.fields, ["truth"]).confirmed


def test_a_printed_form_is_known_by_its_code(forms: ReturnedForms) -> None:
    found = forms.read(filled(fillable=False))
    assert found.codes == (CODE,)
    assert found.fields == {}


def test_a_code_is_found_on_the_page_alone(forms: ReturnedForms) -> None:
    assert forms.read(page()).codes == ("C-2026-0147-1-VE2T-04",)


def test_a_form_whose_boxes_only_look_ticked(forms: ReturnedForms) -> None:
    fields = b"/AcroForm<</Fields[10 0 R 11 0 R]>>"
    data = page(
        fields,
        {
            10: b"<</T(role_end_user)/FT/Btn/AS/On>>",
            11: b"<</T(use)/FT/Btn/Kids[12 0 R]>>",
            12: b"<</Parent 11 0 R/AS/Off>>",
        },
    )
    found = forms.read(data)
    assert found.fields == {"role_end_user": "On", "use": ""}


def test_names_of_nested_fields_are_joined_and_kinds_handed_down(forms: ReturnedForms) -> None:
    data = page(
        b"/AcroForm<</Fields[10 0 R]>>",
        {
            10: b"<</T(form)/FT/Tx/Kids[11 0 R]>>",
            11: b"<</T(name)/V(\xfe\xff\x04\x18)/Kids[12 0 R]>>",
            12: b"<</Parent 11 0 R/Subtype/Widget>>",
        },
    )
    assert forms.read(data).fields == {"form.name": "И"}


def test_a_form_put_together_with_other_files_is_read(forms: ReturnedForms) -> None:
    data = page(
        b"/AcroForm<</Fields[10 0 R]>>",
        {
            10: b"<</T(back.pdf)/FT/Tx/Kids[11 0 R 12 0 R]>>",
            11: b"<</T(form_code)/V(C-2026-0147-1-VE2T-04)>>",
            12: b"<</T(signer_name)/V(Ann)>>",
        },
    )
    assert forms.read(data).fields == {
        "form_code": "C-2026-0147-1-VE2T-04",
        "signer_name": "Ann",
    }


HERE = ["loop", "locked", "strange", "numbers", "submit", "damaged"]


def read_here(data: bytes) -> str:
    """Return how reading ends in this process, where the reader's own warnings go to a log."""
    logging.disable(logging.WARNING)
    try:
        opened = OpenedForm(data)
        found = opened.form()
        opened.written_codes()
    except BadInput as error:
        return error.code
    finally:
        logging.disable(logging.NOTSET)
    return "read" if found.pages else "no page"


@pytest.mark.parametrize("way", HERE[:: sample(3, 1)])
def test_what_is_broken_ends_in_values_or_one_refusal_here_too(way: str) -> None:
    for seed in range(12):
        data = getattr(hostile, way)(random.Random(f"here {seed}"))
        assert read_here(data) in {"read", *known_codes()}


def test_a_digital_signature_is_seen(forms: ReturnedForms) -> None:
    found = forms.read(signed(filled(), by_hand))
    assert (found.signature, found.signer) == (DigitalSignature.WHOLE, "Ayşe Yılmaz")
    assert forms.read(signed(filled(), by_hand, uncovered=50)).signature is DigitalSignature.PART
    assert forms.read(filled()).signature is DigitalSignature.NONE


TRAITS = [
    (hostile.script, PdfTrait.JAVASCRIPT),
    (hostile.launch, PdfTrait.LAUNCH),
    (hostile.embedded, PdfTrait.EMBEDDED_FILE),
    (hostile.other_form, PdfTrait.OTHER_FORM),
]


@pytest.mark.parametrize("seed", range(sample(2, 6)))
@pytest.mark.parametrize(("way", "trait"), TRAITS)
def test_what_has_no_business_there_is_told(
    forms: ReturnedForms, way: object, trait: PdfTrait, seed: int
) -> None:
    assert callable(way)
    assert trait in forms.read(way(random.Random(seed))).traits


def test_an_address_to_send_to_is_told(forms: ReturnedForms) -> None:
    found = forms.read(page(b"/OpenAction<</S/SubmitForm/F(http://127.0.0.1:9/)>>"))
    assert found.traits == {PdfTrait.SUBMIT}


def locked_with_aes(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(filled())) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="owner", user=user, R=6))
    return out.getvalue()


def locked_with_rc4(user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(filled())))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    return written(writer)


LOCKS = [locked_with_rc4, locked_with_aes]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_file_that_asks_for_a_password_is_refused_with_what_to_do(
    forms: ReturnedForms, lock: Callable[[str], bytes]
) -> None:
    with pytest.raises(BadInput) as raised:
        forms.read(lock("secret"))
    assert raised.value.code == "returned-encrypted"
    assert "Ask for it without a password" in say(raised.value)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_file_locked_against_changes_is_read(
    forms: ReturnedForms, lock: Callable[[str], bytes]
) -> None:
    found = forms.read(lock(""))
    assert found.traits == {PdfTrait.ENCRYPTED}
    assert found.fields["signer_name"] == FILLED.signature.name


REFUSED = [
    (b"", "returned-not-pdf"),
    (b"PK\x03\x04 a picture", "returned-not-pdf"),
    (b"%PDF-1.7\n", "returned-damaged"),
    (b"%PDF-1.7\n" + b"\0" * 5000, "returned-damaged"),
]


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_what_is_no_pdf_is_refused(forms: ReturnedForms, data: bytes, code: str) -> None:
    assert refusal(forms, data) == code


def test_a_huge_file_is_refused_without_reading(forms: ReturnedForms) -> None:
    assert refusal(forms, bytes(MOST_BYTES + 1)) == "returned-too-big"


def test_a_file_that_keeps_busy_is_given_up_and_the_next_is_read() -> None:
    reading = ReturnedForms(seconds=0.4)
    endless = b"%PDF-1.7\n" + b"<<" * 20_000_000
    try:
        assert refusal(reading, endless) in ("returned-too-long", "returned-damaged")
        assert reading.read(page()).pages == 1
    finally:
        reading.close()


@by_name
def test_what_is_known_counts_where_the_text_takes_too_long() -> None:
    text = b"BT /F 9 Tf " + b"(x) Tj 0 -1 Td " * 3_000_000 + b"ET"
    reading = ReturnedForms(seconds=1.5)
    try:
        found = reading.read(page(b"/AcroForm<</Fields[10 0 R]>>", {
            10: b"<</T(signer_name)/FT/Tx/V(Ann)>>"
        }, stream(text)))  # fmt: skip
    finally:
        reading.close()
    assert found.fields == {"signer_name": "Ann"}
    assert not found.is_whole


def test_one_file_alone() -> None:
    assert read_returned(page()).pages == 1


def test_reading_here_says_the_same(forms: ReturnedForms) -> None:
    opened = OpenedForm(filled())
    assert opened.form().fields == forms.read(filled()).fields
    assert opened.written_codes() == (CODE,)


ACTS = [
    "import os; os.system('true')",
    "import subprocess; subprocess.run(['true'])",
    "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "open('written', 'w')",
    "open('written', 'ab')",
    "import os; os.open('written', os.O_CREAT | os.O_WRONLY)",
    "import os; os.mkdir('folder')",
]


@pytest.mark.parametrize("act", ACTS)
def test_the_reading_process_can_start_and_write_nothing(tmp_path: Path, act: str) -> None:
    code = f"from exportdesk.core.bounded import forbid_acting\nforbid_acting()\n{act}"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, env=_env()
    )
    assert told.returncode != 0
    assert "PermissionError" in told.stderr
    assert not any(tmp_path.iterdir())


def test_it_can_still_read_files(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x")
    code = (
        "from exportdesk.core.bounded import forbid_acting\nforbid_acting()\nopen('there').read()"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=_env()).returncode == 0


@pytest.mark.parametrize("watched", sample([True], [False, True]))
def test_a_process_that_takes_too_much_memory_ends(watched: bool) -> None:
    begin = "threading.Thread(target=bounded._watch, args=(2**27,), daemon=True).start()"
    code = (
        "import threading, time\nfrom exportdesk.core import bounded\n"
        + (begin if watched else "bounded.limit_memory(2**27 * 3)")
        + "\nheld = []\nfor _ in range(60):\n"
        + "    held.append(bytearray(b'x') * 2**24)\n    time.sleep(0.01)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, env=_env())
    assert told.returncode == OUT_OF_MEMORY or b"MemoryError" in told.stderr


def _env() -> dict[str, str]:
    root = Path(__file__).parents[2]
    return {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
