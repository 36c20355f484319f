"""The language server that editors ask about YAML, asked as an editor would."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

INSTALLED = Path(__file__).parents[1] / "peers" / "node_modules" / ".bin"
PATIENCE = 120
"""Seconds after which a server is ended, so that no test waits for one that hangs."""


class LanguageServer:
    """Speaks the language server protocol with a process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._send("initialize", {"processId": None, "rootUri": None, "capabilities": {}}, id=0)
        self._answer(0)
        self._send("initialized", {})
        settings = {"yaml": {"schemaStore": {"enable": False}}}  # which it would download
        self._send("workspace/didChangeConfiguration", {"settings": settings})

    def diagnoses(self, files: list[Path]) -> dict[Path, list[str]]:
        """What the server has to say about each file: `line:column message`, from 1."""
        uris = {file.as_uri(): file for file in files}
        for uri, file in uris.items():
            text = file.read_text(encoding="utf-8")
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
            self._send("textDocument/didOpen", {"textDocument": document})
        told: dict[Path, list[str]] = {}
        while len(told) < len(files):
            message = self._receive()
            found = message.get("params") or {}
            if "diagnostics" in found and found["uri"] in uris:
                told[uris[found["uri"]]] = [_line(one) for one in found["diagnostics"]]
        return told

    def offers(self, file: Path, line: int, column: int) -> set[str]:
        """What the server would complete at a place, from 1, of a file that it was told of."""
        place = {"line": line - 1, "character": column - 1}
        asked = {"textDocument": {"uri": file.as_uri()}, "position": place}
        self._send("textDocument/completion", asked, id=1)
        return {item["label"] for item in self._answer(1)["items"]}

    def _answer(self, id_: int) -> dict:
        while (message := self._receive()).get("id") != id_ or "method" in message:
            pass
        return message["result"]

    def _send(self, method: str, params: object, **more: object) -> None:
        self._write({"method": method, "params": params, **more})

    def _write(self, message: dict[str, object]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._process.stdin.flush()

    def _receive(self) -> dict:
        """The next message; a question of the server's gets no answer but null."""
        length = 0
        while header := self._process.stdout.readline().strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        message = json.loads(self._process.stdout.read(length))
        if "id" in message and "method" in message:
            self._write({"id": message["id"], "result": None})
        return message


def _line(diagnostic: dict) -> str:
    start = diagnostic["range"]["start"]
    return f"{start['line'] + 1}:{start['character'] + 1} {diagnostic['message']}"


@contextmanager
def language_server() -> Iterator[LanguageServer]:
    """A running server; the test is skipped where there is none."""
    path = os.pathsep.join([str(INSTALLED), os.environ.get("PATH", "")])
    program = shutil.which("yaml-language-server", path=path)
    if not program or not shutil.which("node"):
        missing = "yaml-language-server" if shutil.which("node") else "node"
        pytest.skip(f"{missing} is not installed (then `npm ci --prefix tests/peers`)")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([program, "--stdio"], **pipes) as process:
        timer = Timer(PATIENCE, process.kill)
        timer.start()
        try:
            yield LanguageServer(process)
        finally:
            timer.cancel()
            process.kill()
