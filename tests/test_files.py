"""A file replaced whole or not at all."""

import os
import sys

import pytest

from quizzer.files import replace_file

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes and links as POSIX has them")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "file"


@pytest.mark.parametrize("former", [None, b"former"])
def test_the_file_holds_the_data_and_nothing_is_left_beside_it(file, former):
    if former is not None:
        file.write_bytes(former)
    replace_file(file, b"a\nb\r\n")
    assert file.read_bytes() == b"a\nb\r\n"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("step", ["os.fsync", "os.replace"])
def test_a_failure_leaves_the_former_file_and_nothing_beside_it(file, step, monkeypatch):
    file.write_bytes(b"former")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, fail)
    with pytest.raises(OSError, match="No space left"):
        replace_file(file, b"new")
    assert file.read_bytes() == b"former"
    assert list(file.parent.iterdir()) == [file]


@POSIX
def test_the_mode_of_the_former_file_is_kept(file):
    file.write_bytes(b"former")
    file.chmod(0o640)
    replace_file(file, b"new")
    assert file.stat().st_mode & 0o777 == 0o640


@POSIX
def test_a_new_file_has_the_mode_that_any_would_have(file):
    plain = file.with_name("plain")
    plain.touch()
    replace_file(file, b"new")
    assert file.stat().st_mode == plain.stat().st_mode


@POSIX
def test_a_link_stays_one(file):
    link = file.with_name("link")
    link.symlink_to(file)
    file.write_bytes(b"former")
    replace_file(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"


@POSIX
def test_a_pipe_is_written_to_and_not_replaced(file):
    os.mkfifo(file)
    reading = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    try:
        replace_file(file, b"new")
        assert os.read(reading, 9) == b"new"
    finally:
        os.close(reading)
    assert file.is_fifo()
