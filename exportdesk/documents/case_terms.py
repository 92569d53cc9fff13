"""The words and tones that the paper of a case has for stored choices, grounds and evidence."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from reportlab.platypus import Flowable

from exportdesk.core.cases import Outcome, Remedy
from exportdesk.core.i18n import _
from exportdesk.core.i18n import mark as _m
from exportdesk.core.standing import Evidence, MatchState
from exportdesk.core.words import sentence
from exportdesk.core.words.choices import word
from exportdesk.diligence.case_facts import ScreeningState
from exportdesk.diligence.indication import FilingNeed, LicenseVerdict
from exportdesk.diligence.weighing import Stand
from exportdesk.documents import terms
from exportdesk.documents.blocks import Chip
from exportdesk.documents.blocks import Note as Box
from exportdesk.documents.text import Span
from exportdesk.documents.tokens import AMBER, SMALL, SMALL_BOLD, SMALL_QUIET, Style, Tone
from exportdesk.rulebook import Note, Provenance, Status

_MOST_CITED = 3
CAUTION = Style(SMALL.size, SMALL.leading, AMBER, bold=True)

_OUTCOMES: Mapping[Outcome, Tone] = {
    Outcome.DO_NOT_SHIP: "stop",
    Outcome.HOLD_LICENSE: "stop",
    Outcome.HOLD_RESOLVE: "caution",
    Outcome.CONDITIONS: "caution",
    Outcome.NO_OBJECTION: "neutral",
}
_STANDS: Mapping[Stand, Tone] = {
    Stand.OPEN: "caution",
    Stand.RETURNED: "caution",
    Stand.SETTLED: "good",
    Stand.OVERRIDDEN: "caution",
    Stand.NOTED: "neutral",
}
_SCREENINGS: Mapping[ScreeningState, tuple[str, Tone]] = {
    ScreeningState.CURRENT: (_m("Screened"), "neutral"),
    ScreeningState.STALE: (_m("Screening out of date"), "caution"),
    ScreeningState.NOT_SCREENED: (_m("Not screened"), "stop"),
}
_MATCHES: Mapping[MatchState, Tone] = {
    MatchState.OPEN: "caution",
    MatchState.RETURNED: "caution",
    MatchState.RESEARCH: "caution",
    MatchState.NOT_SAME: "good",
    MatchState.SAME: "stop",
}
_LICENSES: Mapping[LicenseVerdict, Tone] = {
    LicenseVerdict.LIKELY_REQUIRED: "stop",
    LicenseVerdict.DEPENDS: "caution",
    LicenseVerdict.NOT_CHECKED: "caution",
    LicenseVerdict.NOT_INDICATED: "neutral",
}
_REMEDIES: Mapping[Remedy, str] = {
    Remedy.LICENSE: _m("License"),
    Remedy.AGENCY_ANSWER: _m("Answer of the agency"),
    Remedy.INQUIRY: _m("Inquiry"),
    Remedy.EVIDENCE: _m("Evidence"),
    Remedy.REASON: _m("Reason"),
    Remedy.OVERRIDE: _m("Override of company policy"),
}
_MARKS: Mapping[Status, str] = {
    Status.VERIFIED: _m("verified"),
    Status.SECONDARY: _m("secondary source"),
    Status.UNVERIFIED: _m("not yet checked"),
}


def outcome_chip(outcome: Outcome) -> Chip:
    """Return the chip of an outcome."""
    return Chip(word(outcome), _OUTCOMES[outcome])


def outcome_tone(outcome: Outcome) -> Tone:
    """Return the tone of an outcome."""
    return _OUTCOMES[outcome]


def stand_chip(stand: Stand) -> Chip:
    """Return the chip that says how a finding stands."""
    return Chip(sentence(f"stand-{stand}"), _STANDS[stand])


def screening_chip(state: ScreeningState) -> Chip:
    """Return the chip that says whether a party was screened."""
    words, tone = _SCREENINGS[state]
    return Chip(_(words), tone)


def screening_said(state: ScreeningState, on: date | None) -> str:
    """Return whether a party was screened, and on which day last."""
    words = _(_SCREENINGS[state][0])
    return _("{state}, {date}").format(state=words, date=on.isoformat()) if on else words


def match_chip(state: MatchState) -> Chip:
    """Return the chip that says how a match stands."""
    return Chip(word(state), _MATCHES[state])


def license_chip(verdict: LicenseVerdict) -> Chip:
    """Return the chip of what the license indicator says."""
    return Chip(sentence(f"license-verdict-{verdict}"), _LICENSES[verdict])


def filing_said(need: FilingNeed) -> str:
    """Return the words for whether an export is filed, or the statement needed."""
    return sentence(f"filing-need-{need}")


def remedy_said(remedy: Remedy) -> str:
    """Return what a finding was settled by."""
    return _(_REMEDIES[remedy]) if remedy in _REMEDIES else remedy.value


def cited(provenance: Provenance) -> list[Span]:
    """Return a citation with the mark of how far it was checked, and up to which day."""
    mark = f"{_(_MARKS[provenance.status])}, {provenance.as_of.isoformat()}"
    verified = provenance.status is Status.VERIFIED
    return [
        Span(f"{provenance.citation or _('no citation')}  ", SMALL),
        Span(f"[{mark}]", SMALL_QUIET if verified else CAUTION),
    ]


def ground_pairs(ground: Note | None) -> list[tuple[str, str | Sequence[Span]]]:
    """Return what a finding rests on: the statement, where it is written, how it was checked."""
    if ground is None:
        return []
    pairs: list[tuple[str, str | Sequence[Span]]] = [
        (_("Rests on"), ground.text),
        (_("Citation"), cited(ground.provenance)),
    ]
    return [*pairs, *unverified_pair(ground.provenance)]


def unverified_pair(told: Provenance) -> list[tuple[str, str | Sequence[Span]]]:
    """Return what nobody checked of a text, () where there is nothing of the kind."""
    if not told.unverified_note:
        return []
    return [(_("Not yet checked"), [Span(told.unverified_note, CAUTION)])]


def not_verified(told: Iterable[Provenance]) -> list[Flowable]:
    """Return what nobody checked of what a table rests on, each note once with its citations."""
    found: dict[str, dict[str, None]] = {}
    for one in told:
        if one.unverified_note:
            found.setdefault(one.unverified_note, {})[one.citation] = None
    if not found:
        return []
    lines = "\n".join(
        _("{citations}: {note}").format(citations=_few(list(cited_by)), note=note)
        for note, cited_by in found.items()
    )
    head = Span(_("Not yet checked") + "\n", CAUTION)
    return [Box([head, Span(lines, SMALL)], "caution")]


def _few(citations: Sequence[str]) -> str:
    shown = "; ".join(one for one in citations[:_MOST_CITED] if one) or _("no citation")
    more = len(citations) - _MOST_CITED
    return _("{shown} and {count} more").format(shown=shown, count=more) if more > 0 else shown


def marks_said() -> str:
    """Return what the marks beside citations mean."""
    return _(
        "Beside each citation stands how far the text was checked, and up to which day: verified "
        "({verified}), secondary source ({secondary}), or not verified ({unverified})."
    ).format(
        verified=terms.status(Status.VERIFIED),
        secondary=terms.status(Status.SECONDARY),
        unverified=_("nobody checked the published text"),
    )


def evidence_said(evidence: Iterable[Evidence]) -> list[Span]:
    """Return files by name and SHA-256, one under the other."""
    spans: list[Span] = []
    for at, one in enumerate(evidence):
        size = _("{size:,} bytes").format(size=one.size)
        spans += [
            Span(("\n" if at else "") + (one.name or _("(no file name)")), SMALL_BOLD),
            Span(f"   {size}\n{_('SHA-256')} {one.sha256}", SMALL_QUIET),
        ]
    return spans


def evidence_pair(evidence: Sequence[Evidence]) -> list[tuple[str, str | Sequence[Span]]]:
    """Return the row that names the files, none where there are none."""
    return [(_("Evidence"), evidence_said(evidence))] if evidence else []
