from __future__ import annotations

import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizzer.maths import columns, display, inline


def drawing(text):
    """A drawing as it is written in this file: between a first and a last line of its own."""
    return text.strip("\n").replace("\n    ", "\n").removeprefix("    ").rstrip()


SOFTMAX = r"\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V"
LIKELIHOOD = r"\arg\max_\theta \sum_{i=1}^{n} \log p(x_i \mid x_{<i})"
DPO = (
    r"\mathbb{E}_{x \sim D}"
    r"[\log \sigma(\beta \log \frac{\pi_\theta(y|x)}{\pi_{\mathrm{ref}}(y|x)})]"
)
CASES = r"f(x) = \left\{ \begin{array}{ll} 1 & x > 0 \\ 0 & x \le 0 \end{array} \right."


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\frac{a+b}{c+d}", "(a + b)/(c + d)"),
        (SOFTMAX, "softmax(QKᵀ/√dₖ)V"),
        (r"\|x\|_2^2", "‖x‖₂²"),
        (LIKELIHOOD, "arg max_θ ∑ᵢ₌₁ⁿ log p(xᵢ | x_(<i))"),
        (r"h_{t-1}", "hₜ₋₁"),
        (r"\hat{y}", "ŷ"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)"),
        (r"\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}", "[1, 0; 0, 1]"),
        (DPO, "𝔼_(x∼D)[log σ(β log(π_θ(y|x)/π_ref(y|x)))]"),
    ],
)
def test_the_formulas_of_the_field_in_a_line(tex, text):
    assert inline(tex) == text


@pytest.mark.parametrize(
    ("tex", "drawn"),
    [
        (
            r"\frac{a+b}{c+d}",
            """
     a + b
    ╶─────╴
     c + d
""",
        ),
        (
            SOFTMAX,
            """
           ⎛ QKᵀ ⎞
    softmax⎜╶───╴⎟V
           ⎝ √dₖ ⎠
""",
        ),
        (r"\|x\|_2^2", "    ‖x‖₂²"),
        (
            LIKELIHOOD,
            """
             n
    arg max  ∑  log p(xᵢ | x  )
         θ  i=1             <i
""",
        ),
        (r"h_{t-1}", "    hₜ₋₁"),
        (r"\hat{y}", "    ŷ"),
        (
            r"A = \begin{pmatrix} a & b \\ c & d \end{pmatrix}",
            """
        ⎛a  b⎞
    A = ⎝c  d⎠
""",
        ),
        (
            r"\begin{bmatrix} 1 & 0 \\ 0 & \frac{1}{2} \end{bmatrix}",
            """
    ⎡1   0 ⎤
    ⎢    1 ⎥
    ⎢0  ╶─╴⎥
    ⎣    2 ⎦
""",
        ),
        (
            DPO,
            """
                       π (y|x)
                        θ
    𝔼   [log σ(β log ╶─────────╴)]
     x∼D              π   (y|x)
                       ref
""",
        ),
        (
            CASES,
            """
           ⎧1  x > 0
    f(x) = ⎩0  x ≤ 0
""",
        ),
        (
            r"\begin{cases} 1 & \text{if } x \in A \\ 0 & \text{otherwise} \end{cases}",
            """
    ⎧1  if x ∈ A
    ⎩0  otherwise
""",
        ),
        (
            r"\begin{aligned} a &= \frac{b}{c} \\ &= d \end{aligned}",
            """
         b
    a = ╶─╴
         c

      = d
""",
        ),
        (
            r"\begin{vmatrix} a & \\ \frac{b}{c} & d \end{vmatrix}"
            r" + \left\lfloor \frac{e}{f} \right\rfloor g",
            """
    ⎟ a    ⎟
    ⎟ b    ⎟   ⎢ e ⎥
    ⎟╶─╴  d⎟ + ⎢╶─╴⎥g
    ⎟ c    ⎟   ⎣ f ⎦
""",
        ),
        (
            r"\sqrt{x^2 + y^2}",
            """
     ┌───────╴
    ╰┘x² + y²
""",
        ),
        (
            r"\frac{e^{z_i}}{\sum_j e^{z_j}}",
            """
       zᵢ
      e
    ╶──────╴
         zⱼ
     ∑ⱼ e
""",
        ),
        (
            r"W_i^Q \in \mathbb{R}^{d \times k}",
            """
      Q    d×k
    Wᵢ  ∈ ℝ
""",
        ),
        (
            r"y = \begin{bmatrix} a \\ b \end{bmatrix}^\top",
            """
        ⎡a⎤
    y = ⎣b⎦ᵀ
""",
        ),
    ],
)
def test_the_formulas_of_the_field_in_two_dimensions(tex, drawn):
    assert display(tex) == drawing(drawn)


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        # letters, alphabets and accents
        (r"\mathcal{L}", "ℒ"),
        (r"\mathcal{N}(0, \sigma^2 I)", "𝒩(0, σ²I)"),
        (r"\nabla_\theta J(\theta)", "∇_θ J(θ)"),
        (r"\mathbf{W}\mathbf{x}", "𝐖𝐱"),
        (r"\boldsymbol{\theta}", "𝛉"),
        (r"\mathbb{1}[x > 0]", "𝟙[x > 0]"),
        (r"\mathfrak{C}", "ℭ"),
        (r"\bar{x}", "x̄"),
        (r"\tilde{C}_t", "C̃ₜ"),
        (r"\hat{\mathbf{x}}", "𝐱̂"),
        (r"\overline{AB}", "A̅B̅"),
        (r"\widehat{AB}", r"\widehat{AB}"),
        (r"\infty", "∞"),
        (r"\Delta w", "Δw"),
        # scripts
        ("x^{2n}", "x²ⁿ"),
        ("W^{(i)}", "W⁽ⁱ⁾"),
        ("A_{ij}", "Aᵢⱼ"),
        ("A_{i,j}", "A_(i,j)"),
        ("QK^{T}", "QKᵀ"),
        (r"A^\top", "Aᵀ"),
        ("x^10", "x¹0"),  # as TeX reads it
        ("10^{-4}", "10⁻⁴"),
        ("e^{-x^2/2}", "e^(-x²/2)"),
        ("a_{i_j}", "a_(iⱼ)"),
        ("W_i^Q", "Wᵢ^Q"),
        (r"\pi_{\mathrm{ref}}^2", "π²_ref"),
        (r"d_{\text{model}}", "d_model"),
        (r"\theta_{k}x", "θₖx"),
        (r"\pi_b x", "π_b x"),
        ("f'(x) + f''", "f′(x) + f′′"),
        ("f'^2", "f′²"),
        ("x^*", "x*"),
        ("(a+b)^2", "(a + b)²"),
        ("{(a+b)}^2", "((a + b))²"),
        ("PE_{(pos,2i)}", "PE_(pos,2i)"),
        ("{}^2", "²"),
        # fractions and roots
        (r"\frac{1}{\sqrt{d_k}}", "1/√dₖ"),
        (r"\frac{1}{n}\sum_i x_i", "(1/n) ∑ᵢ xᵢ"),
        (r"-\frac{1}{n}", "-1/n"),
        (r"W_0 + \frac{\alpha}{r} BA", "W₀ + (α/r)BA"),
        (r"\frac{1}{2\sigma^2}", "1/(2σ²)"),
        (r"\frac{2ab}{c}", "2ab/c"),
        (r"\frac{\partial L}{\partial w}", "∂L/∂w"),
        (r"\frac{dL}{dw}", "dL/dw"),
        (r"\frac{\exp(z_i)}{\sum_j \exp(z_j)}", "exp(zᵢ)/(∑ⱼ exp(zⱼ))"),
        (r"\frac{\log p}{n}", "(log p)/n"),
        (r"\frac{\frac{a}{b}}{c}", "(a/b)/c"),
        (r"\frac{a}{b}^2", "(a/b)²"),
        (r"\frac{\text{TP}}{\text{TP} + \text{FP}}", "TP/(TP + FP)"),
        (r"\sqrt[3]{x}", "³√x"),
        (r"\sqrt{x^2}", "√(x²)"),
        (r"\sqrt{a+b}", "√(a + b)"),
        (r"\binom{n}{k}", "(n; k)"),
        # operators and spaces
        (r"a \leq b \geq c \neq d \approx e \propto f", "a ≤ b ≥ c ≠ d ≈ e ∝ f"),
        (r"a\odot b", "a ⊙ b"),
        (r"a\cdot b", "a · b"),
        (r"W\in\mathbb{R}^{d\times k}", "W ∈ ℝ^(d×k)"),
        (r"x \not\in A", "x ∉ A"),
        (r"x_1,\ldots,x_n", "x₁, …, xₙ"),
        (r"f: X \to Y", "f: X → Y"),
        ("x[1:n]", "x[1:n]"),
        ("a := -b", "a := -b"),
        ("1{,}024 + 1,024", "1,024 + 1,024"),
        (r"\Pr(x)", "Pr(x)"),
        (r"\min_{x} f(x)", "minₓ f(x)"),
        (r"\prod_{i=1}^n p_i", "∏ᵢ₌₁ⁿ pᵢ"),
        (r"\int_0^1 f(x)\,dx", "∫₀¹ f(x) dx"),
        (r"\operatorname{softmax}(x)", "softmax(x)"),
        (r"\operatorname*{arg\,max}_x f", "arg maxₓ f"),
        (r"x \log x", "x log x"),
        (r"\mathrm{MultiHead}(Q, K, V)", "MultiHead(Q, K, V)"),
        (r"\text{if } x > 0", "if x > 0"),
        (r"\text{a \textbf{b} $x^2$, 5\%}", "a b x², 5%"),
        (r"a \quad b", "a  b"),
        (r"15\%", "15%"),
        ("15%", "15%"),  # a comment to TeX, but no author means that
        # delimiters and tables
        (r"\lVert x \rVert", "‖x‖"),
        (r"D_{\mathrm{KL}}(p \,\|\, q)", "D_KL(p ‖ q)"),
        (r"\{x \mid x > 0\}", "{x | x > 0}"),
        (r"\Big( a \Big)", "(a)"),
        (r"\left. \frac{df}{dx} \right|_{x=0}", "df/dx|ₓ₌₀"),
        (CASES, "f(x) = {1, x > 0; 0, x ≤ 0}"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a = b; c = d"),
        (r"\begin{pmatrix} a & \\ & b \end{pmatrix}", "(a, ; , b)"),
        (r"\begin{cases} a, & \text{if } b \\ c & d \end{cases}", "{a, if b; c, d}"),
        (r"\begin{cases} a, & b > 0 \\ c & d \end{cases}", "{a, b > 0; c, d}"),
        (r"\underset{x \in X}{\max} f", "max_(x∈X) f"),
        (r"a \overset{!}{=} b \stackrel{d}{\to} c", "a =^! b →ᵈ c"),
        (r"a \xrightarrow{n} b \xleftarrow[k]{} c", "a →ⁿ b ←ₖ c"),
        (r"a \equiv b \pmod{n}", "a ≡ b (mod n)"),
        (r"i \bmod W", "i mod W"),
        (r"p(\cdot \mid x)", "p(· | x)"),
        (r"(-1)^n, (+, \cdot)", "(-1)ⁿ, (+, ·)"),
        (r"a \label{eq} \tag{1}", "a  (1)"),
        # what cannot be shown stands as its source
        (r"\underbrace{a+b}_{n} + c", r"\underbrace{a+b}_{n} + c"),
        (r"\foo{x}{y}^2 z", r"\foo{x}{y}^2 z"),
        (r"\begin{foo} x \end{foo}", r"\begin{foo} x \end{foo}"),
        (r"\frac{a}{b", r"\frac{a}{b"),
        (r"\left( a", r"\left( a"),
        ("x_a_b", "x_a_b"),
        ("x^", "x^"),
        ("&&", "&&"),
        ("", ""),
    ],
)
def test_notation(tex, text):
    assert inline(tex) == text


def test_a_formula_that_is_too_wide_is_broken_at_its_operators():
    tex = r"\mathrm{loss} = \frac{first + second}{n} + fourth + fifth + sixth"
    assert display(tex, 80).count("\n") == 2
    assert display(tex, 40) == "\n".join(
        [
            "loss = (first + second)/n + fourth",
            "  + fifth + sixth",
        ]
    )


def test_a_formula_without_operators_is_broken_where_the_line_ends():
    assert display("abcdefghijklmnop", 10) == "abcdefghij\n  klmnop"


def test_aligned_formulas_that_are_too_wide_keep_their_lines():
    tex = r"\begin{aligned} a &= bbbbbbbbbbbbbbb \\ &= cccccccccc + ddddddddddd \end{aligned}"
    assert display(tex, 20) == "\n".join(["a = bbbbbbbbbbbbbbb", "= cccccccccc", "  + ddddddddddd"])


def test_columns_stay_aligned_under_wide_and_combining_characters():
    for tex in (r"\frac{中文}{x}", r"\frac{\hat{\mathbf{x}}\bar{z}}{abcd}"):
        over, bar, under = display(tex).split("\n")
        assert columns(bar) == max(columns(over), columns(under)) + 1
    assert display(r"\begin{pmatrix} 中 & \vec{b} \\ c & d \end{pmatrix}") == "⎛中  b⃗⎞\n⎝c   d⎠"


@pytest.mark.parametrize(
    "tex", ["x\x1b[31m", "\\frac{a\x9b}{b\x07}", "a\u202eb", "\\foo{\x1b]0;x}"]
)
def test_no_control_character_reaches_the_terminal(tex):
    for shown in (inline(tex), display(tex)):
        assert not {unicodedata.category(char) for char in shown if char != "\n"} & {"Cc", "Cf"}


PIECES = (
    r"\frac \sqrt \left \right \hat \bar \mathbf \mathrm \text \sum \max \log \not \middle "
    r"\begin{pmatrix} \end{pmatrix} \begin{cases} \end{cases} \begin{align} \end{align} "
    r"\substack \binom \overset \operatorname \underbrace \foo \| \{ \} \\ & ^ _ ' ~ % "
    "( ) [ ] { } { } {x} {a+b} a 1 23 + - = < , . : $ 中 \u0302 |"
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*PIECES.split(" "), " "]), max_size=25).map("".join),
    st.integers(1, 100),
)
@example(r"\\~", 1)
def test_any_formula_is_shown_somehow(tex, width):
    for shown in (inline(tex), display(tex, width)):
        assert bool(shown.strip()) == bool(tex.strip())
        assert "?" not in shown


@pytest.mark.parametrize(
    "tex",
    [
        "a" * 100_000,
        "{" * 100_000,
        r"\frac{" * 600,
        r"\frac{1}{" * 24 + "x" + "}" * 24,
        r"\overline{" * 24 + "x" + "}" * 24,
        "x^{" * 24 + "y" + "}" * 24,
        r"\left(" * 24 + "x" + r"\right)" * 24,
        r"\sqrt[" * 600,
        r"\not" * 900,
        r"\hat" * 900,
        "x_i^j" * 700,
        "&" * 4_000,
        "'" * 4_000,
        "a" + "\u0302" * 3_999,
        r"\begin{pmatrix}" + ("a&" * 60 + r"\\") * 30 + r"\end{pmatrix}",
    ],
    ids=lambda tex: tex[:12],
)
def test_a_hostile_formula_takes_bounded_time(tex):
    started = time.perf_counter()
    assert inline(tex)
    assert display(tex)
    assert time.perf_counter() - started < 2


def test_a_formula_that_is_too_long_or_deep_is_shown_as_its_source():
    long, deep = "a+" * 2_001, "{" * 25 + "a" + "}" * 25
    assert inline(long) == long
    assert inline(deep) == deep


def test_the_libraries_are_imported_only_when_a_formula_is_shown():
    code = (
        "import sys; from quizzer.maths import inline, display;"
        "heavy = lambda: sorted({m.partition('.')[0] for m in sys.modules}"
        " & {'pylatexenc', 'texicode'});"
        "print(heavy()); inline('x'); print(heavy()); display('x'); print(heavy())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:3] == ["[]", "['pylatexenc']", "['pylatexenc', 'texicode']"]
