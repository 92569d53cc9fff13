"""Papers that go out or into the file under a number of their own, and how a company has them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from exportdesk.core.cases import NOBODY
from exportdesk.core.clock import Moment
from exportdesk.core.errors import BadInput
from exportdesk.core.ids import CaseId, PartyId

LEAST_CONTRAST = 4.5
"""What text needs to stand out from what is behind it (WCAG 2, level AA)."""

MOST_CLAUSES = 12
_MOST_CHARACTERS = 1_500
NO_CASE = CaseId("")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


class PaperKind(StrEnum):
    """What a paper is."""

    SCREENING_RECORD = "screening_record"
    CASE_RECORD = "case_record"
    CERTIFICATION = "certification"
    SCREENING_SUMMARY = "screening_summary"
    UVL_STATEMENT = "uvl_statement"
    END_USE_STATEMENT = "end_use_statement"
    REFUSAL_LETTER = "refusal_letter"
    INFORMATION_LETTER = "information_letter"
    LIST_CHANGES = "list_changes"


TAKES_CLAUSES = (
    PaperKind.CERTIFICATION,
    PaperKind.UVL_STATEMENT,
    PaperKind.END_USE_STATEMENT,
    PaperKind.REFUSAL_LETTER,
    PaperKind.INFORMATION_LETTER,
)
"""Papers to which a company may add clauses of its own: those that go to a customer."""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs what goes out."""

    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LegalReview:
    """Who reviewed the wording for the company, when, and with what remark.

    It is printed only where `is_printed` says so: what a lawyer advised is often for the company.
    """

    by: str = ""
    on: date | None = None
    note: str = ""
    is_printed: bool = False


@dataclass(frozen=True, slots=True)
class PaperTemplate:
    """How a company's papers look and what it adds to them.

    `logo` is the SHA-256 under which the picture is kept, "" for none. `accent` is a color as
    #RRGGBB, "" for the program's own. `clauses` are added to the papers of that kind. `checked` are
    the versions of the wordings that a person compared with the rule they rest on.
    """

    logo: str = ""
    logo_name: str = ""
    accent: str = ""
    signatory: Signatory = field(default_factory=Signatory)
    clauses: Mapping[PaperKind, tuple[str, ...]] = field(default_factory=dict)
    review: LegalReview = field(default_factory=LegalReview)
    checked: Mapping[PaperKind, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A template with what it names at hand: what the papers are drawn with.

    `mark` stands across each page of a sample; `is_demo` says on each that everything is made up.
    """

    logo: bytes = b""
    accent: str = ""
    signatory: Signatory = field(default_factory=Signatory)
    clauses: Mapping[PaperKind, tuple[str, ...]] = field(default_factory=dict)
    review: LegalReview = field(default_factory=LegalReview)
    checked: Mapping[PaperKind, str] = field(default_factory=dict)
    mark: str = ""
    is_demo: bool = False

    def clauses_of(self, kind: PaperKind) -> tuple[str, ...]:
        """Return what the company adds to papers of a kind."""
        return self.clauses.get(kind, ())


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper that was given a number and kept. `number` is P- and a year.

    `recipient` is whom or what it is about in words; `wording` names the version of its text, ""
    where it has none of its own.
    """

    number: str
    kind: PaperKind
    at: Moment
    operator: str
    recipient: str
    sha256: str
    customer: PartyId = NOBODY
    case: CaseId = NO_CASE
    wording: str = ""


def contrast_with_white(color: str) -> float:
    """Return the contrast of a color (#RRGGBB) with white, from 1 to 21, as WCAG 2 reckons it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    red, green, blue = linear
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def check_template(template: PaperTemplate) -> None:
    """Hold that papers can be drawn with a template. Raises BadInput."""
    if template.accent:
        if not _COLOR.fullmatch(template.accent):
            raise BadInput("accent-not-color", color=template.accent)
        contrast = contrast_with_white(template.accent)
        if contrast < LEAST_CONTRAST:
            raise BadInput(
                "accent-too-pale",
                color=template.accent,
                contrast=f"{contrast:.1f}",
                least=f"{LEAST_CONTRAST:.1f}",
            )
    for kind, clauses in template.clauses.items():
        if kind not in TAKES_CLAUSES:
            raise BadInput("clauses-not-there", kind=kind)
        if len(clauses) > MOST_CLAUSES:
            raise BadInput("clauses-too-many", most=MOST_CLAUSES)
        if any(len(one) > _MOST_CHARACTERS for one in clauses):
            raise BadInput("clause-too-long", most=_MOST_CHARACTERS)
