"""What came of asking a publisher whether there is a newer edition of a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from exportdesk.core.clock import Moment
from exportdesk.core.editions import Edition, ListFinding
from exportdesk.core.ids import EditionId, SourceKey


class CheckState(StrEnum):
    """How the update of one source ended."""

    UPDATED = "updated"  # a newer edition is in force
    UNCHANGED = "unchanged"  # the edition in force is still the newest
    REFUSED = "refused"  # what came was not taken, the last good edition stays in force
    FAILED = "failed"  # nothing came, or it could not be kept
    BY_HAND = "by_hand"  # the program does not fetch this source


GOOD = (CheckState.UPDATED, CheckState.UNCHANGED)


@dataclass(frozen=True, slots=True)
class ListCheck:
    """One check of one source, kept in the workspace.

    `at` is when the publisher was asked. `edition` is the one that was in force afterwards, None
    where there is none. `code` and `facts` say what went wrong, in the words of `core.words`;
    `findings` are the guard's. `file` is the name that what was refused waits under in quarantine,
    with `dated`, the day that fetching tells for it (ISO, "" where none).

    `url` is the address asked as it may be shown. `asked`, `etag`, `last_modified` and `sha256`
    are what the next fetch asks with. `size` is in bytes, of the file; `tries` and `seconds` are
    what fetching took.
    """

    source: SourceKey
    at: Moment
    state: CheckState
    edition: EditionId | None = None
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    findings: tuple[ListFinding, ...] = ()
    overridable: bool = False
    file: str = ""
    dated: str = ""
    url: str = ""
    asked: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    size: int = 0
    tries: int = 0
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether the edition in force was the newest there was."""
        return self.state in GOOD

    def is_over(self, in_force: Edition | None) -> bool:
        """Whether it failed, and the list came in afterwards by another way."""
        failed = self.state is CheckState.FAILED
        return failed and in_force is not None and in_force.imported.at > self.at.at
