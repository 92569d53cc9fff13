"""What is said of copies from before the password that anybody can read."""

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.operations.unencrypted import Deleted, Unencrypted


def found_words(found: Unencrypted) -> str:
    """Return how many there are, "" for none."""
    if found.count:
        words = ngettext(
            "{count} copy from before the password is not encrypted.",
            "{count} copies from before the password are not encrypted.",
            found.count,
        )
        return words.format(count=figure(found.count))
    return _("A backup from before the password is not encrypted.") if found.by_hand else ""


def hand_words(paths: tuple[object, ...]) -> str:
    """Return where backups are that a person made, which the program leaves to them."""
    return "\n".join(
        _("You made this backup yourself: delete it where it is. {path}").format(path=path)
        for path in paths
    )


def deleted_words(deleted: Deleted) -> tuple[str, str]:
    """Return how many were deleted, and what is left."""
    words = ngettext(
        "{count} unencrypted copy was deleted.",
        "{count} unencrypted copies were deleted.",
        deleted.count,
    ).format(count=figure(deleted.count))
    left = [_("Not deleted: {path}").format(path=path) for path in deleted.left]
    by_hand = hand_words(deleted.by_hand)
    return words, "\n".join([*left, by_hand] if by_hand else left)
