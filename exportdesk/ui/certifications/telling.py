"""What is said of a certification once something was done to it, with the way to its case."""

from exportdesk.core.certification_life import Certification
from exportdesk.core.i18n import _
from exportdesk.ui.shell import Shell


def tell_of(shell: Shell, one: Certification, words: str, *, warn: bool = False) -> None:
    """Say what was done, and offer the case that it was made for; `warn`: it was not done."""
    case, window = one.form.case, shell.window
    if case is None:
        window.toast(words, warn=warn)
        return
    window.toast(
        words, action=_("Back to the case"), call=lambda: window.go("cases", case), warn=warn
    )
