"""What is seen of files that are saved, with real files and the system's own watch."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import aclosing, asynccontextmanager

import pytest
import watchfiles

from quizzer.tui import watching
from quizzer.tui.watching import changes

linux = pytest.mark.skipif(sys.platform != "linux", reason="as inotify has it")


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Tell at once what is seen."""
    monkeypatch.setattr(watching, "_STEP", 5)


@pytest.fixture
def decks(tmp_path):
    """A folder with two decks, one of them in a folder below."""
    folder = tmp_path / "decks"
    (folder / "v1.0").mkdir(parents=True)
    (folder / "a.yaml").write_text("deck: A")
    (folder / "v1.0" / "b.yaml").write_text("deck: B")
    return folder


@pytest.fixture(params=[False, True], ids=["each folder", "whole trees"])
def _both_ways(request, monkeypatch):
    """Watch as on Linux, then as on macOS and Windows."""
    monkeypatch.setattr(watching, "_WATCHES_TREES", request.param)


@asynccontextmanager
async def watch(folders, files=()):
    """Watch, and fail if what is waited for does not come."""
    async with asyncio.timeout(20), aclosing(changes(folders, files)) as told:
        assert await anext(told) == set()
        yield told


async def told_until(told, path):
    """All that is told until this path is."""
    seen = set()
    while path not in seen:
        seen |= await anext(told)
    return seen


def in_place(path):
    path.write_text("deck: B")


def by_a_file_beside(path):
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text("deck: B")
    beside.replace(path)


def by_a_file_from_elsewhere(path):
    elsewhere = path.parents[2] / "elsewhere"
    elsewhere.write_text("deck: B")
    elsewhere.replace(path)


def anew(path):
    path.unlink()
    path.write_text("deck: B")


def as_vim_does(path):
    path.rename(f"{path}~")
    path.write_text("deck: B")
    path.with_name(f"{path.name}~").unlink()


def removed(path):
    path.unlink()


def renamed(path):
    path.rename(path.with_suffix(".txt"))


def made_a_folder(path):
    path.unlink()
    path.mkdir()


def made_a_loop(path):
    path.unlink()
    path.symlink_to(path)


WAYS = [
    in_place,
    by_a_file_beside,
    by_a_file_from_elsewhere,
    anew,
    as_vim_does,
    removed,
    renamed,
    made_a_folder,
    made_a_loop,
]


@pytest.mark.usefixtures("_both_ways")
@pytest.mark.parametrize("way", WAYS)
async def test_a_deck_in_a_folder_is_saved(decks, way):
    path = decks / "v1.0" / "b.yaml"
    async with watch([decks]) as told:
        way(path)
        await told_until(told, path)


@pytest.mark.parametrize("way", WAYS)
async def test_a_single_file_is_saved(decks, way):
    path = decks / "v1.0" / "b.yaml"
    async with watch([], [path]) as told:
        way(path)
        assert await told_until(told, path) <= {path, path.parent}


@pytest.mark.usefixtures("_both_ways")
async def test_only_decks_notes_and_folders_are_told(decks):
    (decks / ".git").mkdir()
    async with watch([decks]) as told:
        for name in ("c.txt", "a.yaml~", ".a.yaml", ".git/x.md", "noending"):
            (decks / name).write_text("x")
        for name in ("c.yml", "d.MD"):
            (decks / name).write_text("x")
        (decks / "last").mkdir()
        seen = await told_until(told, decks / "last")
    assert seen == {decks / "c.yml", decks / "d.MD", decks / "last"}


async def test_beside_a_single_file_nothing_is_told(decks):
    async with watch([], [decks / "v1.0" / "b.yaml"]) as told:
        (decks / "v1.0" / "c.yaml").write_text("deck: C")
        (decks / "v1.0" / "b.yaml").write_text("deck: B")
        assert await told_until(told, decks / "v1.0" / "b.yaml") == {decks / "v1.0" / "b.yaml"}


@pytest.mark.usefixtures("_both_ways")
async def test_a_deck_in_a_new_folder_is_saved(decks):
    async with watch([decks]) as told:
        (decks / "new" / "deep").mkdir(parents=True)
        await told_until(told, decks / "new")
        assert await anext(told) == set()
        (decks / "new" / "deep" / "c.yaml").write_text("deck: C")
        await told_until(told, decks / "new" / "deep" / "c.yaml")


@pytest.mark.usefixtures("_both_ways")
async def test_a_folder_with_decks_is_moved_away(tmp_path, decks):
    async with watch([decks]) as told:
        (decks / "v1.0").rename(tmp_path / "moved")
        await told_until(told, decks / "v1.0")


@pytest.mark.usefixtures("_both_ways")
async def test_a_folder_with_decks_is_moved_here(tmp_path, decks):
    (tmp_path / "v2.0").mkdir()
    (tmp_path / "v2.0" / "c.yaml").write_text("deck: C")
    async with watch([decks]) as told:
        (tmp_path / "v2.0").rename(decks / "v2.0")
        await told_until(told, decks / "v2.0")
        assert await anext(told) == set()
        (decks / "v2.0" / "c.yaml").write_text("deck: D")
        await told_until(told, decks / "v2.0" / "c.yaml")


@pytest.mark.usefixtures("_both_ways")
async def test_a_folder_that_is_watched_is_removed_and_comes_back(decks):
    async with watch([decks]) as told:
        decks.rename(decks.with_name("aside"))
        await told_until(told, decks)
        assert await anext(told) == set()
        decks.mkdir()
        await told_until(told, decks)
        assert await anext(told) == set()
        (decks / "c.yaml").write_text("deck: C")
        await told_until(told, decks / "c.yaml")


@pytest.mark.usefixtures("_both_ways")
async def test_a_folder_need_not_be_there_yet(tmp_path, decks):
    late = tmp_path / "late"
    async with watch([late, decks]) as told:
        late.mkdir()
        await told_until(told, late)
        assert await anext(told) == set()
        (late / "c.yaml").write_text("deck: C")
        await told_until(told, late / "c.yaml")
        (decks / "a.yaml").write_text("deck: B")
        await told_until(told, decks / "a.yaml")


@pytest.mark.parametrize("way", ["below a folder", "a single file"])
async def test_nor_need_the_folders_above_it(tmp_path, way):
    path = tmp_path / "far" / "away" / "c.yaml"
    single = way == "a single file"
    async with watch([] if single else [path.parent], [path] if single else []) as told:
        path.parents[1].mkdir()
        await told_until(told, path.parents[1])
        assert await anext(told) == set()
        path.parent.mkdir()
        await told_until(told, path.parent)
        assert await anext(told) == set()
        path.write_text("deck: C")
        await told_until(told, path)
        path.parent.rename(tmp_path / "moved")
        await told_until(told, path.parent)
        assert await anext(told) == set()
        (tmp_path / "moved").rename(path.parent)
        await told_until(told, path.parent)


async def test_of_nothing_nothing_is_told():
    assert [_ async for _ in changes([])] == []


@pytest.mark.usefixtures("_both_ways")
@pytest.mark.parametrize("way", [in_place, by_a_file_beside, anew])
async def test_a_link_to_a_file_is_followed(tmp_path, decks, way):
    (tmp_path / "vault" / "mine").mkdir(parents=True)
    target = tmp_path / "vault" / "mine" / "c.md"
    target.write_text("# C")
    (decks / "v1.0" / "c.md").symlink_to(target)
    (decks / "loop.md").symlink_to(decks / "loop.md")
    async with watch([decks]) as told:
        way(target)
        await told_until(told, target)
    async with watch([], [decks / "v1.0" / "c.md"]) as told:
        way(target)
        await told_until(told, target)


async def test_a_folder_may_be_a_link_and_links_below_it_are_not_followed(tmp_path, decks):
    link = tmp_path / "link"
    link.symlink_to(decks)
    vault = tmp_path / "vault"
    vault.mkdir()
    (decks / "vault").symlink_to(vault)
    (decks / "loop").symlink_to(decks)
    async with watch([link]) as told:
        (vault / "c.yaml").write_text("deck: C")
        (decks / "a.yaml").write_text("deck: B")
        assert await told_until(told, decks / "a.yaml") == {decks / "a.yaml"}
        link.unlink()
        link.symlink_to(vault)
        await told_until(told, link)
        assert await anext(told) == set()
        (vault / "c.yaml").write_text("deck: B")
        await told_until(told, vault / "c.yaml")


@linux
async def test_only_folders_that_decks_are_looked_for_in_cost_a_watch(tmp_path, decks):
    (decks / ".git" / "objects").mkdir(parents=True)
    (decks / "everything").symlink_to("/")
    watched = watching._survey([decks], []).folders
    assert watched == {tmp_path, decks, decks / "v1.0"}


# where watching fails


@pytest.fixture
def refuse(monkeypatch):
    """Watching fails where the function given says so; what it was asked for is kept in a list."""
    watch = watchfiles.awatch
    asked = []

    def use(error, refuses):
        def awatch(*paths, force_polling, **how):
            asked.append(force_polling)
            if refuses(len(asked), force_polling):
                return broken()
            return watch(*paths, force_polling=force_polling, **how)

        async def broken():
            raise error
            yield

        monkeypatch.setattr(watchfiles, "awatch", awatch)
        monkeypatch.setattr(watching, "_POLL", 20)
        monkeypatch.setattr(watching, "_SECOND_LOOK", 0.1)
        return asked

    return use


LIMIT = OSError("OS file watch limit reached.")
NO_MORE = RuntimeError("Error creating recommended watcher: Too many open files (os error 24)")


@pytest.mark.parametrize("error", [LIMIT, NO_MORE])
async def test_where_the_system_watches_no_more_files_are_looked_at(decks, refuse, error):
    asked = refuse(error, lambda _, polling: not polling)
    path = decks / "v1.0" / "b.yaml"
    os.utime(path, (0, 0))
    async with watch([decks]) as told:
        path.write_text("deck: C")
        await told_until(told, path)
        assert asked[:3] == [False, False, True]


async def test_where_files_are_looked_at_what_is_saved_twice_in_a_second_is_told_twice(
    decks, refuse
):
    refuse(LIMIT, lambda _, polling: not polling)
    path = decks / "a.yaml"
    os.utime(path, (0, 0))
    async with watch([decks]) as told:
        path.write_text("deck: C")
        await told_until(told, path)
        path.write_text("deck: D")
        await told_until(told, path)


async def test_a_folder_that_goes_just_when_it_is_watched_costs_one_try(decks, refuse):
    asked = refuse(FileNotFoundError(), lambda number, _: number == 1)
    async with watch([decks]):
        assert asked == [False, False]


async def test_where_nothing_helps_it_ends(decks, refuse):
    asked = refuse(LIMIT, lambda *_: True)
    assert [_ async for _ in changes([decks])] == []
    assert asked == [False, False, True]


@linux
async def test_a_name_that_is_no_text_only_makes_it_begin_anew(decks):
    async with watch([decks]) as told:
        with open(os.fsencode(decks) + b"/\xff.yaml", "wb"):  # noqa: PTH123
            pass
        assert await anext(told) == set()
        (decks / "a.yaml").write_text("deck: B")
        await told_until(told, decks / "a.yaml")


# its end


async def test_it_ends_when_it_is_cancelled(decks):
    told = changes([decks])
    await anext(told)
    waiting = asyncio.ensure_future(anext(told))
    await asyncio.sleep(0)
    waiting.cancel()
    async with asyncio.timeout(20):
        with pytest.raises(asyncio.CancelledError):
            await waiting
        with pytest.raises(StopAsyncIteration):
            await anext(told)
    assert asyncio.all_tasks() == {asyncio.current_task()}
