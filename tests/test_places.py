"""Where things are kept."""

from __future__ import annotations

import pytest

from quizzer.errors import UsageError
from quizzer.places import places


def test_quizzer_home_holds_everything(tmp_path):
    found = places({"QUIZZER_HOME": str(tmp_path)})
    assert found.progress == tmp_path / "data" / "progress.db"
    assert found.settings == tmp_path / "config" / "config.toml"


def test_a_home_that_is_not_known_is_said():
    with pytest.raises(UsageError) as raised:
        places({"QUIZZER_HOME": "~nosuchuser/x"})
    assert str(raised.value) == (
        "QUIZZER_HOME: '~nosuchuser/x' begins with a home folder that is not known: "
        "write the path in full"
    )
