"""Client programs as users run them: each in an environment of its own, with nothing of ours in their code."""

import json
import os
import pathlib
import re
import subprocess

from .conduct import Conduct
from .program import ROOT, environment

INTEGRATION = ROOT / "Tests" / "Integration"
TAP = INTEGRATION / "tap"
DEBIANS_NODE_PACKAGES = "/usr/share/nodejs"
ENVIRONMENTS = pathlib.Path(os.environ.get("PARLEY_ENVIRONMENTS", ROOT / ".venv"))
# Pipecat says so whenever the server does not detect turns.
NO_COMPLAINT = "_warn_if_realtime_service_emits_no_turn_frames"
LOGURU_COMPLAINT = re.compile(r"\| (WARNING|ERROR|CRITICAL) +\|")
SEED = ROOT / "Tests" / "Seed"
LONGEST_SECONDS = 40


class ClientProgram:
    """What a program printed, and every event that it heard."""

    def __init__(self, command: list, folder: pathlib.Path, **environ: str):
        tap = folder / "heard.jsonl"
        listening = {"PARLEY_TAP": str(tap), "PYTHONPATH": str(TAP), "NODE_OPTIONS": f"--require {TAP / 'tap.js'}"}
        environ = listening | {"PYTHONUNBUFFERED": "1", "NODE_PATH": DEBIANS_NODE_PACKAGES} | environ
        output, errors = folder / "output.txt", folder / "errors.txt"
        with open(output, "w") as out, open(errors, "w") as err, subprocess.Popen(
                [str(word) for word in command], cwd=folder, env=environment(folder, **environ), stdout=out,
                stderr=err, stdin=subprocess.DEVNULL) as process:
            try:
                status = process.wait(LONGEST_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                status = f"a kill after {LONGEST_SECONDS} s"
        self.output, self.errors = output.read_text(), errors.read_text()
        assert status == 0, f"ended with {status}:\n{self.output[-4_000:]}\n{self.errors[-4_000:]}"
        self.events = [json.loads(line) for line in tap.read_bytes().splitlines()] if tap.exists() else []
        self.complaints = pathlib.Path(f"{tap}.warnings")

    def check(self, dialect: str) -> "ClientProgram":
        """Its events keep every rule, and no library of its complained of one; at least a whole response was among
        them."""
        conduct = Conduct(dialect)
        for event in self.events:
            conduct.heard(event)
            assert event["type"] != "error", f"an error came: {event}"
        complaints = self.complaints.read_text() if self.complaints.exists() else ""
        complaints += "".join(line for line in self.errors.splitlines(True)
                              if LOGURU_COMPLAINT.search(line) and NO_COMPLAINT not in line)
        assert not complaints, f"its libraries complained:\n{complaints[-4_000:]}"
        assert any(event["type"] == "response.done" for event in self.events), "no response.done was heard"
        return self


def python(name: str) -> pathlib.Path:
    """The interpreter of an environment that `scripts/setup` has made."""
    path = ENVIRONMENTS / name / "bin" / "python"
    assert path.exists(), f"{path} is missing: run scripts/setup"
    return path


def seed_script(name: str, folder: pathlib.Path, port: int, key: str) -> pathlib.Path:
    """A script of the document with another host and key, and no other change."""
    text = (SEED / name).read_text()
    assert "localhost:4000" in text and "sk-your-key" in text
    path = folder / name
    path.write_text(text.replace("localhost:4000", f"localhost:{port}").replace("sk-your-key", key))
    return path
