"""Red flags on the paper of a case that were looked for and not seen, and those not asked about."""

from reportlab.platypus import Flowable

from exportdesk.core.i18n import _
from exportdesk.core.words import sentence
from exportdesk.diligence.flags_asked import SEEN
from exportdesk.documents.case_terms import CAUTION
from exportdesk.documents.case_values import CaseRecord
from exportdesk.documents.record_parts import signed_short
from exportdesk.documents.tables import Column, Table
from exportdesk.documents.text import Span, TextBlock
from exportdesk.documents.tokens import SMALL, SMALL_BOLD


def not_seen_blocks(record: CaseRecord) -> list[Flowable]:
    """Return every red flag that was to be looked for, by name, with who did not see it and when.

    The words are those that were shown then.
    """
    at_once = record.case.answer(SEEN)
    rows = []
    for sign in record.flow.signs.signs:
        if sign.is_raised:
            continue
        names = ", ".join(one.id for one in sign.flags)
        if sign.looked is not None:
            told = [Span(signed_short(sign.looked.by, sign.looked.at), SMALL)]
        elif at_once is not None and at_once.value == "no":
            words = _("for all at once, {who}").format(who=signed_short(at_once.by, at_once.at))
            told = [Span(words, SMALL)]
        else:
            told = [Span(_("not answered"), CAUTION)]
        rows.append((names, sign.words, told))
    if not rows:
        return []
    columns = [
        Column(_("Red flag"), 1.2),
        Column(_("In the words shown"), 3.2),
        Column(_("Not seen by"), 1.7),
    ]
    return [Table(columns, rows)]


def left_out_blocks(record: CaseRecord) -> list[Flowable]:
    """Return the red flags that nobody was asked about, by the reason."""
    reasons: dict[str, list[str]] = {}
    for one in record.flow.signs.left_out:
        reason = sentence(one.code, one.facts)
        reasons.setdefault(reason, []).extend(flag.id for flag in one.flags)
    if not reasons:
        return []
    text = "\n".join(f"{', '.join(flags)}: {why}" for why, flags in reasons.items())
    head = Span(_("Not asked about.") + "\n", SMALL_BOLD)
    return [TextBlock([head, Span(text, SMALL)], SMALL, before=3, after=3)]
