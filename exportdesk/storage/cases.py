"""Cases in workspace.db: each as it is now, and what of it is shown in a table."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

import msgspec
from sqlite_utils import Database

from exportdesk.core.cases import Case, CaseState, CaseStep, Outcome
from exportdesk.core.ids import CaseId, PartyId
from exportdesk.core.text import folded
from exportdesk.storage.codec import from_json, to_json
from exportdesk.storage.merged_parties import MergedParties
from exportdesk.storage.products import MOST_WORDS

_CHUNK = 500
_ROW = (
    "id, number, state, title, customer, customer_name, reference, country, export_on, outcome,"
    " open_findings, next_step, signed_by, signed_at, made_at, changed_at"
)


@dataclass(frozen=True, slots=True)
class CaseLook:
    """What a case came to when it was last saved, for its row: outcome, what is open, the next
    step.
    """

    outcome: Outcome
    open_findings: int
    next_step: CaseStep


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a table. Days and moments are ISO text, "" for none; moments are UTC.

    Outcome and what is open are as of its last save: the machine's word, but for a signed one.
    """

    id: CaseId
    number: str
    state: CaseState
    title: str
    customer: PartyId
    customer_name: str
    reference: str
    country: str
    export_on: str
    outcome: Outcome
    open_findings: int
    next_step: CaseStep
    signed_by: str
    signed_at: str
    made_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases to list: those that hold every word, in these states, of this customer."""

    text: str = ""
    states: tuple[CaseState, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    customer: PartyId | None = None
    limit: int = 100_000


class CaseStore:
    """Keeps cases."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._merged = MergedParties(db)

    def save(self, case: Case, customer_name: str, look: CaseLook, at: str) -> str:
        """Keep a case, new or changed, and return its stored text. Call inside `writing`.

        SQLite refuses where what is kept is locked.
        """
        body, sign_off = to_json(case), case.sign_off
        values = {
            "number": case.number,
            "state": case.state.value,
            "title": case.title,
            "customer": case.customer,
            "customer_name": customer_name,
            "reference": case.reference,
            "country": case.destination.country,
            "export_on": case.export_on.isoformat() if case.export_on else "",
            "outcome": (sign_off.outcome if sign_off else look.outcome).value,
            "open_findings": look.open_findings,
            "next_step": look.next_step.value,
            "signed_by": sign_off.name if sign_off else "",
            "signed_at": sign_off.at.utc_text if sign_off else "",
            "changed_at": at,
            "body": body,
            "search": _search_text(case, customer_name),
        }
        names = ", ".join(values)
        changed = ", ".join(f"{name} = excluded.{name}" for name in values)
        self._db.execute(
            f"insert into cases (id, made_at, {names})"
            f" values ({', '.join('?' * (len(values) + 2))})"
            f" on conflict (id) do update set {changed}",
            (case.id, at, *values.values()),
        )
        return body

    def look_of(self, case: CaseId) -> CaseLook | None:
        """Return what the row of an open case says that it comes to; None where none is open."""
        row = self._db.execute(
            "select outcome, open_findings, next_step from cases where id = ? and state = ?",
            (case, CaseState.OPEN.value),
        ).fetchone()
        return None if row is None else CaseLook(Outcome(row[0]), int(row[1]), CaseStep(row[2]))

    def note_look(self, case: CaseId, look: CaseLook) -> None:
        """Have the row of an open case say what it comes to now. Call inside `writing`."""
        self._db.execute(
            "update cases set outcome = ?, open_findings = ?, next_step = ?"
            " where id = ? and state = ?",
            (
                *(look.outcome.value, look.open_findings, look.next_step.value),
                *(case, CaseState.OPEN.value),
            ),
        )

    def get(self, case: CaseId) -> Case | None:
        """Return a case, None where there is none of that id."""
        return self.several([case]).get(case)

    def several(self, cases: Iterable[CaseId]) -> dict[CaseId, Case]:
        """Return cases by id, without those that never were.

        An open one names its parties as they go on where customers were merged; a locked one stays
        as it was signed.
        """
        wanted = list(dict.fromkeys(cases))
        found: dict[CaseId, Case] = {}
        renamed = self._merged.renaming()
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._db.execute(
                f"select body from cases where id in ({','.join('?' * len(chunk))})", chunk
            )
            for (body,) in rows:
                case = from_json(body, Case)
                found[case.id] = case if case.is_locked else renamed(case)
        return found

    def by_number(self, number: str) -> CaseId | None:
        """Return which case has a number, None where none has."""
        row = self._db.execute("select id from cases where number = ?", (number,)).fetchone()
        return CaseId(row[0]) if row else None

    def bodies(self) -> dict[str, str]:
        """Return the stored text of every case by its id."""
        return {str(one): str(body) for one, body in self._db.execute("select id, body from cases")}

    def rows(self, wanted: CaseFilter) -> list[CaseRow]:
        """Return the cases of a filter, the one that was changed last first."""
        where, values = ["1"], list[str]()
        for word in folded(wanted.text).split()[:MOST_WORDS]:
            where.append("instr(search, ?) > 0")
            values.append(word)
        chosen = (("state", wanted.states), ("outcome", wanted.outcomes))
        for column, allowed in chosen:
            if allowed:
                where.append(f"{column} in ({','.join('?' * len(allowed))})")
                values += [one.value for one in allowed]
        if wanted.customer is not None:
            whose = self._merged.ids(wanted.customer)
            where.append(f"customer in ({','.join('?' * len(whose))})")
            values += whose
        rows = self._db.execute(
            f"select {_ROW} from cases where {' and '.join(where)}"
            " order by changed_at desc, row desc limit ?",
            (*values, wanted.limit),
        )
        return [_row(row) for row in rows]

    def held(self) -> frozenset[CaseId]:
        """Return which cases were signed as a hold and not taken up again: none repeats them."""
        rows = self._db.execute(
            "select id from cases where state = ? and outcome in (?, ?) and id not in ("
            "select json_extract(body, '$.copied_from') from cases"
            " where json_extract(body, '$.copied_from') is not null)",
            [CaseState.SIGNED.value, Outcome.HOLD_LICENSE.value, Outcome.HOLD_RESOLVE.value],
        )
        return frozenset(CaseId(one) for (one,) in rows)

    def count(self, *states: CaseState) -> int:
        """Return how many cases there are, in these states or at all."""
        where = f" where state in ({','.join('?' * len(states))})" if states else ""
        found: int = self._db.execute(
            f"select count(*) from cases{where}", [one.value for one in states]
        ).fetchone()[0]
        return found

    def ids(self, *states: CaseState) -> list[CaseId]:
        """Return which cases are in these states, the oldest first."""
        places = ",".join("?" * len(states))
        rows = self._db.execute(
            f"select id from cases where state in ({places}) order by row",
            [one.value for one in states],
        )
        return [CaseId(one) for (one,) in rows]

    def signed_of(self, customers: Iterable[PartyId]) -> dict[PartyId, list[Case]]:
        """Return the signed cases of customers and of those merged into them, the oldest first."""
        members = self._merged.within(dict.fromkeys(customers))
        wanted = list(members)
        found: dict[PartyId, list[Case]] = {}
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            rows = self._db.execute(
                f"select body from cases where customer in ({','.join('?' * len(chunk))})"
                " and customer <> '' and state = 'signed' order by signed_at, row",
                chunk,
            )
            for (body,) in rows:
                case = from_json(body, Case)
                found.setdefault(members[case.customer].of, []).append(case)
        return {one: sorted(cases, key=_signed_at) for one, cases in found.items()}

    def drifts(self, stamp: str) -> dict[CaseId, str]:
        """Return what was worked out for signed cases under this stamp, as stored."""
        rows = self._db.execute("select case_id, body from case_drifts where stamp = ?", (stamp,))
        return {CaseId(one): str(body) for one, body in rows}

    def keep_drifts(self, stamp: str, found: Iterable[tuple[CaseId, str]]) -> None:
        """Keep what was worked out under a stamp. Call inside `writing`."""
        self._db.conn.executemany(
            "insert into case_drifts (case_id, stamp, body) values (?, ?, ?)"
            " on conflict (case_id) do update set stamp = excluded.stamp, body = excluded.body",
            [(case, stamp, body) for case, body in found],
        )


def _signed_at(case: Case) -> str:
    return case.sign_off.at.utc_text if case.sign_off else ""


def _search_text(case: Case, customer_name: str) -> str:
    words = [
        case.number,
        case.title,
        case.reference,
        customer_name,
        *(x.number for x in case.licenses),
    ]
    words += [one.profile.name for one in case.parties if one.profile]
    for item in case.items:
        words += [item.product.sku, item.product.description, item.product.hs_code]
    return "\n".join(dict.fromkeys(folded(word) for word in words if word.strip()))


def _row(row: tuple[object, ...]) -> CaseRow:
    told = dict(zip((field.name for field in fields(CaseRow)), map(str, row), strict=True))
    return msgspec.convert(told, CaseRow, strict=False)
