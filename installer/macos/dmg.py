"""Makes the disk image for macOS from the bundle, signed and notarized where that is set up."""

import os
import sys
from pathlib import Path

from installer.about import DIST, NAME, stem
from installer.failing import BuildFailed, ToolMissing, need, run

HERE = Path(__file__).resolve().parent


def make_dmg(_folder: Path) -> Path:
    """Make the disk image in dist/ and return it. Raises BuildFailed."""
    if sys.platform != "darwin":
        raise ToolMissing("a disk image is made on macOS")
    need("bash", "codesign", "hdiutil", "xcrun")
    bundle, target = DIST / f"{NAME}.app", DIST / f"{stem()}.dmg"
    if not bundle.is_dir():
        raise BuildFailed(f"there is no {bundle.name} in dist; first: python3 dev.py build folder")
    told = run(["bash", str(HERE / "dmg.sh"), str(bundle), str(target)], where=DIST, env=os.environ)
    print(told, end="")
    return target
