"""The names that are typed in Settings and not saved, for whoever asks a person for them."""

from PySide6.QtCore import QObject, Signal

from exportdesk.ui.one_of import one_of
from exportdesk.ui.shell import Shell


class TypedNames(QObject):
    """The company's and the person's name as typed, "" where what is typed is kept already.

    `save_asked`: with these names, everything that is typed in Settings is to be saved.
    """

    save_asked = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.company = self.person = ""

    def tell(self, company: str, person: str) -> None:
        """Tell what is typed now."""
        self.company, self.person = company, person


def typed_names_of(shell: Shell) -> TypedNames:
    """Return the one `TypedNames` of this window."""
    return one_of(shell.bus, TypedNames, lambda: TypedNames(shell.bus))
