"""Rules on multiple choice: what they must find, and what they must leave alone."""

from __future__ import annotations

BAD = [
    # M01
    ("M01", "- {q: Which?, a: RoPE, wrong: [ALiBi]}", "of two options every second guess is right"),
    ("M01", "- {q: Is it so?, a: yes, wrong: [no]}", "of two options every second guess is right"),
    (
        "M01",
        "- {q: 'True or false: GPT-2 has a decoder.', a: 'true', wrong: ['false']}",
        "of two options every second guess is right",
    ),
    # M02
    (
        "M02",
        "- {q: How long?, a: '1,024 tokens', wrong: [1024 tokens, 512 tokens]}",
        "the options `1,024 tokens` and `1024 tokens` say the same",
    ),
    (
        "M02",
        "- {q: How many?, a: 2B, wrong: [1.5B, 1500M]}",
        "the options `1.5B` and `1500M` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: ReLU, wrong: [pre-norm, pre norm]}",
        "the options `pre-norm` and `pre norm` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: 'English and French', wrong: ['French, English', 'German']}",
        "the options `English and French` and `French, English` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: 'English and French', wrong: ['French and English', 'German']}",
        "the options `English and French` and `French and English` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: '5 to 10', wrong: ['5-10', '20']}",
        "the options `5 to 10` and `5-10` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: '5-10', wrong: ['5–10', '20']}",
        "the options `5-10` and `5–10` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: '0.5', wrong: ['50%', '20%']}",
        "the options `0.5` and `50%` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: '1/2', wrong: ['0.5', '3']}",
        "the options `1/2` and `0.5` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: '1/2', wrong: ['50%', '3']}",
        "the options `1/2` and `50%` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: '60 s', wrong: ['1 minute', '1 h']}",
        "the options `60 s` and `1 minute` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: 'two', wrong: ['2', '3']}",
        "the options `two` and `2` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: '11 June 2018', wrong: ['June 11, 2018', '2017']}",
        "the options `11 June 2018` and `June 11, 2018` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: '2018-06-11', wrong: ['11 June 2018', '2017']}",
        "the options `2018-06-11` and `11 June 2018` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: 'World War II', wrong: ['World War 2', 'World War I']}",
        "the options `World War II` and `World War 2` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: '1st', wrong: ['first', 'second']}",
        "the options `1st` and `first` say the same",
    ),
    (
        "M02",
        "- {q: Which?, a: '1 GB', wrong: ['one gigabyte', '1 MB']}",
        "the options `1 GB` and `one gigabyte` say the same",
    ),
    # M03
    (
        "M03",
        """\
        - {q: Which company released a model in 2023?, id: one, a: Meta, wrong: [Google, IBM]}
        - {q: Which company released a model in 2023?, id: two, a: Google, wrong: [Apple, IBM]}
        """,
        "`Google` is wrong here, and right for the same question in line 4",
    ),
    (
        "M03",
        """\
        - {q: Who used ReLU?, id: one, a: Hinton}
        - {q: Who used ReLU?, id: two, a: Nair, wrong: [hinton, LeCun]}
        """,
        "`hinton` is wrong here, and right for the same question in line 3",
    ),
    (
        "M03",
        """\
        - {q: How many layers?, id: one, a: 1k}
        - {q: how many layers, id: two, a: '12', wrong: ['1,000', '24']}
        """,
        "`1,000` is wrong here, and right for the same question in line 3",
    ),
    # M04
    (
        "M04",
        "- {q: What is saved?, a: All of the above, wrong: [memory, time, energy]}",
        "`All of the above` speaks of options that are shuffled each time",
    ),
    (
        "M04",
        "- {q: What is saved?, a: memory, wrong: [time, none of the above.]}",
        "`none of the above.` speaks of options that are shuffled each time",
    ),
    (
        "M04",
        "- {q: What is saved?, a: All of these, wrong: [memory, time, energy]}",
        "`All of these` speaks of options that are shuffled each time",
    ),
    (
        "M04",
        "- {q: What is saved?, a: memory, wrong: [time, Both A and B]}",
        "`Both A and B` speaks of options that are shuffled each time",
    ),
    # M05
    (
        "M05",
        "- {q: Why?, a: So that no exponential overflows, wrong: [speed, symmetry, style]}",
        "the right answer is by far the longest, which gives it away",
    ),
    (
        "M05",
        "- {q: What?, a: 'the mean over the features of one example', wrong: [the mean, the sum]}",
        "the right answer is by far the longest, which gives it away",
    ),
    (
        "M05",
        "- {q: When?, a: when the batch is small or its size changes, wrong: [always, never]}",
        "the right answer is by far the longest, which gives it away",
    ),
    # M07
    (
        "M07",
        "- {q: Which of these is not a tokenizer?, a: Adam, wrong: [BPE, Unigram]}",
        "`not` is easily read over",
    ),
    (
        "M07",
        "- {q: All of these use attention except, a: LSTM, wrong: [BERT, T5]}",
        "`except` is easily read over",
    ),
    (
        "M07",
        "- {q: Which model does not use dropout?, a: PaLM, wrong: [BERT, T5]}",
        "`not` is easily read over",
    ),
]

GOOD = [
    ("M01", "- {q: Which?, a: RoPE, wrong: [ALiBi, learnt]}"),
    ("M01", "- {q: 'Which came first, BERT or GPT-2?', a: BERT, wrong: [GPT-2]}"),
    ("M01", "- {q: Which of these?, a: [RoPE], wrong: [ALiBi]}"),
    ("M01", "- {q: Which two?, a: [RoPE, ALiBi], wrong: [learnt]}"),
    ("M01", "- {q: Which came first?, a: A, wrong: [B], place: {row: B, kind: compare}}"),
    ("M02", "- {q: Which?, a: encoder-decoder, wrong: [encoder, decoder]}"),
    ("M02", "- {q: Which?, a: GPT-2, wrong: [GPT-3, GPT-1]}"),
    ("M02", "- {q: Which?, a: ReLU, wrong: [Leaky ReLU, GELU]}"),
    ("M02", "- {q: Which pattern fits?, a: '`[(n, ..)]`', wrong: ['`(_, n)`', '`(n, _)`']}"),
    ("M02", "- {q: How does a comment begin?, a: with --, wrong: [with //, with /*]}"),
    ("M02", "- {q: What is printed?, a: '0', wrong: ['0.0', '0.000000']}"),
    ("M02", "- {q: What is valid?, a: '[1, 2]', wrong: ['[1; 2]', '[1, 2,]']}"),
    ("M02", "- {q: Which first?, a: 'III, II', wrong: ['II, III', 'I, II']}"),
    ("M02", "- {q: How many?, a: 15%, wrong: ['15', 1.5%]}"),
    ("M02", "- {q: Which?, a: 'more than 18', wrong: ['at least 18', 'under 18']}"),
    ("M02", "- {q: Which?, a: '1/2', wrong: ['2/4', '3/6']}"),
    ("M02", "- {q: Which?, a: '0.5', wrong: ['0.50', '0.500']}"),
    ("M02", "- {q: Which?, a: 'SFT, RLHF', wrong: ['RLHF, SFT', 'SFT']}"),
    ("M02", "- {q: Which?, a: '12 to 24', wrong: ['12 to 25', '12']}"),
    ("M02", "- {q: Which?, a: 'x.y', wrong: ['xy', 'y.x']}"),
    ("M02", "- {q: Which?, a: '`n!`', wrong: ['`n`', '`-n`']}"),
    ("M02", "- {q: Which?, a: 'June 2018', wrong: ['2018', 'June 11, 2018']}"),
    ("M02", "- {q: Which?, a: '5 minutes', wrong: ['5 hours', '5 days']}"),
    ("M02", "- {q: Which?, a: '_x', wrong: ['x', '__x']}"),
    (
        "M03",
        """\
        - {q: Who released Llama 2?, a: Meta, wrong: [Google, IBM]}
        - {q: Who released PaLM 2?, a: Google, wrong: [Meta, IBM]}
        """,
    ),
    ("M03", "- {q: Which?, a: Meta, wrong: [Google, IBM]}\n- {q: Who?, a: Google}"),
    (
        "M03",
        """\
        - {q: Which is prime?, id: one, a: '7', wrong: ['8', '9']}
        - {q: Which is prime?, id: two, a: '5', wrong: ['6', '9']}
        """,
    ),
    ("M04", "- {q: Which of MDI and SHAP?, a: both, wrong: [MDI, SHAP, neither]}"),
    ("M04", "- {q: Which?, a: all layers above the tenth, wrong: [all layers, none]}"),
    ("M04", "- {q: Which vitamins?, a: A and some B, wrong: [Vitamin A, C and D3]}"),
    ("M05", "- {q: Why?, a: against overflow, wrong: [for speed, for symmetry]}"),
    ("M05", "- {q: Which?, a: Reinforcement learning, wrong: [Adam, SGD]}"),
    ("M05", "- {q: Which?, a: the mean over the features, wrong: [the mean over the batch, x]}"),
    ("M07", "- {q: Which of these is **NOT** a tokenizer?, a: Adam, wrong: [BPE, Unigram]}"),
    ("M07", "- {q: Which error comes if a file is not closed?, a: x, wrong: [y, z]}"),
    ("M07", "- {q: Which of these is not a tokenizer?, a: Adam}"),
    ("M07", "- {q: The nets which do not recur are called what?, a: x, wrong: [y, z]}"),
    ("M07", "- {q: Which reason is best for why Rust does not index?, a: x, wrong: [y, z]}"),
    ("M07", "- {q: Which characters are not allowed in a name?, a: x, wrong: [y, z]}"),
    ("M07", "- {q: What is lost when dropout is not used?, a: x, wrong: [y, z]}"),
]
