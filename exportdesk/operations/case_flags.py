"""What is kept of the red flags of a case: seen, looked for, asked about."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from exportdesk.core.cases import Case, LookedFor, RaisedFlag
from exportdesk.core.clock import Clock, Moment
from exportdesk.core.errors import BadInput
from exportdesk.core.standing import Evidence
from exportdesk.core.text import tidy_lines
from exportdesk.diligence.flags_asked import SEEN
from exportdesk.diligence.weighing import assess
from exportdesk.documents.case_values import TakenBack
from exportdesk.operations.case_facts_of import CaseFactsOf
from exportdesk.operations.case_file import CaseFile
from exportdesk.rulebook import Rulebook
from exportdesk.storage.codec import from_json
from exportdesk.storage.workspace import Workspace

_TAKEN_BACK = "case_flag_taken_back"


def taken_back(workspace: Workspace, case: Case) -> tuple[TakenBack, ...]:
    """Return the red flags of a case that were raised and taken back, as its versions tell."""
    found: list[TakenBack] = []
    before = case
    for one in workspace.versions.of(case.id):
        now = from_json(one.body, Case)
        if one.act == _TAKEN_BACK:
            gone = (flag for flag in before.flags if now.flag(flag.flag) is None)
            found += [TakenBack(flag, one.by, one.at) for flag in gone]
        before = now
    return tuple(found)


class CaseFlags:
    """The part of `Cases` that is about red flags; the same holds for its methods."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        facts: CaseFactsOf,
        rulebook: Callable[[], Rulebook],
        clock: Clock,
    ) -> None:
        self._workspace = workspace
        self._facts = facts
        self._rulebook = rulebook
        self._clock = clock
        self.file = CaseFile(workspace=workspace, facts=facts, clock=clock)

    def flag(self, case: Case, code: str, note: str = "") -> Case:
        """Keep that somebody saw a red flag. Raises BadInput for one the rulebook does not know."""
        asked = {one.id: one.same_as or one.id for one in self._rulebook().red_flags.all()}
        if code not in asked:
            raise BadInput("flag-unknown", flag=code)
        by, at = self._signature()
        before = case.flag(code)
        raised = (
            replace(before, note=tidy_lines(note)) if before else RaisedFlag(code, note, by, at)
        )
        # With it go those that say the same: taken back, it is open, and not one that was not seen.
        looked = tuple(one for one in case.looked if asked.get(one.flag) != asked[code])
        changed = replace(case.with_flag(raised), looked=looked)
        told = {"flag": code, "note": note}
        return self.file.save(changed, "case_flag_raised", told, was=case)

    def look_for(self, case: Case, flags: Mapping[str, str]) -> Case:
        """Keep that somebody looked for red flags and saw none of them, each in these words.

        What was said of all of them at once gives way. Raises BadInput for one that is not known.
        """
        known = {one.id for one in self._rulebook().red_flags.all()}
        for code in flags:
            if code not in known:
                raise BadInput("flag-unknown", flag=code)
        by, at = self._signature()
        others = tuple(one for one in case.looked if one.flag not in flags)
        told = tuple(LookedFor(code, words, by, at) for code, words in flags.items())
        answers = tuple(one for one in case.answers if one.code != SEEN)
        changed = replace(case, looked=(*others, *told), answers=answers)
        return self.file.save(changed, "case_flags_looked", {"flags": dict(flags)}, was=case)

    def unlook(self, case: Case, flags: Collection[str]) -> Case:
        """Take back that red flags were not seen; the versions keep it."""
        looked = tuple(one for one in case.looked if one.flag not in flags)
        told = {"flags": sorted(flags)}
        changed = replace(case, looked=looked)
        return self.file.save(changed, "case_flags_looked_taken_back", told, was=case)

    def unflag(self, case: Case, code: str) -> Case:
        """Take back a red flag that was raised by mistake; the versions keep it.

        Raises BadInput where somebody asked about it already: then it was no mistake.
        """
        raised = case.flag(code)
        if raised is not None and raised.is_looked_into:
            raise BadInput("flag-looked-into", flag=code)
        flags = tuple(one for one in case.flags if one.flag != code)
        told = {"flag": code}
        return self.file.save(replace(case, flags=flags), _TAKEN_BACK, told, was=case)

    def resolve_flag(
        self,
        case: Case,
        code: str,
        *,
        inquiry: str,
        answer: str,
        evidence: Iterable[Evidence] = (),
    ) -> Case:
        """Keep what was asked about a red flag, what was answered, and evidence of it.

        It counts as resolved once there is all of it. Raises BadInput for one nobody raised.
        """
        raised = case.flag(code)
        if raised is None:
            raise BadInput("flag-not-raised", flag=code)
        by, at = self._signature()
        weighed = assess(self._facts.of(case)).of(f"red-flag:{code}")
        told = replace(
            raised,
            inquiry=tidy_lines(inquiry),
            answer=tidy_lines(answer),
            evidence=tuple(evidence),
            resolved_by=by,
            resolved_at=at,
            seen=weighed.finding.fingerprint if weighed else "",
        )
        shown = {"flag": code, "evidence": [one.sha256 for one in told.evidence]}
        return self.file.save(case.with_flag(told), "case_flag_resolved", shown, was=case)

    def _signature(self) -> tuple[str, Moment]:
        return self._workspace().settings.settings().operator, self._clock.now()
