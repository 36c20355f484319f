"""A learner at the terminal interface, with a clock and chance that stand still."""

from __future__ import annotations

import random
from zoneinfo import ZoneInfo

import pytest

from quizzer.config import Config
from quizzer.library import Folder, Library
from quizzer.store import Store
from quizzer.study import Helping, Study
from quizzer.tui.app import QuizzerApp

NOON = 1_790_000_000_000

FORMS = r"""
deck: Forms on show
cards:
  - q: Why does scaled dot-product attention divide the scores by $\sqrt{d_k}$?
    a: So that their variance stays near 1 whatever $d_k$ is
    hint: Think of the variance.
    why: |-
      Otherwise large scores push the softmax into regions with tiny gradients:

      $$\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V$$
    source: 0-fundamentals/2-attention.md#scaled-dot-product-attention
  - term: Self-attention
    definition: Attention whose queries, keys and values come from one sequence.
  - cloze: BERT selects ==15%::a share== of the tokens and replaces ==80%== of those.
  - q: Which activation does GPT-2 use?
    a: GELU
    wrong: [ReLU, SwiGLU, Tanh]
  - q: Which of these use RoPE?
    a: [PaLM, LLaMA]
    wrong: [BERT, GPT-2]
  - q: Which organisation released GPT-2?
    a: OpenAI
    accept: [open ai]
  - q: How many parameters has the largest GPT-2?
    a: 1.5B
    tolerance: 5%
  - q: Order these models by release.
    order: [GPT-1, BERT, GPT-2, GPT-3]
  - q: Match each model to its architecture.
    match: {BERT: encoder, T5: encoder-decoder, GPT-2: decoder}
  - q: |-
      What shape does this print?

      ```python
      scores = q @ k.T / math.sqrt(k.shape[-1])  # q: (4, 64), k: (6, 64)
      print(scores.shape)
      ```
    a: "`(4, 6)`"
  - q: |-
      Which row of this table is the odd one out?

      | Model | Company | Year | Positions | Attention | Activation |
      |---|---|---|---|---|---|
      | BERT | Google | 2018 | learned | bidirectional | GELU |
      | GPT-2 | OpenAI | 2019 | learned | causal multi-head | GELU |
      | PaLM | Google | 2022 | RoPE | causal multi-query | SwiGLU |
      | LLaMA | Meta | 2023 | RoPE | causal multi-head | SwiGLU |
      | Llama 2 70B | Meta | 2023 | RoPE | grouped-query, 8 heads | SwiGLU |
    a: BERT, the only encoder
"""


class Watch:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def study(tmp_path, watch):
    """Open a study over decks given as {file: text}."""
    opened = []

    def start(decks: dict[str, str] | None = None, origin="own", **config) -> Study:
        for name, text in (decks or {"forms.yaml": FORMS}).items():
            path = tmp_path / "decks" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        library = Library([Folder(tmp_path / "decks", origin)], tmp_path / "cache" / "decks.db")
        assert library.problems == []
        store = Store.open(tmp_path / "progress.db")
        config = Config(**({"new_per_day": 50} | config))
        opened.append(Study(library, store, config, watch, ZoneInfo("UTC"), random.Random(1)))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def review(study):
    """The app in a session on some decks; `only` keeps the cards whose question contains it."""

    def start(decks=None, helping: Helping | None = None, **config) -> QuizzerApp:
        one = study(decks, **config)
        one.begin(helping or Helping())
        return QuizzerApp(one, in_session=True)

    return start


def deck(*questions: str) -> dict[str, str]:
    """A deck of plain questions, each answered by the word after `the answer to`."""
    cards = "".join(f"  - q: What is {name}?\n    a: the answer to {name}\n" for name in questions)
    return {"plain.yaml": f"deck: Plain\ncards:\n{cards}"}


def shown(app: QuizzerApp) -> str:
    """What the screen shows, as text."""
    height = app.size.height
    lines = app.screen._compositor.render_strips() if height else []
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in lines)
