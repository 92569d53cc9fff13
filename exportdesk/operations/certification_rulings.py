"""Rules on what came back of certifications: accepted, or not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from exportdesk.core.certification_life import Certification, Ruling
from exportdesk.core.certifications import CertificationState
from exportdesk.core.clock import Clock
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CertificationId
from exportdesk.core.text import tidy, tidy_lines
from exportdesk.operations.certification_file import REPLACED_WHEN_SENT, CertificationFile
from exportdesk.operations.certification_renewals import later
from exportdesk.operations.certification_returns import (
    signature_seen,
    signed_day,
    write_seen,
)
from exportdesk.storage.opening import writing
from exportdesk.storage.workspace import Workspace

_State = CertificationState
_REPLACED_WHEN_ACCEPTED = (*REPLACED_WHEN_SENT, _State.ACCEPTED)


class CertificationRulings:
    """Accepts and rejects what came back. Each method may be called on any thread."""

    def __init__(
        self,
        *,
        workspace: Callable[[], Workspace],
        file: CertificationFile,
        renew_months: Callable[[], int],
        clock: Clock,
    ) -> None:
        """One counts for `renew_months`, unless its ruling says until when."""
        self._workspace = workspace
        self._file = file
        self._renew_months = renew_months
        self._clock = clock

    def accept(
        self,
        certification: CertificationId,
        name: str,
        reason: str = "",
        *,
        expires_on: date | None = None,
        ink_signature_seen: bool = False,
    ) -> Certification:
        """Accept what came back. It counts until `expires_on`, a year from its date unless told.

        That a signature in ink was seen is kept together with the acceptance, or not at all.
        Raises BadInput: unsigned, not as asked and no reason why it is accepted all the same, an
        end that is past.
        """
        found = kept = self._file.kept(certification, None, _State.RETURNED, _State.REJECTED)
        back = kept.last_return
        if back is not None and ink_signature_seen:
            kept, back = signature_seen(kept, back)
        who, why, now = tidy(name), tidy_lines(reason), self._clock.now()
        if back is None:
            raise BadInput("certification-not-returned", number=kept.title)
        if not who:
            raise BadInput("certification-name-missing")
        if not back.is_signed:
            raise BadInput("certification-unsigned", number=kept.title)
        if back.is_odd and not why:
            count = sum(one.weight != "note" for one in back.findings)
            raise BadInput("certification-findings-open", number=kept.title, count=count)
        months = self._renew_months()
        ends = expires_on or kept.form.valid_until or later(signed_day(kept, back), months)
        if ends < now.local.date():
            raise BadInput("certification-ends-early", on=ends.isoformat())
        ruled = replace(
            kept, state=_State.ACCEPTED, ruling=Ruling(True, who, why, now), expires_on=ends
        )
        return self._rule(found, ruled, "certification_accepted", seen=kept)

    def reject(self, certification: CertificationId, reason: str, name: str = "") -> Certification:
        """Reject what came back, or keep that nothing will come, or take an acceptance back."""
        states = (_State.SENT, _State.RETURNED, _State.ACCEPTED)
        kept = self._file.kept(certification, None, *states)
        why = tidy_lines(reason)
        if not why:
            raise BadInput("reason-missing")
        who = tidy(name) or self._workspace().settings.settings().operator
        ruling = Ruling(False, who, why, self._clock.now())
        ruled = replace(kept, state=_State.REJECTED, ruling=ruling, expires_on=None)
        return self._rule(kept, ruled, "certification_rejected")

    def _rule(
        self,
        kept: Certification,
        ruled: Certification,
        act: str,
        *,
        seen: Certification | None = None,
    ) -> Certification:
        """Keep a ruling; before it that a signature was seen, where `seen` is another then."""
        workspace = self._file.writable()
        ruling = ruled.ruling
        assert ruling is not None
        ends = ruled.expires_on.isoformat() if ruled.expires_on else ""
        told = {"name": ruling.name, "reason": ruling.reason, "expires_on": ends}
        with writing(workspace.db):
            self._file.kept(kept.id, kept)
            if seen is not None and seen != kept:
                write_seen(self._file, workspace, seen)
            self._file.write(workspace, ruled, act, told)
            if ruling.accepted:
                self._file.replace_former(workspace, ruled, _REPLACED_WHEN_ACCEPTED)
        return ruled
