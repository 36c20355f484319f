"""The index of the notes has every entry of the first one, in its order, each with its note."""

from __future__ import annotations

import re
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import pytest

from quizzer.disk import shipped
from quizzer.parse.markdown import document

NOTES = shipped("notes")
FIRST = Path(__file__).parent / "data" / "llm-learning-notes-index.md"

ENTRY = re.compile(
    r"(?P<indent> *)-\s*(?:\[(?P<linked>[^\]]+)\]\((?P<link>[^)\s]+)\)|(?P<bare>.+))"
)
HEADING = re.compile(r"#{1,6} +(?P<title>.+)")

MENDED = {
    "topic 0: Fundementals": "Topic 0: Fundamentals",
    "topic 1: LLM Models": "Topic 1: LLM models",
    "topic 2: Fine-tuning": "Topic 2: Fine-tuning",
    "topic 3 : LLM Training & Inference": "Topic 3: LLM training and inference",
    "topic 4: Agent and Applications": "Topic 4: Agents and applications",
    "top 5: Reinfocement Learning": "Topic 5: Reinforcement Learning",
    "top 6: on-device ML": "Topic 6: On-device ML",
    "Exceptional Learning Tutorials": "Exceptional learning tutorials",
    "Machine Learning basics": "Machine learning basics",
    "Transformers and Attention Mechanism": "Transformers and the attention mechanism",
    "GPT1": "GPT-1",
    "GPT2": "GPT-2",
    "GPT3": "GPT-3",
    "GPT4": "GPT-4",
    "Meta LLaMa2": "Meta Llama 2",
    "Google PaLM2": "Google PaLM 2",
    "Mistral-8x7B": "Mixtral 8x7B",
    "SFT & SPIN & Stanford Alpaca": "SFT, SPIN and Stanford Alpaca",
    "Prompt engineering / Tuning": "Prompt engineering and prompt tuning",
    "LoRA & QLoRA": "LoRA and QLoRA",
    "Parallization": "Parallelization",
    "Distributed Training": "Distributed training",
    "Flash Attention 1 & 2": "Flash Attention 1 and 2",
    "Linear Attention & Lightening Attention 2": "Linear Attention and Lightning Attention-2",
    "Speculative Decoding": "Speculative decoding",
    "Overview of Efficient Serving": "Overview of efficient serving",
    "Tool/API Usage": "Tool and API usage",
    "Toolformers": "Toolformer",
    "Hugging face": "Hugging Face",
    "langchain": "LangChain",
    "Format LLM / Structural Decoding": "Formatted output and structured decoding",
    "PPO, DPO": "PPO and DPO",
    "RLAiF": "RLAIF",
    "Pytorch Mobile": "PyTorch Mobile",
    "karpathy AI Tutorial": "Andrej Karpathy's Neural Networks: Zero to Hero",
    "llm course github": "LLM Course by Maxime Labonne",
}
"""What the first index calls a heading or entry otherwise than the index of today."""


class Entry(NamedTuple):
    """A list item of an index, the heading it stands under, and how deep it stands."""

    heading: str
    title: str
    link: str
    depth: int


def entries(text: str) -> list[Entry]:
    heading, found = "", []
    for line in text.splitlines():
        if headed := HEADING.fullmatch(line.rstrip()):
            heading = headed["title"].strip()
        elif item := ENTRY.fullmatch(line.rstrip()):
            title = (item["linked"] or item["bare"]).strip()
            found.append(Entry(heading, title, item["link"] or "", len(item["indent"]) // 4))
    return found


OLD = entries(FIRST.read_text(encoding="utf-8"))
HEADINGS = {MENDED.get(entry.heading, entry.heading) for entry in OLD}
NEW = [
    entry
    for entry in entries((NOTES / "README.md").read_text(encoding="utf-8"))
    if entry.heading in HEADINGS
]


def mended(entry: Entry) -> tuple[str, str, int]:
    return (
        MENDED.get(entry.heading, entry.heading),
        MENDED.get(entry.title, entry.title),
        entry.depth,
    )


def test_the_first_index_is_read_whole():
    assert len(OLD) == 45
    assert len({entry.heading for entry in OLD}) == 8


@pytest.mark.parametrize(("old", "new"), list(zip_longest(OLD, NEW)))
def test_each_entry_of_the_first_index_stands_in_that_of_today(old, new):
    assert old is not None, f"the first index has no {new}"
    assert new is not None, f"the index has no {mended(old)}"
    assert (new.heading, new.title, new.depth) == mended(old)
    if old.link:
        assert new.link == old.link.replace("0-fundementals/", "0-fundamentals/")


@pytest.mark.parametrize("entry", NEW, ids=[entry.title for entry in NEW])
def test_each_entry_leads_to_its_note_or_to_its_site(entry):
    if entry.heading == "Exceptional learning tutorials":
        assert entry.link.startswith("https://")
        assert entry.link in (NOTES / "tutorials.md").read_text(encoding="utf-8")
        return
    name, _, anchor = entry.link.partition("#")
    text = (NOTES / name).read_text(encoding="utf-8")
    assert not anchor or anchor in {section.anchor for section in document(text).sections}


def test_the_four_tables_of_the_first_index_are_in_the_index():
    tables = re.findall(r"(?m)^### (.+)$", FIRST.read_text(encoding="utf-8"))
    listed = [
        entry
        for entry in entries((NOTES / "README.md").read_text(encoding="utf-8"))
        if entry.heading == "Model comparison tables"
    ]
    assert [entry.title for entry in listed] == tables
    anchors = {
        section.anchor
        for section in document((NOTES / "model-tables.md").read_text(encoding="utf-8")).sections
    }
    assert {entry.link for entry in listed} <= {f"model-tables.md#{anchor}" for anchor in anchors}
