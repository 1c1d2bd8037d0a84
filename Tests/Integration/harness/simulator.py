"""Gemini Live, played by `parley simulate` in a process of its own."""

import dataclasses
import json
import pathlib
import time

from .program import Program
from .schemas import check_upstream_message


@dataclasses.dataclass
class Heard:
    """What one upstream connection received, from the simulator's record."""

    session: str
    messages: list[dict]
    end: dict | None

    @property
    def setup(self) -> dict:
        return self.messages[0]["setup"]

    @property
    def audio_rates(self) -> set[str]:
        return {message["realtimeInput"]["audio"]["mimeType"] for message in self.messages
                if "audio" in message.get("realtimeInput", {})}


class Simulator(Program):
    """`script` is a list of steps as `docs/simulator.md` describes them; none: it converses."""

    def __init__(self, folder: pathlib.Path, *options: str, script: list[dict] | None = None):
        folder.mkdir(parents=True, exist_ok=True)
        self.record = folder / "heard.jsonl"
        arguments = ["simulate", "--port", "0", "--record", str(self.record), "--log-level", "debug", *options]
        if script is not None:
            lines = "".join(json.dumps(step) + "\n" for step in script)
            (folder / "script.jsonl").write_text(lines)
            arguments += ["--script", str(folder / "script.jsonl")]
        super().__init__(arguments, folder)
        self.url = self.wait_for(r"at (wss?://\S+)").group(1)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    def heard(self) -> list[Heard]:
        """Every connection that has ended, in the order of their ends. All their messages fit Google's schema, and
        none broke the script."""
        sessions: dict[str, Heard] = {}
        for line in self.record.read_text().splitlines(keepends=True):
            if not line.endswith("\n"):
                break  # It is being written.
            entry = json.loads(line)
            heard = sessions.setdefault(entry["session"], Heard(entry["session"], [], None))
            if "end" in entry:
                heard.end = entry["end"]
            else:
                assert "message" in entry, f"the gateway sent something that is no JSON: {entry}"
                heard.messages.append(entry["message"])
        ended = [heard for heard in sessions.values() if heard.end]
        for heard in ended:
            for message in heard.messages:
                check_upstream_message(message)
            assert heard.end["failure"] is None, f"the script was not followed: {heard.end['failure']}"
        return ended

    def wait_for_sessions(self, count: int, within: float = 15) -> list[Heard]:
        deadline = time.monotonic() + within
        while len(heard := self.heard()) < count:
            assert time.monotonic() < deadline, f"{len(heard)} upstream connections have ended, not {count}"
            time.sleep(0.05)
        return heard
