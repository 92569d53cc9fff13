"""What works on cases: how they stand, their parties, and their papers."""

from typing import TYPE_CHECKING

from exportdesk.core.company import Company
from exportdesk.core.ids import SourceKey
from exportdesk.core.threads import made_once
from exportdesk.wiring.book_parts import BookParts

if TYPE_CHECKING:
    from exportdesk.diligence.since_words import SinceNames
    from exportdesk.documents.case_values import CaseNames, CaseRecord
    from exportdesk.operations.case_document import CaseDocuments
    from exportdesk.operations.case_drifts import CaseDrifts
    from exportdesk.operations.case_facts_of import CaseFactsOf
    from exportdesk.operations.case_papers import CasePapers
    from exportdesk.operations.case_parties import CaseParties
    from exportdesk.operations.cases import Cases
    from exportdesk.operations.evidence_pack import EvidencePacks
    from exportdesk.operations.letter_effects import LetterEffects
    from exportdesk.operations.letters import Letters
    from exportdesk.operations.rulebook_past import PastRulebooks


class CaseParts(BookParts):
    """A workspace with its lists, its book and its cases."""

    @made_once
    def _case_facts(self) -> "CaseFactsOf":
        from exportdesk.operations.case_facts_of import CaseFactsOf

        return CaseFactsOf(
            workspace=self.workspace,
            lists=self.lists,
            book=self.book,
            standings=self._standings,
            owning=self.owning,
            products=self.products,
            in_use=lambda: self.rulebook_in_use,
            past=self._past_rulebooks,
            tables=lambda: self.ear_tables,
            clock=self.clock,
        )

    @made_once
    def _past_rulebooks(self) -> "PastRulebooks":
        from exportdesk.operations.rulebook_past import PastRulebooks

        return PastRulebooks(folder=self.folder, in_use=lambda: self.rulebook_in_use)

    @made_once
    def cases(self) -> "Cases":
        """The cases, and how they stand."""
        from exportdesk.operations.cases import Cases

        return Cases(
            workspace=self.workspace,
            facts=self._case_facts,
            rulebook=lambda: self.rulebook,
            past=self._past_rulebooks,
            clock=self.clock,
            closed=lambda case: self.case_papers.file_closed(case),
        )

    @made_once
    def case_drifts(self) -> "CaseDrifts":
        """What is different since a sign-off."""
        from exportdesk.operations.case_drifts import CaseDrifts

        return CaseDrifts(
            workspace=self.workspace,
            facts=self._case_facts,
            current=self.book.current,
            grounds=self._grounds,
            clock=self.clock,
        )

    def _grounds(self) -> str:
        """Return what names the rulebook and the tables of the EAR in use."""
        sources = sorted((str(table), one.sha256) for table, one in self.ear_tables.sources.items())
        return f"{self.rulebook_edition.fingerprint} {sources}"

    @made_once
    def since_names(self) -> "SinceNames":
        """What is needed to say what is different since a sign-off."""
        from exportdesk.diligence.since_words import SinceNames

        return SinceNames(
            self.country_name, self.list_title, lambda key: self.source_name(SourceKey(key))
        )

    @made_once
    def case_parties(self) -> "CaseParties":
        """The parties of a case."""
        from exportdesk.operations.case_parties import CaseParties

        return CaseParties(
            workspace=self.workspace,
            file=self.cases.file,
            lists=self.lists,
            screenings=self.screenings,
            book=self.book,
            standings=self._standings,
            deciding=self.deciding,
            customers=self.customers,
            clock=self.clock,
        )

    @made_once
    def case_documents(self) -> "CaseDocuments":
        """Cases out of files."""
        from exportdesk.operations.case_document import CaseDocuments

        return CaseDocuments(
            workspace=self.workspace,
            cases=self.cases,
            products=self.products,
            rulebook=lambda: self.rulebook,
            clock=self.clock,
        )

    @made_once
    def letters(self) -> "Letters":
        """Letters from BIS."""
        from exportdesk.operations.letters import Letters

        return Letters(
            workspace=self.workspace,
            file=self.cases.file,
            own_lists=self.own_lists,
            country_code=self.country_code,
            clock=self.clock,
        )

    @made_once
    def letter_effects(self) -> "LetterEffects":
        """Whom and what a letter from BIS touches."""
        from exportdesk.operations.letter_effects import LetterEffects

        return LetterEffects(workspace=self.workspace, facts=self._case_facts, clock=self.clock)

    @made_once
    def case_papers(self) -> "CasePapers":
        """Cases on paper."""
        from exportdesk.documents.case_values import CaseNames
        from exportdesk.operations.case_papers import CasePapers, source_names

        return CasePapers(
            workspace=self.workspace,
            assess=self.cases.assess,
            lists=self.lists,
            rulebook=lambda: self.rulebook_edition,
            names=CaseNames(
                self.country_name,
                self.list_title,
                source_names(self.source_name),
            ),
            make_record=self._case_record,
            clock=self.clock,
        )

    def _case_record(self, record: "CaseRecord", company: Company, names: "CaseNames") -> bytes:
        # Imported when a paper is made, as for screenings.
        from exportdesk.documents.case_record import case_record

        return case_record(record, company, names, self.templates.letterhead())

    @made_once
    def packs(self) -> "EvidencePacks":
        """Everything of a case in one file."""
        from exportdesk.operations.evidence_pack import EvidencePacks

        return EvidencePacks(
            workspace=self.workspace,
            papers=self.case_papers,
            lists=self.lists,
            rulebooks=self.rulebooks,
            rulebook=lambda: self.rulebook_edition,
            clock=self.clock,
        )
