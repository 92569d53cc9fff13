"""What works on certifications: making them, their papers, and what comes back."""

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from exportdesk.core.threads import made_once
from exportdesk.wiring.case_parts import CaseParts

if TYPE_CHECKING:
    from exportdesk.core.certifications import CertificationForm
    from exportdesk.core.products import Product
    from exportdesk.documents.certification_many import PaperSetting
    from exportdesk.documents.returned_form import ReturnedForms
    from exportdesk.documents.wording import WordingPair
    from exportdesk.operations.certification_batch import CertificationBatches
    from exportdesk.operations.certifications import Certifications


class CertificationParts(CaseParts):
    """A workspace with its lists, its book, its cases and its certifications."""

    @made_once
    def certifications(self) -> "Certifications":
        """The certifications of customers."""
        from exportdesk.operations.certification_file import CertificationFile
        from exportdesk.operations.certification_making import CertificationMaking
        from exportdesk.operations.certification_returns import CertificationReturns
        from exportdesk.operations.certification_rulings import CertificationRulings
        from exportdesk.operations.certifications import Certifications

        file = CertificationFile(workspace=self.workspace, clock=self.clock)
        return Certifications(
            workspace=self.workspace,
            file=file,
            returns=CertificationReturns(
                workspace=self.workspace,
                file=file,
                forms=self._returned_forms,
                under_license=self._under_license,
                strict_places=self._strict_places,
                renew_months=lambda: self.rulebook.policy.renew_months,
                clock=self.clock,
            ),
            making=CertificationMaking(
                workspace=self.workspace,
                wording=self._certification_wording,
                tier=self._tier,
                letterhead=self.templates.letterhead,
                clock=self.clock,
            ),
            rulings=CertificationRulings(
                workspace=self.workspace,
                file=file,
                renew_months=lambda: self.rulebook.policy.renew_months,
                clock=self.clock,
            ),
            make_paper=self._certification_paper,
            clock=self.clock,
        )

    @made_once
    def certification_batches(self) -> "CertificationBatches":
        """Certifications for many customers at once."""
        from exportdesk.operations.certification_batch import CertificationBatches

        return CertificationBatches(
            workspace=self.workspace,
            certifications=self.certifications,
            make_papers=self._certification_papers,
        )

    @made_once
    def _returned_forms(self) -> "ReturnedForms":
        from exportdesk.documents.returned_form import ReturnedForms

        return ReturnedForms()

    def _under_license(self) -> frozenset[str]:
        """Return the countries to which nearly everything needs a license."""
        from exportdesk.rulebook import SpecialRule

        strict = (SpecialRule.EMBARGO, SpecialRule.RUSSIA_BELARUS)
        rules = self.rulebook.countries_rules.all()
        return frozenset(rule.code for rule in rules if rule.special in strict)

    def _strict_places(self, text: str) -> tuple[str, ...]:
        from exportdesk.operations.places_written import strict_places

        rules = self.rulebook
        under = self._under_license()
        return strict_places(text, rules.countries, rules.countries_rules, under)

    def _tier(self, product: "Product") -> str:
        found = self.products.checked(product).high_priority
        return found.tier.tier.value if found else ""

    def _certification_wording(self, language: str) -> "WordingPair":
        """Return the texts for a language, read anew once one of the company's own has changed."""
        from exportdesk.documents.wording_file import own_folder, read_pair

        own = own_folder(Path(self.folder))
        files = sorted(own.glob("*.toml")) if own.is_dir() else []
        looks = [(one.name, one.stat().st_mtime_ns, one.stat().st_size) for one in files]
        key = (language, *looks)
        if key not in self._wordings:
            self._wordings[key] = read_pair(language, own)
        return self._wordings[key]

    @made_once
    def _wordings(self) -> "dict[tuple[object, ...], WordingPair]":
        return {}

    def _certification_paper(
        self,
        form: "CertificationForm",
        wording: "WordingPair",
        *,
        fillable: bool,
        mark: str = "",
    ) -> bytes:
        from exportdesk.documents.certification_many import paper_of

        return paper_of(self._paper_setting(), (form, wording), fillable=fillable, mark=mark)

    def _certification_papers(
        self, jobs: Sequence["tuple[CertificationForm, WordingPair]"]
    ) -> Generator[tuple[bytes, bytes]]:
        from exportdesk.documents.certification_many import many_pairs

        return many_pairs(self._paper_setting(), jobs)

    def _paper_setting(self) -> "PaperSetting":
        from exportdesk import __version__
        from exportdesk.documents.certification_many import PaperSetting

        return PaperSetting(
            self.company(),
            self.templates.letterhead(),
            {one.code: one.name for one in self.rulebook.countries.all()},
            __version__,
        )
