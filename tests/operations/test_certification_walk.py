"""Anything done with certifications in any order: refused in words, or kept and sound."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from exportdesk.core.certification_life import Certification, SentBy
from exportdesk.core.certifications import CertificationForm, CertificationState
from exportdesk.core.clock import today
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CertificationId
from exportdesk.core.words import known_codes, say
from exportdesk.wiring import Desk
from tests.fakes import FakeClock
from tests.operations.test_certifications import filled_in, signed_answers
from tests.reviewing import customer
from tests.sampling import sample
from tests.ui.desks import open_filled

STEPS = 70
FINAL = (CertificationState.REPLACED,)


class Walk:
    """One walk: what was sent so far, and how each form looked then."""

    def __init__(self, desk: Desk, clock: FakeClock, rng: random.Random) -> None:
        self.desk, self.clock, self.rng = desk, clock, rng
        self.ids: list[CertificationId] = []
        self.forms: dict[CertificationId, CertificationForm] = {}
        self.ends: Counter[tuple[str, str]] = Counter()
        self.said: list[tuple[str, str]] = []
        self.holder = customer("Calm Meters GmbH", "DE", address="Weg 4, Ulm", reference="K-1")
        desk.customers.save(self.holder)

    def any(self) -> Certification:
        """Return one of the newest certifications, as it was last seen."""
        return self.desk.certifications.get(self.rng.choice(self.ids[-4:]))

    def draft(self) -> None:
        self.ids.append(self.desk.certifications.draft(self.holder.id).id)

    def discard(self) -> None:
        one = self.any()
        self.desk.certifications.discard(one.id)
        if self.rng.random() < 0.8:  # now and then somebody asks for one that is gone
            self.ids.remove(one.id)

    def send(self) -> None:
        sent = self.desk.certifications.send(self.any().id, self.rng.choice(list(SentBy)))
        self.forms[sent.id] = sent.form

    def new_version(self) -> None:
        self.ids.append(self.desk.certifications.new_version(self.any().id).id)

    def renew(self) -> None:
        self.ids.append(self.desk.certifications.renew(self.any().id).id)

    def receive(self) -> None:
        one = self.any()
        if one.sending is None:
            data = self.desk.certifications.paper(one, fillable=True)
        else:
            title = self.rng.choice(("Director", ""))
            place = str(self.rng.random())
            day = today(self.clock).isoformat()
            told = signed_answers(one, title=title, place=place, signed_on=day)
            data = filled_in(self.desk, one, told)
        ink = self.rng.random() < 0.7
        self.desk.certifications.receive(data, "back.pdf", ink_signature_seen=ink)

    def saw_signature(self) -> None:
        self.desk.certifications.saw_signature(self.any().id)

    def accept(self) -> None:
        why = self.rng.choice(("", "As agreed"))
        self.desk.certifications.accept(self.any().id, "Dana", why)

    def reject(self) -> None:
        self.desk.certifications.reject(self.any().id, "Not theirs")

    def attach(self) -> None:
        self.desk.certifications.attach(self.any().id, self.rng.randbytes(9), "scan.pdf")

    def wait(self) -> None:
        self.clock.advance(days=self.rng.choice((1, 40, 200)))

    def step(self) -> None:
        """Do something, and look whether all is as it must be."""
        acts: list[Callable[[], None]] = [
            *(self.draft, self.send, self.send, self.receive, self.receive, self.receive),
            *(self.accept, self.accept, self.reject, self.saw_signature, self.attach),
            *(self.new_version, self.renew, self.wait, self.discard),
        ]
        act = self.rng.choice(acts if self.ids else [self.draft])
        try:
            act()
            self.ends[act.__name__, "done"] += 1
        except BadInput as error:
            self.ends[act.__name__, error.code] += 1
            self.said.append((error.code, say(error)))
        self.look()

    def look(self) -> None:
        """Every rule that holds whatever was done."""
        found = self.desk.certifications
        rows = found.list()
        assert len({(row.number, row.version) for row in rows}) == len(rows)
        for row in rows:
            one = found.get(row.id)
            assert (one.sending is None) == one.is_draft
            assert (one.replaced_by is not None) == (one.state in FINAL)
            assert one.expires_on is None or one.ruling is not None
            if one.state is CertificationState.ACCEPTED:
                assert one.ruling is not None
                assert one.ruling.accepted
                assert one.last_return is not None
                assert one.last_return.is_signed
            if one.id in self.forms:
                assert one.form == self.forms[one.id]
        due = {row.id for row in found.renewals()}
        assert due <= {row.id for row in rows}


@pytest.mark.parametrize("seed", range(sample(1, 3)))
def test_anything_in_any_order(tmp_path: Path, seed: int) -> None:
    clock = FakeClock()
    desk = open_filled(tmp_path / "ws", clock)
    walk = Walk(desk, clock, random.Random(seed))
    for _ in range(STEPS):
        walk.step()
    verified = desk.records.verify()
    assert verified.faults == ()
    assert walk.forms
    assert walk.ends["accept", "done"]
    for code, text in walk.said:
        assert code in known_codes()
        assert "?" not in text
    desk.close()
