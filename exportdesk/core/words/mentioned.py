"""What is said of a word that is in listed names where nothing matched. One for all doors."""

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.matches import Mention


def mentioned(mention: Mention | None) -> str:
    """Return the sentence, "" where there is nothing to say."""
    if mention is None:
        return ""
    if mention.begins:
        told = ngettext(
            '{count} listed party has a name that begins with "{word}".',
            '{count} listed parties have names that begin with "{word}".',
            mention.listings,
        ).format(word=mention.word, count=figure(mention.listings))
        rest = _("None is close to the whole name. Check whether this party belongs to that group.")
        return f"{told} {rest}"
    told = ngettext(
        'The word "{word}" is in the name of {count} listed party.',
        'The word "{word}" is in the names of {count} listed parties.',
        mention.listings,
    ).format(word=mention.word, count=figure(mention.listings))
    rest = _("If this is not the full name, type all of it.")
    return f"{told} {rest}"


def mentioned_title(mention: Mention) -> str:
    """Return what is said above the sentence, instead of that nothing was found."""
    return ngettext(
        'No single match, but {count} listed party shares "{word}"',
        'No single match, but {count} listed parties share "{word}"',
        mention.listings,
    ).format(word=mention.word, count=figure(mention.listings))
