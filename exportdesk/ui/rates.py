"""How measured rates are said: under a lowest score, and behind the word for a strength."""

from exportdesk.core.figures import figure
from exportdesk.core.i18n import _, ngettext
from exportdesk.core.matches import Strength
from exportdesk.core.words.choices import word
from exportdesk.screening.rates import Rates, rates
from exportdesk.ui.dates import day_text


def threshold_said(score: float, measured: Rates | None = None) -> str:
    """Return what was found and what showed for nothing at this lowest score."""
    measured = measured or rates()
    rate = measured.at(score)
    said = _(
        "At {score}: finds {found} of 100 listed names written differently; {shown} as possible "
        "match (measured on our benchmark of {day})."
    ).format(
        score=f"{score:g}",
        found=_about(100 * rate.detection),
        shown=_shown(rate.false_match),
        day=day_text(measured.as_of),
    )
    return f"{said} {_older(measured)}".rstrip()


def strength_said(strength: Strength, measured: Rates | None = None) -> str:
    """Return how often an unrelated name gets this word or a stronger one."""
    measured = measured or rates()
    rate = measured.strengths.get(strength)
    if rate is None:  # below the program's own lowest score
        rate = measured.strengths[Strength.POSSIBLE]
        said = _("{strength} (below {score}): more than {shown}.")
    else:
        said = _("{strength} (from {score}): at this score {shown}.")
    told = said.format(
        strength=word(strength), score=f"{rate.threshold:.0f}", shown=_shown(rate.false_match)
    )
    return f"{told} {_older(measured)}".rstrip()


def _about(percent: float) -> str:
    """Return "about 96", "all" and "none" only where that was measured."""
    if percent in (0.0, 100.0):
        return _("all") if percent else _("none")
    return _("about {n}").format(n=min(99, max(1, round(percent))))


def _shown(share: float) -> str:
    count = round(1000 * share)
    if not count:
        words = _("fewer than 1 of {thousand} unrelated names shows")
    else:
        words = ngettext(
            "{count} of {thousand} unrelated names shows",
            "{count} of {thousand} unrelated names show",
            count,
        )
    return words.format(count=count, thousand=figure(1000))


def _older(measured: Rates) -> str:
    if measured.is_current:
        return ""
    return _("These rates are of an older version of the matching method.")
