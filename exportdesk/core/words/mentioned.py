"""What is said of a word that stands in listed names where nothing matched. One for all doors."""

from exportdesk.core.i18n import _, ngettext
from exportdesk.core.matches import Mention


def mentioned(mention: Mention | None) -> str:
    """Return the sentence, "" where there is nothing to say."""
    if mention is None:
        return ""
    told = ngettext(
        'The word "{word}" stands in the names of {count} listed party.',
        'The word "{word}" stands in the names of {count} listed parties.',
        mention.listings,
    ).format(word=mention.word, count=mention.listings)
    return f"{told} {_('If the name is not whole, type all of it.')}"
