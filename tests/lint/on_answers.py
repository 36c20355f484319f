"""Rules on what an answer asks: what they must find, and what they must leave alone."""

from __future__ import annotations

LONG = "word " * 41

BAD = [
    # C04, of the answer
    (
        "C04",
        f"- q: What is dropout?\n  a: {LONG}",
        "the answer has 41 words, which is more than one thing",
    ),
    (
        "C04",
        f"- term: Dropout\n  definition: {LONG}",
        "the answer has 41 words, which is more than one thing",
    ),
    (
        "C04",
        f"- q: Which are the parts?\n  a: |\n    - {LONG}\n    - {LONG}",
        "the answer has 82 words, which is more than one thing",
    ),
    # C06
    (
        "C06",
        "- {q: Name the parts of an LSTM., a: 'gates, input, output, cell state, hidden state'}",
        "5 things are to be recited at once",
    ),
    (
        "C06",
        "- q: List all noble gases.\n  a: |\n    - He\n    - Ne\n    - Ar\n    - Kr\n    - Xe",
        "5 things are to be recited at once",
    ),
    (
        "C06",
        "- {q: What are the five RNA and DNA bases?, a: 'A, C, G, T and U'}",
        "5 things are to be recited at once",
    ),
    (
        "C06",
        "- {q: What are the causes of the war?, a: 'arms, pacts, empires, pride and a shot'}",
        "5 things are to be recited at once",
    ),
    # C16
    ("C16", "- {q: How large is GPT-4?, a: 1.76T?}", "`1.76T?` says that the answer is not known"),
    ("C16", "- {term: pvcreate, definition: TODO}", "`TODO` says that the answer is not known"),
    (
        "C16",
        "- {cloze: GPT-4 has ==a rumoured 1.76T== parameters.}",
        "`rumoured` says that the answer is not known",
    ),
    ("C16", "- {q: Who wrote it?, a: Hinton (?)}", "`(?)` says that the answer is not known"),
    ("C16", "- {q: How many layers has it?, a: N/A}", "`N/A` says that the answer is not known"),
    (
        "C16",
        "- {q: Who invented the telephone?, a: maybe Bell}",
        "`maybe` says that the answer is not known",
    ),
    # C25
    (
        "C25",
        "- {q: What happens to a sentence?, a: tokens → ids → vectors → attention → output}",
        "5 steps are to be recited in order",
    ),
    (
        "C25",
        "- q: How is it trained?\n  a: |\n    1. A\n    2. B\n    3. C\n    4. D\n    5. E",
        "5 steps are to be recited in order",
    ),
    (
        "C25",
        "- {q: What is the path of blood?, a: heart -> artery -> capillary -> vein -> heart}",
        "5 steps are to be recited in order",
    ),
    # T01
    (
        "T01",
        "- {q: What does BERT see?, a: all the words before and after, accept: [everything]}",
        "6 words are to be typed, which nobody types the same way twice",
    ),
    (
        "T01",
        "- {q: Why scale?, a: Large scores saturate the softmax's gradient, accept: [saturation]}",
        "6 words are to be typed, which nobody types the same way twice",
    ),
    (
        "T01",
        "- {q: How does it begin?, a: In the beginning God created heaven, accept: [x]}",
        "6 words are to be typed, which nobody types the same way twice",
    ),
    # T02
    (
        "T02",
        "- {q: Which tokenizer?, a: byte-pair encoding (BPE), accept: [byte-level BPE]}",
        "`byte-pair encoding` would be marked wrong, and is what `byte-pair encoding (BPE)` says",
    ),
    (
        "T02",
        "- {q: Which loss?, a: negative log-likelihood (NLL), accept: [negative log-likelihood]}",
        "`NLL` would be marked wrong, and is what `negative log-likelihood (NLL)` says",
    ),
    (
        "T02",
        "- {q: Who?, a: Hinton (and others), accept: [Hinton et al.]}",
        "`Hinton` would be marked wrong, and is what `Hinton (and others)` says",
    ),
]

GOOD = [
    ("C04", f"- q: What is dropout?\n  a: {'word ' * 40}"),
    ("C04", f"- q: What is dropout?\n  a: x\n  why: {LONG}"),
    ("C04", f"- q: How is it written?\n  a: |\n    ```\n    {LONG}\n    ```"),
    ("C04", f"- q: Which?\n  a: x\n  wrong: [y, '{LONG}']"),
    ("C06", "- {q: Name the three primary colours., a: 'red, yellow, blue'}"),
    ("C06", "- {q: Name the inventor of dropout., a: 'Hinton, of Toronto, in 2012, with others'}"),
    ("C06", "- {q: Name the four lobes., a: 'frontal, parietal, temporal, and occipital'}"),
    ("C06", "- {q: Name all noble gases., a: [He, Ne, Ar, Kr, Xe], wrong: [O, N]}"),
    ("C06", "- {q: Name the planets from the sun., order: [Mercury, Venus, Earth, Mars, Jupiter]}"),
    ("C06", "- {q: What are the main costs of attention?, a: 'Time and memory, both quadratic'}"),
    ("C06", "- q: What are the two types?\n  a: |\n    - A\n    - B\n    - C\n    - D\n    - E"),
    ("C06", "- q: Name the types.\n  a: |\n    - A\n      - B\n      - C\n    - D\n      - E"),
    ("C16", "- {q: How large is GPT-4?, a: 1.76T?, unconfirmed: true}"),
    ("C16", "- {q: Which operator is `a ? b`?, a: 'the ternary ?'}"),
    ("C16", "- {q: What did Turing ask?, a: Can machines think?}"),
    ("C16", "- {q: What lists TODO?, a: Comments that begin with TODO are listed}"),
    ("C16", "- {q: What is `job?.name`?, a: The safe navigation operator (?) on a field}"),
    ("C16", "- {q: Which type wraps a missing value in Haskell?, a: Maybe}"),
    ("C16", "- {q: Which comment marks what is left to do?, a: '`TODO`'}"),
    ("C25", "- {q: What does the chain rule link?, a: loss → output → weight}"),
    ("C25", "- q: Which two?\n  a: |\n    1. One\n    2. Two\n    3. Three\n    4. Four"),
    ("C25", "- {q: Which type has `map`?, a: '`(a -> b) -> f a -> f b -> c -> d`'}"),
    ("C25", "- q: The basic types\n  a: |\n    1. nil\n    2. A\n    3. B\n    4. C\n    5. D"),
    ("C25", "- q: Which?\n  a: |\n    - A → B\n    - B → C\n    - C → D\n    - D → E"),
    ("C25", "- {q: What are the arrows?, a: 'A → B is one. B → C, too. C → D → E as well.'}"),
    ("T01", "- {q: Who released GPT-2?, a: OpenAI of San Francisco, accept: [OpenAI]}"),
    ("T01", "- {q: What does BERT see?, a: all the words before and after}"),
    ("T01", "- {q: How many parameters?, a: 1.5B parameters, tolerance: 5%}"),
    ("T02", "- {q: Which?, a: byte-pair encoding (BPE), accept: [BPE, byte-pair encoding]}"),
    ("T02", "- {q: Which loss?, a: byte-pair encoding (BPE)}"),
    ("T02", "- {q: Who released GPT-2?, a: OpenAI, accept: [open ai]}"),
    ("T02", "- {q: Which call?, a: '`print(x)`', accept: ['print (x)']}"),
]
