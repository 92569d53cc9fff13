"""The common reasons of a verdict, each a button that a digit presses too."""

from collections.abc import Callable
from functools import partial

from exportdesk.core.screenings import Verdict
from exportdesk.ui.matches.reasons import common_reasons
from exportdesk.ui.theme import px
from exportdesk.ui.widgets import button, restyle
from exportdesk.ui.widgets.flow import FlowLayout


class ReasonButtons:
    """`chosen` is told the reason that was pressed. Whoever shows them puts `flow` into place."""

    def __init__(self, chosen: Callable[[str], object]) -> None:
        self._chosen = chosen
        self._reasons: tuple[str, ...] = ()
        most = max(len(common_reasons(verdict)) for verdict in Verdict)
        self.buttons = [button("", partial(self.pick, at + 1)) for at in range(most)]
        self.flow = FlowLayout(px(6))
        for one in self.buttons:
            self.flow.addWidget(one)

    def offer(self, verdict: Verdict) -> None:
        """Offer the reasons of a verdict."""
        self._reasons = tuple(common_reasons(verdict))
        for at, made in enumerate(self.buttons):
            made.setVisible(at < len(self._reasons))
            if at < len(self._reasons):
                made.setText(f"{at + 1}  {self._reasons[at]}")
                made.setAccessibleName(self._reasons[at])
        self.flow.invalidate()

    def pick(self, digit: int) -> bool:
        """Choose the reason with this digit; tell whether there is one."""
        if not 1 <= digit <= len(self._reasons):
            return False
        self._chosen(self._reasons[digit - 1])
        return True

    def has(self, text: str) -> bool:
        """Whether these words are one of the reasons, as it stands."""
        return text in self._reasons

    def mark(self, text: str) -> None:
        """Show which reason these words are, if one."""
        for made in self.buttons:
            restyle(made, kind="chosen" if made.accessibleName() == text else "")
