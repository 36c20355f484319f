"""Rules on how a question is put: what they must find, and what they must leave alone."""

from __future__ import annotations

BAD = [
    # C04, of the question
    (
        "C04",
        f"- q: {'word ' * 150}for what?\n  a: x",
        "the question has 152 words: it will be skipped, not read",
    ),
    (
        "C04",
        f"- q: {'Given that and this, ' * 40}what follows?\n  a: x\n  wrong: [y, z]",
        "the question has 162 words: it will be skipped, not read",
    ),
    (
        "C04",
        f"- q: {'first this, then that, ' * 40}in which order?\n  order: [x, y]",
        "the question has 163 words: it will be skipped, not read",
    ),
    (
        "C04",
        f"- q: '{'word ' * 150}{{n}}?'\n  vary: {{n: [1]}}\n  compute: n",
        "the question has 151 words: it will be skipped, not read",
    ),
    # C05
    (
        "C05",
        "- q: 'What is {n} squared? What is it cubed?'\n  vary: {n: [3]}\n  compute: n**2",
        "a second question begins at `What is it cubed?`: who knows half cannot rate it",
    ),
    (
        "C05",
        "- q: What is a skip connection, and why does it help?\n  a: x",
        "a second question begins at `why does`: who knows half cannot rate it",
    ),
    (
        "C05",
        "- q: Who invented dropout and when?\n  a: Hinton, 2012",
        "a second question begins at `when`: who knows half cannot rate it",
    ),
    (
        "C05",
        "- q: What does the softmax do? Why is it shifted?\n  a: x",
        "a second question begins at `Why is it shifted?`: who knows half cannot rate it",
    ),
    (
        "C05",
        "- q: What are the pros and cons of LoRA?\n  a: x",
        "a second question begins at `cons`: who knows half cannot rate it",
    ),
    # C07
    ("C07", "- {q: Is BERT a decoder?, a: no}", "`no` is right in half of all guesses"),
    ("C07", "- {q: Does GPT-2 use GELU?, a: Yes.}", "`Yes` is right in half of all guesses"),
    (
        "C07",
        "- {q: T5 has a decoder. True or false?, a: '**True**'}",
        "`True` is right in half of all guesses",
    ),
    (
        "C07",
        "- {q: Is attention linear or quadratic in time?, a: Quadratic.}",
        "`Quadratic` is right in half of all guesses",
    ),
    (
        "C07",
        "- {q: 'T or F: EBS supports RAID 0.', a: T. RAID 0 joins volumes.}",
        "`T` is right in half of all guesses",
    ),
    # C08
    (
        "C08",
        "- {q: Describe LoRA., a: x}",
        "`Describe LoRA.` does not say what is asked about LoRA",
    ),
    (
        "C08",
        "- {q: Explain the chain rule, a: x}",
        "`Explain the chain rule` does not say what is asked about the chain rule",
    ),
    (
        "C08",
        "- {q: What do you know about `asyncio`?, a: x}",
        "`What do you know about `asyncio`?` does not say what is asked about `asyncio`",
    ),
    # C09
    (
        "C09",
        "- {q: Why is it trained in both directions?, a: x}",
        "`it` refers to nothing that this card shows",
    ),
    ("C09", "- {q: Who wrote this?, a: x}", "`this` refers to nothing that this card shows"),
    (
        "C09",
        "- {cloze: They were trained on ==TPUs==.}",
        "`They` refers to nothing that this card shows",
    ),
    (
        "C09",
        "- {q: Which optimiser is used in this paper?, a: x}",
        "`in this paper` refers to nothing that this card shows",
    ),
    (
        "C09",
        "- {q: How does the model above read unknown words?, a: x}",
        "`the model above` refers to nothing that this card shows",
    ),
    # C12
    (
        "C12",
        "- {q: What is the learning rate?, a: 6e-5}",
        "`learning rate` of what? The question does not say",
    ),
    (
        "C12",
        "- {q: Who are the authors?, a: x}",
        "`authors` of what? The question does not say",
    ),
    (
        "C12",
        "- {q: What are the main advantages, a: x, wrong: [y, z]}",
        "`main advantages` of what? The question does not say",
    ),
    # C15
    (
        "C15",
        "- {q: What is the latest stable version of Python?, a: '3.14'}",
        "`latest stable version` will be another one day",
    ),
    (
        "C15",
        "- {q: Who is the current CEO of OpenAI?, a: x}",
        "`current CEO` will be another one day",
    ),
    (
        "C15",
        "- {q: Which model is the state of the art on MMLU?, a: x, wrong: [y, z]}",
        "`state of the art` will be another one day",
    ),
    (
        "C15",
        "- {q: How much does an A100 cost?, a: '$10,000'}",
        "`cost` will be another one day",
    ),
]

GOOD = [
    ("C04", f"- q: {'word ' * 148}for what?\n  a: x"),
    (
        "C04",
        f"- q: |\n    What does this print?\n\n    ```\n    {'print(1) ' * 160}\n    ```\n  a: '1'",
    ),
    ("C04", f"- q: What is it?\n  a: x\n  why: {'word ' * 90}"),
    (
        "C05",
        "- q: What is the difference between what LoRA trains and what adapters train?\n  a: x",
    ),
    ("C05", "- q: What do queries and keys decide?\n  a: x"),
    ("C05", "- q: Is the parity group Abelian? Why or why not?\n  a: Yes, since + commutes"),
    ("C05", "- q: BERT masks tokens. Which share?\n  a: 15 %"),
    ("C05", "- q: What do Hinton and LeCun say of how nets learn?\n  a: x"),
    ("C07", "- {q: Which letter of RNN says no?, a: No state is kept}"),
    ("C07", "- {q: Can BERT write text?, a: 'Not by itself: it has no decoder.'}"),
    ("C07", "- {q: Is GPT-2 a decoder?, a: yes, wrong: [no]}"),
    (
        "C07",
        "- {q: Which came first?, a: 'Yes', place: {row: Yes, column: Year, kind: compare}}",
    ),
    ("C07", "- {q: 'What is 0.1 + 0.2 == 0.3 in Python?', a: 'False'}"),
    ("C07", "- {q: Is GPT-2 or BERT a decoder?, a: GPT-2 of the two}"),
    ("C07", "- {q: Does it grow or shrink?, a: It stays as it is}"),
    ("C08", "- {q: Explain why the softmax is shifted., a: x}"),
    ("C08", "- {q: Explain the steps of training., a: x}"),
    ("C08", "- {q: Describe the shape of the score matrix of one head., a: x}"),
    ("C08", "- {q: What about LoRA saves memory during training?, a: x}"),
    ("C09", "- {q: Why is it important to shuffle the training data?, a: x}"),
    ("C09", "- {q: What does BERT see that its rival does not?, a: x}"),
    ("C09", "- {q: 'In its first layer, what does ResNet do?', a: x}"),
    ("C09", "- {q: Why is it often hard to use dense layers?, a: x}"),
    ("C09", "- {q: 'A deck begins with one slide. What is the layout of this slide?', a: x}"),
    ("C09", "- {q: Why is it called a residual connection?, a: x}"),
    ("C09", "- q: |\n    What does this print?\n\n    ```python\n    print(1)\n    ```\n  a: '1'"),
    ("C09", "- {q: Which of these is a tokenizer?, a: BPE, wrong: [Adam, SGD]}"),
    (
        "C09",
        "- {cloze: It was released in ==2018==., place: {note: n.md, heading: BERT}}",
    ),
    ("C12", "- {q: What is the learning rate of GPT-3?, a: 6e-5}"),
    ("C12", "- {q: Function, a: 'def f(): pass'}"),
    ("C12", "- {q: What is the hippocampus?, a: x}"),
    ("C12", "- {q: What is the size in `f(size)`?, a: x}"),
    ("C15", "- {q: What was the latest version of Python in 2020?, a: '3.9'}"),
    ("C15", "- {q: What is the latest version of Python?, a: '3.14', as_of: 2025-10}"),
    ("C15", "- {q: How much energy does a layer cost?, a: 3 J}"),
    ("C15", "- {q: Which file is changed for the latest version of a plugin?, a: x}"),
    ("C15", "- {q: 'How much is a ticket, if two cost $30?', a: $15}"),
    ("C15", "- {q: What drives the current in a wire?, a: voltage}"),
    ("C15", "- {q: On what does the current state depend in a Markov chain?, a: the last one}"),
]
