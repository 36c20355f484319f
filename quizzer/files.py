"""Files written whole or not at all, and where links lead."""

from __future__ import annotations

import os
from pathlib import Path


def real(path: Path) -> Path:
    """The path with links followed, as far as they lead; those of a circle lead nowhere."""
    return Path(os.path.realpath(path))


def replace_file(path: Path, data: bytes) -> None:
    """Make `data` the content of a file that a failure, even of power, leaves as it was.

    A former file's mode is kept, and a link to it stays one; a pipe or a device is written to.
    The folder must exist. Raises OSError, which may name the temporary file beside `path`.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path = real(path)
    temporary = path.with_name(f".quizzer-{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
