"""Cards and decks for the tests of this folder, made in a line each."""

from quizzer.card import Card, Deck, Place
from quizzer.markup import hide, marks


def qa(question, answer, name="", form="qa", **more):
    id_ = f"deck:{name or question}"
    return Card(id_, form, question, answer, entry=id_, **more)


def computed(question, formula, **more):
    """A card with fresh numbers; `n` is 12 or 24."""
    answer = f"`{formula}`"
    vary = (("n", ("12", "24")),)
    return qa(question, answer, form="compute", compute=formula, vary=vary, **more)


def term(word, definition, **more):
    entry = f"deck:{word}"
    return (
        Card(f"{entry}~term", "term", definition, word, entry, **more),
        Card(f"{entry}~definition", "term", word, definition, entry, **more),
    )


def cloze(text, name="cloze", **more):
    entry = f"deck:{name}"
    return tuple(
        Card(
            f"{entry}~{hole}",
            "cloze",
            hide(text, hole),
            mark.hidden,
            entry,
            text=text,
            hole=hole,
            cue=mark.cue,
            **more,
        )
        for hole, mark in enumerate(marks(text), 1)
    )


def deck(*cards, title="Deck", id_="deck", **more):
    return Deck(id_, title, cards, **more)


PLACE = Place(note="notes/bert.md", heading="Masking")
SIX_FORMS = deck(
    qa("What is divided by $\\sqrt{d_k}$?", "The scores", hint="A product", why="*Variance*"),
    qa("Who released GPT-2?", "OpenAI", accept=("open ai",), tags=("who is who", "labs")),
    qa("How large is GPT-2?", "1.5B", tolerance="5%", unconfirmed=True, as_of="2019"),
    *term("Self-attention", "Attention within one sequence"),
    *cloze("BERT masks ==15%::a share== of tokens, ==80%== of them by `[MASK]`.", place=PLACE),
    qa("Which activation has GPT-2?", "GELU", form="choice", wrong=("ReLU", "Tanh", "SwiGLU")),
    qa("Which are decoders?", ("GPT-2", "GPT-3"), form="choice", wrong=("BERT",)),
    qa("Order these by release.", ("GPT-1", "BERT", "GPT-2", "GPT-3"), form="order"),
    qa("Match.", (("BERT", "encoder"), ("T5", "both"), ("GPT-2", "decoder")), form="match"),
    title="Attention",
    id_="fundamentals/attention",
    tags=("transformers",),
    description="Tokens & their <looks>",
)
