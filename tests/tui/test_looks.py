"""What each form of card looks like, kept as text: `pytest --snapshot-update` accepts a change."""

from __future__ import annotations

import pytest

from .conftest import shown

CARDS = {
    "formula": r"""
  - q: Why does scaled dot-product attention divide the scores by $\sqrt{d_k}$?
    a: So that their variance stays near 1 whatever $d_k$ is
    why: |-
      Otherwise large scores push the softmax into regions with tiny gradients:

      $$\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V$$
""",
    "term": """
  - term: Self-attention
    definition: Attention whose queries, keys and values come from one sequence.
""",
    "cloze": """
  - cloze: BERT selects ==15%::a share== of the tokens and replaces ==80%== of those.
""",
    "choice": """
  - q: Which activation does GPT-2 use?
    a: GELU
    wrong: [ReLU, SwiGLU, Tanh]
""",
    "choose-all": """
  - q: Which of these use RoPE?
    a: [PaLM, LLaMA]
    wrong: [BERT, GPT-2]
""",
    "typed": """
  - q: Which organisation released GPT-2?
    a: OpenAI
    accept: [open ai]
""",
    "order": """
  - q: Order these models by release.
    order: [GPT-1, BERT, GPT-2, GPT-3]
""",
    "match": """
  - q: Match each model to its architecture.
    match: {BERT: encoder, T5: encoder-decoder, GPT-2: decoder}
""",
    "code": """
  - q: |-
      What does this print?

      ```python
      scores = q @ k.T / math.sqrt(k.shape[-1])  # q: (4, 64), k: (6, 64)
      print(scores.shape)
      ```
    a: "`(4, 6)`"
""",
    "table": """
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
""",
}
KEYS = {
    "choice": ["b"],
    "choose-all": ["a", "b", "enter"],
    "typed": [*"google", "enter"],
    "order": ["a", "b", "c", "d", "enter"],
    "match": ["a", "b", "c", "enter"],
}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize("form", CARDS)
async def test_a_card_asked_and_answered(review, snapshot, form, size):
    app = review({"looks.yaml": f"deck: Looks\ncards:{CARDS[form]}"})
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert shown(app) == snapshot(name="asked")
        for key in KEYS.get(form, ["space"]):
            await pilot.press(key)
        await pilot.pause()
        assert shown(app) == snapshot(name="answered")


FORMULAS = [
    r"\frac{a+b}{c+d}",
    r"\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V",
    r"\|x\|_2^2",
    r"\arg\max_\theta \sum_{i=1}^{n} \log p(x_i \mid x_{<i})",
    r"h_{t-1}",
    r"\hat{y}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\mathbb{E}_{x \sim D}[\log \sigma(\beta \log"
    r" \frac{\pi_\theta(y|x)}{\pi_{\mathrm{ref}}(y|x)})]",
]


@pytest.mark.parametrize("tex", FORMULAS)
async def test_a_formula_inline_and_displayed(review, snapshot, tex):
    text = f"deck: F\ncards:\n  - q: 'Inline ${tex}$ here'\n    a: '$${tex}$$'\n"
    app = review({"f.yaml": text})
    async with app.run_test() as pilot:
        await pilot.press("space")
        await pilot.pause()
        assert shown(app) == snapshot
