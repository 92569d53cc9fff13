"""Cases out of files, where two programs send the same order."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from exportdesk.core.errors import BadInput
from tests.casework import german
from tests.ui.desks import open_filled

_SENT = 6


def test_an_order_that_is_sent_several_times_at_once_is_one_case(tmp_path: Path) -> None:
    desk = open_filled(tmp_path / "ws")
    german(desk)
    order = tmp_path / "order.json"
    order.write_text('{"customer": "K-1", "reference": "PO-1"}', "utf-8")
    together = Barrier(_SENT)

    def send(_number: int) -> str:
        together.wait()
        try:
            return desk.case_documents.open(order).number
        except BadInput as error:
            return "" if error.code == "case-there" else error.code

    with ThreadPoolExecutor(_SENT) as senders:
        opened = [number for number in senders.map(send, range(_SENT)) if number]
    assert opened == [row.number for row in desk.cases.list()]
    assert len(opened) == 1
    assert desk.records.verify().sound
    desk.close()
