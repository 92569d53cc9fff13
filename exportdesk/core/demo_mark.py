"""How the folder of the demo's workspace is told from one's own."""

from pathlib import Path

DEMO_MARK = "demo.txt"  # stands in the folder of the demo, and nowhere else


def is_demo(folder: Path) -> bool:
    """Whether a workspace is that of the demo."""
    return (folder / DEMO_MARK).is_file()
