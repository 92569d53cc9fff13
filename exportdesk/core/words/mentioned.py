"""What is said of a word that is in listed names where nothing matched. One for all doors."""

from collections.abc import Sequence

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.matches import Mention
from exportdesk.core.name_looks import NameDecision, Namesake
from exportdesk.core.screenings import NameLook

_MOST_NAMED = 3


def mentioned(mention: Mention | None) -> str:
    """Return the sentence, "" where there is nothing to say."""
    if mention is None:
        return ""
    word = mention.words or mention.word
    told = _of_whom(mention).format(word=word, count=figure(mention.listings))
    if mention.alike:
        rest = _("Check the spelling, and whether one of them is meant.")
    elif mention.begins:
        rest = _("None is close to the whole name. Check whether this party belongs to that group.")
    else:
        rest = _("If this is not the full name, type all of it.")
    return f"{told} {rest}"


def _of_whom(mention: Mention) -> str:
    if mention.begins and mention.alike:
        return ngettext(
            '{count} listed party has a name that begins with "{word}", which is spelled nearly '
            "the same.",
            '{count} listed parties have names that begin with "{word}", which is spelled nearly '
            "the same.",
            mention.listings,
        )
    if mention.alike:
        return ngettext(
            'The word "{word}", spelled nearly the same, is in the name of {count} listed party.',
            'The word "{word}", spelled nearly the same, is in the names of {count} listed '
            "parties.",
            mention.listings,
        )
    if mention.begins:
        return ngettext(
            '{count} listed party has a name that begins with "{word}".',
            '{count} listed parties have names that begin with "{word}".',
            mention.listings,
        )
    if mention.words:
        return ngettext(
            'The words "{word}" are in the name of {count} listed party.',
            'The words "{word}" are in the names of {count} listed parties.',
            mention.listings,
        )
    return ngettext(
        'The word "{word}" is in the name of {count} listed party.',
        'The word "{word}" is in the names of {count} listed parties.',
        mention.listings,
    )


def mentioned_title(mention: Mention) -> str:
    """Return what is said above the sentence, instead of that nothing was found."""
    if mention.alike:
        words = ngettext(
            'No match for the whole name, but {count} listed party has a word like "{word}"',
            'No match for the whole name, but {count} listed parties have a word like "{word}"',
            mention.listings,
        )
    else:
        words = ngettext(
            'No match for the whole name, but {count} listed party shares "{word}"',
            'No match for the whole name, but {count} listed parties share "{word}"',
            mention.listings,
        )
    return words.format(word=mention.words or mention.word, count=figure(mention.listings))


def shared_by(mention: Mention) -> str:
    """Return that listed parties share a word, without a call to look."""
    if mention.alike:
        words = ngettext(
            '{count} listed party has a word like "{word}".',
            '{count} listed parties have a word like "{word}".',
            mention.listings,
        )
    else:
        words = ngettext(
            '{count} listed party shares "{word}".',
            '{count} listed parties share "{word}".',
            mention.listings,
        )
    return words.format(word=mention.words or mention.word, count=figure(mention.listings))


def word_of(mention: Mention) -> str:
    """Return the word or words, and whether ours is only like it."""
    word = mention.words or mention.word
    return _('like "{word}"').format(word=word) if mention.alike else word


def sharing(mention: Mention) -> str:
    """Return in few words what a name shares."""
    words = _('has a word like "{word}"') if mention.alike else _('shares "{word}"')
    return words.format(word=mention.words or mention.word)


def name_settled(decision: NameDecision | NameLook, day: str) -> str:
    """Return that somebody looked at a name on a day, and why nobody listed is meant."""
    return _("Looked at on {day} by {who}: none of them is meant. {reason}").format(
        day=day,
        who=decision.by or _("not said"),
        reason=decision.reason,
    )


def listed_since(since: Sequence[Namesake]) -> str:
    """Return who shares the word and was not there when the name was last looked at."""
    names = ", ".join(one.name for one in since[:_MOST_NAMED])
    if len(since) > _MOST_NAMED:
        names = _("{names} and {count} more").format(
            names=names, count=figure(len(since) - _MOST_NAMED)
        )
    return _("Not there when the name was last looked at: {names}.").format(names=names)


def meant(listings: Sequence[Namesake]) -> str:
    """Return which listed parties were looked at."""
    names = "; ".join(f"{one.name} ({one.list})" for one in listings)
    return _("Looked at: {names}.").format(names=names)
