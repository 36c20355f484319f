"""What all tests share: a learner of their own, far from the developer's data."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Every test has its own data, configuration and cache."""
    home = tmp_path / "home"
    monkeypatch.setenv("QUIZZER_HOME", str(home))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home
