"""How fast Quizzer is, as ratios against a peer in the same run: `python -m tests.benchmarks`.

Each pair is timed in turn, A B A B …, and the medians are compared, so that a slow or busy machine
slows both. Nothing here is asserted: a ratio above its limit is marked, for a person to look into.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

CARDS = 10_000
QUIZZER = str(Path(sys.executable).with_name("quizzer"))


class Row(NamedTuple):
    """One comparison: median seconds of both, and the limit of their ratio."""

    what: str
    peer: str
    ours: float
    theirs: float
    limit: float


def in_turn(
    ours: Callable[[], float], theirs: Callable[[], float], runs: int
) -> tuple[float, float]:
    """The median of each, measured in turn after one warm-up."""
    ours(), theirs()
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def deck_text(cards: int, first: int = 0) -> str:
    """A deck of so many cards as an author would write it."""
    return "deck: Benchmark\ncards:\n" + "".join(
        f"  - q: What is the context length of model {n} of the benchmark?\n"
        f"    a: {n} tokens\n"
        f"    why: Model {n} was trained on sequences of {n} tokens.\n"
        f"    tags: [benchmark, context]\n"
        for n in range(first, first + cards)
    )


def learner(home: Path) -> dict[str, str]:
    """A learner with 10,000 cards in 40 decks, 3,000 of them answered; returns the environment."""
    decks = home / "decks"
    decks.mkdir(parents=True)
    each = CARDS // 40
    for number in range(40):
        text = deck_text(each, number * each).replace("Benchmark", f"Deck {number}", 1)
        (decks / f"deck-{number:02}.yaml").write_text(text, encoding="utf-8")
    environ = {**os.environ, "QUIZZER_HOME": str(home), "TERM": "xterm-256color"}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    answer_some(home, 3_000)
    return environ


def answer_some(home: Path, number: int) -> None:
    """Give the learner a history, some of it due."""
    from quizzer.config import Config
    from quizzer.library import open_library
    from quizzer.places import places
    from quizzer.store import Review, Store

    where = places({"QUIZZER_HOME": str(home)})
    library = open_library(where, Config())
    own = [slot for deck in library.decks if deck.origin == "own" for slot in library.slots(deck)]
    with Store.open(where.progress) as store:
        store._db.execute("PRAGMA synchronous = OFF")
        now = time.time_ns() // 1_000_000 - 20 * 86_400_000
        for place, slot in enumerate(own[:number]):
            store.record(Review(slot.uid, 4, "recall", 5_000), now + place * 1000, 0)
    library.close()


def run(command: list[str], environ: dict[str, str]) -> float:
    """How long a whole process takes."""
    quiet = subprocess.DEVNULL
    return seconds(lambda: subprocess.run(command, env=environ, check=True, stdout=quiet))


NOTHING = "import click\n@click.command()\ndef nothing(): pass\nnothing()\n"


def due(folder: Path, environ: dict[str, str]) -> Row:
    """`quizzer due` against a click program that does nothing."""
    script = folder / "nothing.py"
    script.write_text(NOTHING, encoding="utf-8")
    ours, theirs = in_turn(
        lambda: run([QUIZZER, "due"], environ),
        lambda: run([sys.executable, str(script)], environ),
        15,
    )
    return Row("quizzer due, 10,000 cards", "click program that does nothing", ours, theirs, 1.8)


MINIMAL = """
from textual.app import App
from textual.widgets import Footer, Header, Static

class Minimal(App):
    def compose(self):
        yield Header()
        yield Static("What is the context length")
        yield Footer()

Minimal().run()
"""


def first_card(folder: Path, environ: dict[str, str]) -> Row:
    """From spawning to the first card on a real terminal, against a minimal Textual app."""
    script = folder / "minimal.py"
    script.write_text(MINIMAL, encoding="utf-8")
    ours, theirs = in_turn(
        lambda: until_shown([QUIZZER, "review"], environ),
        lambda: until_shown([sys.executable, str(script)], environ),
        11,
    )
    return Row("spawn to first card", "Textual app with Header and Footer", ours, theirs, 1.3)


def until_shown(command: list[str], environ: dict[str, str]) -> float:
    """Seconds until the question is on the terminal."""
    import pexpect

    begin = time.perf_counter()
    child = pexpect.spawn(command[0], command[1:], env=environ, dimensions=(24, 80), timeout=30)
    child.expect("context length")
    took = time.perf_counter() - begin
    child.close(force=True)
    return took


def parsing() -> Row:
    """10,000 cards from YAML to cards, against PyYAML's own C loader on the same text."""
    import yaml

    from quizzer.parse import decks

    text = deck_text(CARDS)
    data = text.encode()
    ours, theirs = in_turn(
        lambda: seconds(lambda: decks.read(data, "deck.yaml", "deck")),
        lambda: seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader)),
        9,
    )
    return Row("10,000 cards from YAML to cards", "yaml.CSafeLoader alone", ours, theirs, 0.5)


def varied_text(cards: int) -> str:
    """A deck of so many cards of several forms."""
    return "deck: Benchmark\ncards:\n" + "".join(
        f"  - q: What is the context length of model {n}?\n"
        f"    a: {n} tokens\n"
        f"    why: The width of its heads is $d_{{{n}}}$.\n"
        f"  - term: Model {n}\n"
        f"    definition: The one with {n} layers.\n"
        f"  - cloze: Which ==benchmark== has model {n}?\n"
        f"  - q: Which company released model {n}?\n"
        f"    a: company {n}\n"
        f"    wrong: [company {n + 1}, company {n + 2}]\n"
        for n in range(cards // 5)
    )


def checking(folder: Path, environ: dict[str, str]) -> Row:
    """`quizzer check` on 20,000 cards against 10,000: no rule holds each card against each."""
    for cards in (CARDS, 2 * CARDS):
        (folder / f"{cards}.yaml").write_text(varied_text(cards), encoding="utf-8")
    ours, theirs = in_turn(
        lambda: run([QUIZZER, "check", str(folder / f"{2 * CARDS}.yaml")], environ),
        lambda: run([QUIZZER, "check", str(folder / f"{CARDS}.yaml")], environ),
        5,
    )
    return Row("quizzer check, 20,000 cards", "the same on 10,000 cards", ours, theirs, 2.3)


def quizzing(folder: Path) -> Row:
    """A quiz of 50 questions drawn from 10,000 cards, against parsing those cards."""
    from itertools import count

    from quizzer.config import read
    from quizzer.parse import decks
    from quizzer.places import places
    from quizzer.quiz import Wanted
    from quizzer.study import Study

    where = places({"QUIZZER_HOME": str(folder / "learner")})
    texts = [path.read_bytes() for path in sorted(where.decks.glob("*.yaml"))]
    seeds = count()
    with Study.open(where, read(where.settings)) as study:
        decks_on = tuple(f"deck-{number:02}" for number in range(40))
        ours, theirs = in_turn(
            lambda: seconds(
                lambda: study.quizzing.draw(Wanted(decks_on, count=50, seed=next(seeds)))
            ),
            lambda: seconds(lambda: [decks.read(text, "deck.yaml", "deck") for text in texts]),
            15,
        )
    return Row("a quiz of 50 over 10,000 cards", "parsing those cards", ours, theirs, 0.1)


def answering(folder: Path) -> Row:
    """An answer made durable, against Anki's answer_card, interleaved."""
    from anki.collection import Collection

    from quizzer.config import read
    from quizzer.places import places
    from quizzer.study import Helping, Study

    where = places({"QUIZZER_HOME": str(folder / "learner")})
    study = Study.open(where, read(where.settings))
    study.begin(Helping(more_new=500))
    collection = Collection(str(folder / "collection.anki2"))
    notetype = collection.models.by_name("Basic")
    for number in range(500):
        note = collection.new_note(notetype)
        note["Front"], note["Back"] = f"front {number}", f"back {number}"
        collection.add_note(note, collection.decks.id("Default"))
    config = collection.decks.config_dict_for_deck_id(1)
    config["new"]["perDay"] = 9999
    collection.decks.update_config(config)

    def ours() -> float:
        study.advance()
        return seconds(lambda: study.answer(3, "recall"))

    def theirs() -> float:
        card = collection.sched.getCard()
        card.start_timer()
        return seconds(lambda: collection.sched.answerCard(card, 3))

    row = Row("a durable answer", "Anki's answer_card", *in_turn(ours, theirs, 300), 1.1)
    study.close()
    collection.close()
    return row


def main() -> None:
    """Run all and print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environ = learner(folder / "learner")
        rows = [due(folder, environ), parsing(), checking(folder, environ)]
        rows += [quizzing(folder), answering(folder)]
        if sys.platform != "win32":
            rows.insert(1, first_card(folder, environ))
    print(f"{'':<34}{'ours':>10}{'peer':>10}{'ratio':>8}{'limit':>7}  peer")
    for row in rows:
        ratio = row.ours / row.theirs
        mark = "" if ratio <= row.limit else "  ABOVE"
        print(
            f"{row.what:<34}{row.ours * 1000:>8.2f}ms{row.theirs * 1000:>8.2f}ms"
            f"{ratio:>8.3f}{row.limit:>7.1f}  {row.peer}{mark}"
        )


if __name__ == "__main__":
    main()
