"""The log: some files of bounded size in the workspace's logs folder."""

import logging
import logging.handlers
from pathlib import Path

_SIZE = 1_000_000
_KEPT = 5


class Log:
    """Writes what the program does to `folder`, turned over at 1 MB, the last five files kept."""

    def __init__(self, folder: Path, *, level: int = logging.INFO) -> None:
        self._handler: logging.Handler = logging.NullHandler()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._handler = logging.handlers.RotatingFileHandler(
                folder / "exportdesk.log",
                maxBytes=_SIZE,
                backupCount=_KEPT,
                encoding="utf-8",
                delay=True,
            )
        except OSError:
            pass  # a folder that cannot be written: the program runs without a log
        self._handler.setFormatter(
            logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
        )
        self._logger = logging.getLogger("exportdesk")
        self._before = self._logger.level
        self._logger.setLevel(level)
        self._logger.addHandler(self._handler)

    def close(self) -> None:
        """Stop writing."""
        self._logger.removeHandler(self._handler)
        self._logger.setLevel(self._before)
        self._handler.close()
