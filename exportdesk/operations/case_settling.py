"""What settles the findings of a case: recorded, changed, taken back so that a finding is open."""

from collections.abc import Iterable
from dataclasses import replace

from exportdesk.core.cases import Case, Remedy, Resolution
from exportdesk.core.errors import BadInput
from exportdesk.core.standing import Evidence
from exportdesk.core.text import tidy_lines
from exportdesk.diligence.weighing import assess, is_allowed
from exportdesk.operations.case_flags import CaseFlags

_FLAG = "red-flag:"


class CaseSettling(CaseFlags):
    """The part of `Cases` that is about what settles findings; the same holds for its methods."""

    def resolve(
        self,
        case: Case,
        finding: str,
        remedy: Remedy,
        *,
        reason: str = "",
        inquiry: str = "",
        answer: str = "",
        license: str = "",
        evidence: Iterable[Evidence] = (),
        second_name: str = "",
    ) -> Case:
        """Keep how a finding (by its key) is settled, as it says now. Raises BadInput for none."""
        weighed = next(
            (one for one in assess(self._facts.of(case)).findings if one.finding.key == finding),
            None,
        )
        if weighed is None:
            raise BadInput("finding-gone", finding=finding)
        if not (remedy in weighed.finding.settled_by or is_allowed(remedy, weighed.finding)):
            raise BadInput("remedy-not-allowed", finding=finding, remedy=remedy.value)
        by, at = self._signature()
        told = Resolution(
            finding=finding,
            remedy=remedy,
            reason=tidy_lines(reason),
            inquiry=tidy_lines(inquiry),
            answer=tidy_lines(answer),
            license=license.strip(),
            evidence=tuple(evidence),
            by=by,
            second_name=second_name.strip(),
            at=at,
            seen=weighed.finding.fingerprint,
        )
        changed = replace(case, resolutions=(*case.resolutions, told))
        shown = {"finding": finding, "remedy": remedy.value}
        return self.file.save(changed, "case_finding_resolved", shown, was=case)

    def reopen(self, case: Case, finding: str) -> Case:
        """Take back what settled a finding (by its key): it is open. The versions keep it.

        What was found out about a red flag stays to go on from, as in a repeat order.
        """
        changed = _with_resolutions(case, finding, ())
        flag = case.flag(finding.removeprefix(_FLAG)) if finding.startswith(_FLAG) else None
        if flag is not None:
            changed = changed.with_flag(replace(flag, resolved_by="", resolved_at=None, seen=""))
        told = {"finding": finding}
        return self.file.save(changed, "case_finding_reopened", told, was=case)

    def settle_again(self, case: Case, finding: str, before: Case) -> Case:
        """Put back what settled a finding in `before`, as it was recorded then."""
        changed = _with_resolutions(case, finding, before.resolutions_of(finding))
        flag = before.flag(finding.removeprefix(_FLAG)) if finding.startswith(_FLAG) else None
        if flag is not None:
            changed = changed.with_flag(flag)
        told = {"finding": finding}
        return self.file.save(changed, "case_finding_put_back", told, was=case)


def _with_resolutions(case: Case, finding: str, newest_first: Iterable[Resolution]) -> Case:
    """Return a case with these and no others for a finding."""
    others = (one for one in case.resolutions if one.finding != finding)
    return replace(case, resolutions=(*others, *reversed(tuple(newest_first))))
