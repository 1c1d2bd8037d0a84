"""Client programs as users run them: each in an environment of its own, with nothing of ours in their code."""

import json
import pathlib
import subprocess

from .conduct import Conduct
from .program import ROOT, environment

INTEGRATION = ROOT / "Tests" / "Integration"
TAP = INTEGRATION / "tap"
DEBIANS_NODE_PACKAGES = "/usr/share/nodejs"
SEED = ROOT / "Tests" / "Seed"
LONGEST_SECONDS = 90


class ClientProgram:
    """What a program printed, and every event that it heard."""

    def __init__(self, command: list, folder: pathlib.Path, **environ: str):
        tap = folder / "heard.jsonl"
        listening = {"PARLEY_TAP": str(tap), "PYTHONPATH": str(TAP), "NODE_OPTIONS": f"--require {TAP / 'tap.js'}"}
        environ = listening | {"PYTHONUNBUFFERED": "1", "NODE_PATH": DEBIANS_NODE_PACKAGES} | environ
        self.run = subprocess.run(
            [str(word) for word in command], cwd=folder, env=environment(folder, **environ), text=True,
            capture_output=True, stdin=subprocess.DEVNULL, timeout=LONGEST_SECONDS)
        assert self.run.returncode == 0, f"ended with {self.run.returncode}:\n{self.run.stdout}\n{self.run.stderr}"
        self.output = self.run.stdout
        self.events = [json.loads(line) for line in tap.read_bytes().splitlines()] if tap.exists() else []

    def check(self, dialect: str) -> "ClientProgram":
        """Its events keep every rule; at least a whole response was among them."""
        conduct = Conduct(dialect)
        for event in self.events:
            conduct.heard(event)
            assert event["type"] != "error", f"an error came: {event}"
        assert any(event["type"] == "response.done" for event in self.events), "no response.done was heard"
        return self


def python(name: str) -> pathlib.Path:
    """The interpreter of an environment that `scripts/setup` has made."""
    path = ROOT / ".venv" / name / "bin" / "python"
    assert path.exists(), f"{path} is missing: run scripts/setup"
    return path


def seed_script(name: str, folder: pathlib.Path, port: int, key: str) -> pathlib.Path:
    """A script of the document with another host and key, and no other change."""
    text = (SEED / name).read_text()
    assert "localhost:4000" in text and "sk-your-key" in text
    path = folder / name
    path.write_text(text.replace("localhost:4000", f"localhost:{port}").replace("sk-your-key", key))
    return path
