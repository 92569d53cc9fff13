"""What each step of a case shows and asks."""

from collections.abc import Mapping

from exportdesk.core.cases import CaseStep
from exportdesk.ui.cases.steps.body import Bench, StepBody
from exportdesk.ui.cases.steps.certification import CertificationStep
from exportdesk.ui.cases.steps.classification import ClassificationStep
from exportdesk.ui.cases.steps.decision import DecisionStep
from exportdesk.ui.cases.steps.destination import DestinationStep
from exportdesk.ui.cases.steps.flags import FlagsStep
from exportdesk.ui.cases.steps.follow_up import FollowUpStep
from exportdesk.ui.cases.steps.letters import LettersStep
from exportdesk.ui.cases.steps.ownership import OwnershipStep
from exportdesk.ui.cases.steps.parties import PartiesStep
from exportdesk.ui.cases.steps.questions import QuestionsStep
from exportdesk.ui.cases.steps.screening import ScreeningStep
from exportdesk.ui.cases.steps.trade_integrity import TradeIntegrityStep
from exportdesk.ui.cases.steps.trigger import TriggerStep

BODIES: Mapping[CaseStep, type[StepBody]] = {
    CaseStep.TRIGGER: TriggerStep,
    CaseStep.CLASSIFICATION: ClassificationStep,
    CaseStep.PARTIES: PartiesStep,
    CaseStep.DESTINATION: DestinationStep,
    CaseStep.SCREENING: ScreeningStep,
    CaseStep.OWNERSHIP: OwnershipStep,
    CaseStep.TRADE_INTEGRITY: TradeIntegrityStep,
    CaseStep.PROFILE: QuestionsStep,
    CaseStep.ORDER: QuestionsStep,
    CaseStep.END_USE: QuestionsStep,
    CaseStep.RED_FLAGS: FlagsStep,
    CaseStep.LETTERS: LettersStep,
    CaseStep.CERTIFICATION: CertificationStep,
    CaseStep.DECISION: DecisionStep,
    CaseStep.FOLLOW_UP: FollowUpStep,
}
"""What each step shows."""

__all__ = ["BODIES", "Bench", "StepBody"]
