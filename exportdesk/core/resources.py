"""Where the files that come with the program are: in a checkout, a wheel, or a frozen program."""

import sys
from pathlib import Path


def path(*parts: str) -> Path:
    """Return the path of a bundled file or folder, `path("fonts", "NotoSans-Regular.ttf")`."""
    return _root().joinpath(*parts)


def guide_folder() -> Path:
    """Return the folder of the user guide; its pictures are in `../pictures`."""
    told = path("docs", "guide")
    if told.is_dir():
        return told
    return Path(__file__).resolve().parents[2] / "docs" / "guide"


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parents[1]
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"
