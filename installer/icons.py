"""Draws the program's mark in every size and form that systems want: python -m installer.icons"""

import os
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from installer.about import ROOT

FOLDER = ROOT / "resources" / "icons"
MARK = FOLDER / "exportdesk.svg"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_SIZES = (32, 64, 128, 256, 512, 1024)


def draw(size: int) -> Image.Image:
    """Return the mark, drawn from the SVG at this size and not scaled from another."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(MARK)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return Image.frombytes("RGBA", (size, size), bytes(plain.constBits()))


def make(folder: Path) -> None:
    """Write every picture of the mark into `folder`."""
    drawn = {size: draw(size) for size in {*PNG_SIZES, *ICO_SIZES, *ICNS_SIZES}}
    for size in PNG_SIZES:
        drawn[size].save(folder / f"exportdesk-{size}.png", optimize=True)
    _save(drawn, ICO_SIZES, folder / "exportdesk.ico")
    _save(drawn, ICNS_SIZES, folder / "exportdesk.icns")


def _save(drawn: dict[int, Image.Image], sizes: tuple[int, ...], target: Path) -> None:
    *smaller, largest = (drawn[size] for size in sizes)
    if target.suffix == ".ico":
        shapes = [(size, size) for size in sizes]
        largest.save(target, sizes=shapes, append_images=smaller)
    else:
        largest.save(target, append_images=smaller)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication(sys.argv)
    make(FOLDER)
    print(f"wrote {len(PNG_SIZES)} pictures, an .ico and an .icns into {FOLDER.name}")
