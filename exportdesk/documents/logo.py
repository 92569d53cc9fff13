"""A company's logo: read with care, because it is a file that somebody picked."""

import warnings
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps
from reportlab.lib.utils import ImageReader

from exportdesk.core.errors import BadInput, Said

LARGEST_LOGO = 2_000_000  # bytes
_MOST_PIXELS = 25_000_000
_MOST_SIDE = 600  # of what goes into the file: four times what is printed at 72 dpi
_WIDTH, _HEIGHT = 130.0, 34.0
_LEAST = 0.5  # printed thinner, nothing is to be seen of it


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture and the size it is printed in."""

    image: Any
    width: float
    height: float


@lru_cache(maxsize=4)  # decoding takes longer than all else on a paper
def read_logo(data: bytes) -> Logo:
    """Return the picture in `data` at the size that fits a letterhead.

    Raises `BadInput` where it is no PNG or JPEG, is damaged, or is too large.
    """
    if len(data) > LARGEST_LOGO:
        raise BadInput("logo-unreadable", why=Said("logo-large"))
    if b"<svg" in data[:4096]:
        raise BadInput("logo-unreadable", why=Said("logo-drawing"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is odd about a picture stops nobody
            opened = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
            if opened.width * opened.height > _MOST_PIXELS:
                raise BadInput("logo-unreadable", why=Said("logo-pixels"))
            picture = _plain(opened)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadInput("logo-unreadable", why=Said("logo-no-picture")) from error
    picture.thumbnail((_MOST_SIDE, _MOST_SIDE))
    scale = min(_WIDTH / picture.width, _HEIGHT / picture.height)
    width, height = picture.width * scale, picture.height * scale
    if min(width, height) < _LEAST:
        raise BadInput("logo-unreadable", why=Said("logo-thin"))
    return Logo(ImageReader(picture), width, height)


def _plain(opened: Image.Image) -> Image.Image:
    """Return a picture upright, in red, green and blue, see-through where it was."""
    has_alpha = "A" in opened.getbands() or "transparency" in opened.info
    if opened.mode.startswith("I"):  # 16 bits for each pixel, which would all turn white
        opened = opened.point(lambda value: value / 256).convert("L")
    upright = ImageOps.exif_transpose(opened)
    return upright.convert("RGBA" if has_alpha else "RGB")
