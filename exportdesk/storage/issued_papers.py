"""Papers that were given a number of their own, in workspace.db; their bytes are attachments."""

from collections.abc import Sequence
from itertools import chain

from sqlite_utils import Database

from exportdesk.core.clock import Moment, parse_utc
from exportdesk.core.ids import CaseId, PartyId
from exportdesk.core.papers import IssuedPaper, PaperKind
from exportdesk.storage.book_search import holds_as_typed
from exportdesk.storage.merged_parties import MergedParties

NUMBERED = "P"
ISSUED_PAPERS = (
    """
    create table issued_papers (
        number text primary key,
        kind text not null,
        at text not null,
        zone text not null,
        offset_minutes integer not null,
        operator text not null,
        recipient text not null,
        sha256 text not null,
        customer_id text not null,
        case_id text not null,
        wording text not null
    ) strict
    """,
    "create index issued_papers_by_customer on issued_papers (customer_id, at)",
    "create index issued_papers_by_case on issued_papers (case_id, at)",
)
"""What the migration that brings them makes."""

_COLUMNS = (
    "number, kind, at, zone, offset_minutes, operator, recipient, sha256, customer_id, case_id,"
    " wording"
)


class IssuedPapers:
    """Keeps what was issued. Papers are added and read, never rewritten."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._merged = MergedParties(db)

    def coming_number(self, year: int) -> str:
        """Return the number that the next paper gets unless another program is quicker."""
        row = self._db.execute("select last from counters where kind = ?", (NUMBERED,)).fetchone()
        return f"{NUMBERED}-{year}-{(row[0] if row else 0) + 1:04d}"

    def add(self, paper: IssuedPaper) -> None:
        """Keep a paper. Call inside `writing`."""
        self._db.execute(
            f"insert into issued_papers ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                paper.number,
                paper.kind.value,
                paper.at.utc_text,
                paper.at.zone,
                paper.at.offset_minutes,
                paper.operator,
                paper.recipient,
                paper.sha256,
                paper.customer,
                paper.case,
                paper.wording,
            ),
        )

    def get(self, number: str) -> IssuedPaper | None:
        """Return the paper of a number, None where there is none."""
        found = self._papers("number = ?", (number,))
        return found[0] if found else None

    def rows(
        self,
        *,
        kind: PaperKind | None = None,
        customer: PartyId | None = None,
        case: CaseId | None = None,
        limit: int = 500,
    ) -> list[IssuedPaper]:
        """Return papers, newest first: of a kind, about a customer (and whoever was merged into
        it), of a case.
        """
        wanted: dict[str, Sequence[str]] = {}
        if kind is not None:
            wanted["kind"] = (kind.value,)
        if customer is not None:
            wanted["customer_id"] = self._merged.ids(customer)
        if case is not None:
            wanted["case_id"] = (case,)
        where = ["1", *(f"{name} in ({','.join('?' * len(v))})" for name, v in wanted.items())]
        return self._papers(" and ".join(where), tuple(chain(*wanted.values())), limit)

    def find(self, text: str, limit: int) -> list[IssuedPaper]:
        """Return the newest papers that hold every word of `text` in number or recipient."""
        where, values = holds_as_typed(text, "number", "recipient")
        return self._papers(where, tuple(values), limit)

    def _papers(
        self, where: str, values: tuple[str, ...], limit: int = 1_000_000_000
    ) -> list[IssuedPaper]:
        rows = self._db.execute(
            f"select {_COLUMNS} from issued_papers where {where}"
            " order by at desc, number desc limit ?",
            (*values, limit),
        )
        return [_paper(row) for row in rows]


def _paper(row: tuple[str, ...]) -> IssuedPaper:
    number, kind, at, zone, offset, operator, recipient, sha256, customer, case, wording = row
    return IssuedPaper(
        number=number,
        kind=PaperKind(kind),
        at=Moment(parse_utc(at), zone, int(offset)),
        operator=operator,
        recipient=recipient,
        sha256=sha256,
        customer=PartyId(customer),
        case=CaseId(case),
        wording=wording,
    )
