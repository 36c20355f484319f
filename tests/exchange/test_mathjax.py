"""The shipped formulas, read by the MathJax that Anki shows them with."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from quizzer.disk import deck_files, default_id, read_deck, shipped
from quizzer.exchange.anki.notes import notes

INSTALLED = Path(__file__).parents[1] / "peers"
AS_IN_ANKI = """
require("mathjax").init({
  loader: {load: ["input/tex-base", "[tex]/ams", "[tex]/newcommand", "[tex]/mathtools"]},
  tex: {
    packages: ["base", "ams", "newcommand", "mathtools"],
    formatError(_, error) { throw error; },
  },
}).then(({tex2mml}) => {
  const faults = JSON.parse(require("fs").readFileSync(0)).map((tex) => {
    try { tex2mml(tex); return ""; } catch (error) { return error.message; }
  });
  console.log(JSON.stringify(faults));
});
"""
"""What finds fault with each TeX formula of a JSON list, or with none.

Anki also loads packages that show what is wrong in red instead of refusing it.
"""
FORMULA = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)


def faults(formulas: list[str]) -> dict[str, str]:
    """What MathJax says of the formulas that it refuses."""
    if not shutil.which("node") or not (INSTALLED / "node_modules" / "mathjax").exists():
        pytest.skip("MathJax is not installed (`npm ci --prefix tests/peers`, which needs node)")
    said = subprocess.run(
        ["node", "-e", AS_IN_ANKI],
        cwd=INSTALLED,
        input=json.dumps(formulas),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return {
        tex: fault for tex, fault in zip(formulas, json.loads(said.stdout), strict=True) if fault
    }


def test_what_is_no_formula_is_refused():
    assert faults([r"\frac{1}{2}", r"\frac{1}", r"\unheard"]) == {
        r"\frac{1}": "Missing argument for \\frac",
        r"\unheard": "Undefined control sequence \\unheard",
    }


def test_anki_can_show_every_formula_that_ships():
    root = shipped("decks")
    decks = [read_deck(path, default_id(path, root))[0] for path in deck_files(root, [])]
    fields = [field for _, note in notes(decks, {}, {}) for field in note.fields]
    found = {unescape("".join(one)) for field in fields for one in FORMULA.findall(field)}
    assert found
    assert faults(sorted(found)) == {}
