"""Where Quizzer keeps its things."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from quizzer.errors import UsageError


class Places(NamedTuple):
    """The folders Quizzer uses: `data` is precious, `cache` may be deleted at any time."""

    data: Path
    config: Path
    cache: Path
    decks: Path

    @property
    def progress(self) -> Path:
        """The database with the log of every answer."""
        return self.data / "progress.db"

    @property
    def settings(self) -> Path:
        """The learner's config.toml, which need not exist."""
        return self.config / "config.toml"


HOMELESS = "begins with a home folder that is not known"
IN_FULL = "write the path in full"


def places(environ: Mapping[str, str] = os.environ) -> Places:
    """The folders for this learner; `QUIZZER_HOME` puts all of them under one.

    Raises UsageError when that begins with a home folder that is not known.
    """
    if home := environ.get("QUIZZER_HOME"):
        try:
            root = Path(home).expanduser().absolute()
        except RuntimeError as error:
            raise UsageError(f"QUIZZER_HOME: {home!r} {HOMELESS}", IN_FULL) from error
        return Places(root / "data", root / "config", root / "cache", root / "decks")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("quizzer", appauthor=False)
    data = dirs.user_data_path
    return Places(data, dirs.user_config_path, dirs.user_cache_path, data / "decks")
