"""Colours and sizes of paper: the light tokens of the window, in points instead of pixels."""

from dataclasses import dataclass
from typing import Literal

INK = "#1B2430"
QUIET = "#667085"
LINE = "#D5DAE1"  # a shade darker than on screen: hairlines must survive a laser printer
SOFT = "#F3F6F7"
WHITE = "#FFFFFF"
ACCENT = "#0F6B6B"
RED, RED_SOFT = "#B42318", "#FDECEA"
AMBER, AMBER_SOFT = "#9A5B00", "#FFF4E0"
GREEN, GREEN_SOFT = "#1B7A43", "#E8F5ED"
GREY_SOFT = "#EEF1F4"

MM = 72 / 25.4
MARGIN = 20 * MM
RADIUS = 2.5

Tone = Literal["neutral", "stop", "caution", "good", "accent"]
TONES: dict[Tone, tuple[str, str]] = {  # ink, soft background
    "neutral": (INK, GREY_SOFT),
    "stop": (RED, RED_SOFT),
    "caution": (AMBER, AMBER_SOFT),
    "good": (GREEN, GREEN_SOFT),
    "accent": (ACCENT, SOFT),
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of text is set: size and leading in points."""

    size: float
    leading: float
    color: str = INK
    bold: bool = False


TITLE = Style(17, 22, bold=True)
LEAD = Style(9.5, 13.5, QUIET)
SECTION = Style(11, 15, bold=True)
SUBSECTION = Style(10, 14, bold=True)
BODY = Style(9, 12.6)
BODY_BOLD = Style(9, 12.6, bold=True)
SMALL = Style(8, 11.2)
SMALL_BOLD = Style(8, 11.2, bold=True)
SMALL_QUIET = Style(8, 11.2, QUIET)
CAPTION = Style(7, 9.8, QUIET)
CAPTION_BOLD = Style(7, 9.8, QUIET, bold=True)
DEMO = Style(9, 12, AMBER, bold=True)
HEAD_NAME = Style(13, 17, bold=True)
HEAD_NUMBER = Style(11, 15, bold=True)
FOOT = Style(7, 9.8, QUIET)
MARK = Style(110, 140, "#F1F3F5", bold=True)  # behind the text of a draft
