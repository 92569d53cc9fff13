"""Certifications in workspace.db: each version with its life, and what of it a table shows."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date

import msgspec
from sqlite_utils import Database

from exportdesk.core.certification_life import Certification
from exportdesk.core.certifications import CertificationState, standing_on
from exportdesk.core.ids import CaseId, CertificationId, PartyId
from exportdesk.core.text import folded
from exportdesk.storage.codec import from_json, to_ordered_json
from exportdesk.storage.merged_parties import MergedParties
from exportdesk.storage.products import MOST_WORDS

_CHUNK = 500
_ROW = (
    "id, number, version, state, customer, customer_name, case_id, reference, country, language,"
    " items, findings, dated, sent_at, returned_at, decided_at, expires_on, replaced_by, made_at,"
    " changed_at"
)


@dataclass(frozen=True, slots=True)
class CertificationRow:
    """One certification in a table. Days and moments are ISO text, "" for none; moments are UTC.

    `state` is as of the day the rows were asked for. `findings` counts what is not as asked in
    what came back last.
    """

    id: CertificationId
    number: str
    version: int
    state: CertificationState
    customer: PartyId
    customer_name: str
    case_id: CaseId
    reference: str
    country: str
    language: str
    items: int
    findings: int
    dated: str
    sent_at: str
    returned_at: str
    decided_at: str
    expires_on: str
    replaced_by: CertificationId
    made_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class CertificationFilter:
    """Which to list: those that hold every word, in these states on that day, of this customer.

    `ends_by` are those accepted that end by then. Without `replaced`, older versions are left out.
    """

    text: str = ""
    states: tuple[CertificationState, ...] = ()
    customer: PartyId | None = None
    case: CaseId | None = None
    ends_by: date | None = None
    replaced: bool = True
    limit: int = 100_000


class CertificationStore:
    """Keeps certifications."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._merged = MergedParties(db)

    def save(self, one: Certification, at: str) -> str:
        """Keep a certification, new or changed, and return its stored text.

        Call inside `writing`. SQLite refuses where the form was sent and is another now.
        """
        body = to_ordered_json(one)
        form, back = one.form, one.last_return
        values = {
            "number": form.number,
            "version": form.version,
            "state": one.state.value,
            "customer": form.customer or "",
            "customer_name": one.customer_name,
            "case_id": form.case or "",
            "reference": form.asked.order.reference,
            "country": form.asked.customer.country,
            "language": form.language,
            "items": len(form.items),
            "findings": sum(each.weight != "note" for each in back.findings) if back else 0,
            "dated": form.dated.isoformat(),
            "sent_at": one.sending.at.utc_text if one.sending else "",
            "returned_at": back.at.utc_text if back else "",
            "decided_at": one.ruling.at.utc_text if one.ruling else "",
            "expires_on": one.expires_on.isoformat() if one.expires_on else "",
            "replaced_by": one.replaced_by or "",
            "changed_at": at,
            "form": to_ordered_json(form),
            "body": body,
            "search": _search_text(one),
        }
        names = ", ".join(values)
        changed = ", ".join(f"{name} = excluded.{name}" for name in values)
        self._db.execute(
            f"insert into certifications (id, made_at, {names})"
            f" values ({', '.join('?' * (len(values) + 2))})"
            f" on conflict (id) do update set {changed}",
            (one.id, at, *values.values()),
        )
        return body

    def remove(self, one: CertificationId, at: str) -> None:
        """Take a draft out of sight; its number stays used. Call inside `writing`."""
        self._db.execute("update certifications set removed_at = ? where id = ?", (at, one))

    def put_back(self, one: CertificationId) -> bool:
        """Bring one back that is out of sight, and tell whether it was. Call inside `writing`."""
        found = self._db.execute(
            "update certifications set removed_at = '' where id = ? and removed_at <> ''", (one,)
        )
        return found.rowcount > 0

    def get(self, one: CertificationId) -> Certification | None:
        """Return a certification, None where there is none of that id or it was discarded."""
        row = self._db.execute(
            "select body from certifications where id = ? and removed_at = ''", (one,)
        ).fetchone()
        return from_json(row[0], Certification) if row else None

    def of_number(self, number: str) -> list[Certification]:
        """Return every version of a number, the oldest first."""
        rows = self._db.execute(
            "select body from certifications where number = ? and removed_at = '' order by version",
            (number,),
        )
        return [from_json(body, Certification) for (body,) in rows]

    def of_customers(self, customers: Iterable[PartyId]) -> dict[PartyId, list[Certification]]:
        """Return the certifications of customers, each the oldest first; also of those who were
        merged into them.
        """
        members = self._merged.within(dict.fromkeys(one for one in customers if one))
        found: dict[PartyId, list[Certification]] = {}
        for one, kept in self._by("customer", members).items():
            found.setdefault(members[PartyId(one)].of, []).extend(kept)
        return {one: sorted(kept, key=lambda each: each.id) for one, kept in found.items()}

    def of_cases(self, cases: Iterable[CaseId]) -> dict[CaseId, list[Certification]]:
        """Return the certifications made for cases, each the oldest first."""
        return {CaseId(one): kept for one, kept in self._by("case_id", cases).items()}

    def _by(self, column: str, values: Iterable[str]) -> dict[str, list[Certification]]:
        wanted = list(dict.fromkeys(one for one in values if one))
        found: dict[str, list[Certification]] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._db.execute(
                f"select {column}, body from certifications where removed_at = ''"
                f" and {column} in ({','.join('?' * len(chunk))}) order by row",
                chunk,
            )
            for key, body in rows:
                found.setdefault(str(key), []).append(from_json(body, Certification))
        return found

    def bodies(self) -> dict[str, str]:
        """Return the stored text of each by its id, of discarded drafts too."""
        rows = self._db.execute("select id, body from certifications")
        return {str(one): str(body) for one, body in rows}

    def newest_version(self, number: str) -> int:
        """Return the newest version of a number that ever was, 0 for none."""
        found: int = self._db.execute(
            "select coalesce(max(version), 0) from certifications where number = ?", (number,)
        ).fetchone()[0]
        return found

    def begun(self) -> frozenset[CertificationId]:
        """Return those that another was begun to take the place of."""
        rows = self._db.execute(
            "select json_extract(body, '$.replaces') from certifications where removed_at = ''"
        )
        return frozenset(CertificationId(one) for (one,) in rows if one)

    def rows(self, wanted: CertificationFilter, day: date) -> list[CertificationRow]:
        """Return those of a filter as they stand on a day, the one changed last first."""
        where, values = ["removed_at = ''"], list[str]()
        for word in folded(wanted.text).split()[:MOST_WORDS]:
            where.append("instr(search, ?) > 0")
            values.append(word)
        if wanted.customer is not None:
            whose = self._merged.ids(wanted.customer)
            where.append(f"customer in ({','.join('?' * len(whose))})")
            values += whose
        if wanted.case is not None:
            where.append("case_id = ?")
            values.append(wanted.case)
        if wanted.ends_by is not None:
            where.append("state = 'accepted' and expires_on <> '' and expires_on <= ?")
            values.append(wanted.ends_by.isoformat())
        if not wanted.replaced:
            where.append("state <> 'replaced'")
        found = self._db.execute(
            f"select {_ROW} from certifications where {' and '.join(where)}"
            " order by changed_at desc, row desc limit ?",
            (*values, -1 if wanted.states else wanted.limit),
        )
        rows = [_standing(_row(each), day) for each in found]
        if wanted.states:
            rows = [row for row in rows if row.state in wanted.states]
        return rows[: wanted.limit]


def _search_text(one: Certification) -> str:
    form = one.form
    words = [form.number, form.code.text, one.customer_name, form.asked.customer.legal_name]
    words += [form.asked.order.reference, form.record]
    words += [each.name for each in form.asked.use.end_users]
    for item in form.items:
        words += [item.part, item.description, item.hs_code]
    for back in one.returns:
        words += [file.name for file in back.files]
        words.append(back.answers.customer.legal_name if back.answers else "")
    return "\n".join(dict.fromkeys(folded(word) for word in words if word.strip()))


def _row(row: tuple[object, ...]) -> CertificationRow:
    told = dict(zip((each.name for each in fields(CertificationRow)), map(str, row), strict=True))
    return msgspec.convert(told, CertificationRow, strict=False)


def _standing(row: CertificationRow, day: date) -> CertificationRow:
    ends = date.fromisoformat(row.expires_on) if row.expires_on else None
    return replace(row, state=standing_on(row.state, ends, day))
