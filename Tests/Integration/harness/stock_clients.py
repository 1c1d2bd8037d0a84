"""The client programs that people use, unmodified, and what each of them must be able to do."""

import dataclasses
import functools
import json
import pathlib

from . import client_matrix
from .client_programs import DEBIANS_NODE_PACKAGES, ENVIRONMENTS, INTEGRATION, ClientProgram, python
from .speech import milliseconds, silence, spoken

RATE = 24_000
QUESTION = "Could you tell me when the next ferry leaves?"


@dataclasses.dataclass(frozen=True)
class StockClient:
    """A program of `programs/` in an environment of `.venv/`; without one, in Debian's Node.js.

    It is called with an address of the gateway, a key, a model, the kind of turn, and a file of speech (PCM16, 24 kHz),
    and prints what the library told it: the answers' words, the user's words, the cities that its tool was asked for,
    milliseconds of audio, and how often an answer was cut off.
    """

    name: str
    environment: str | None
    package: str
    program: str
    dialect: str = "ga"
    address: str = "http://localhost:{port}/v1"

    @property
    def version(self) -> str:
        if self.environment is None:
            return json.loads(pathlib.Path(DEBIANS_NODE_PACKAGES, self.package, "package.json").read_text())["version"]
        (found,) = (ENVIRONMENTS / self.environment).glob(
            f"lib/python3*/site-packages/{self.package.replace('-', '_')}-*.dist-info")
        return found.name.removesuffix(".dist-info").rpartition("-")[2]

    def take(self, kind: str, gateway, folder: pathlib.Path, request) -> None:
        """One turn of this kind; everything that was heard is checked."""
        note(request, self.name, self.version, kind)
        (folder / "speech.pcm").write_bytes(speech(kind))
        address = self.address.format(port=gateway.port)
        interpreter = python(self.environment) if self.environment else "node"
        command = [interpreter, INTEGRATION / "programs" / self.program, address, gateway.key]
        program = ClientProgram(
            [*command, gateway.model, kind, "speech.pcm"], folder, SSL_CERT_FILE=gateway.certificate)
        check(kind, json.loads(program.output.splitlines()[-1]), program.check(self.dialect).events)


def note(request, client: str, version: str, kind: str) -> None:
    """Writes the test down in the table of clients."""
    client_matrix.note(request, client, version, kind)


@functools.cache
def speech(kind: str) -> bytes:
    """The question; where the server has to find its end, with silence around it. Programs send it four times as fast
    as it sounds: on a busy machine it then comes without gaps that would sound like pauses."""
    question = spoken(QUESTION, RATE)
    return question if kind == "voice_manual" else silence(300, RATE) + question + silence(2_000, RATE)


def check(kind: str, heard: dict, events: list[dict]) -> None:
    """`heard` is what the client's library told, `events` what came over the wire."""
    responses = [event["response"] for event in events if event["type"] == "response.done"]
    statuses = [response["status"] for response in responses]
    started = sum(event["type"] == "input_audio_buffer.speech_started" for event in events)
    if kind == "interruption":
        assert statuses == ["cancelled", "completed"], statuses
        assert responses[0]["status_details"]["reason"] == "turn_detected"
        assert started and heard["interruptions"] == 1
        return
    assert set(statuses) == {"completed"}, statuses
    words = [text.strip() for text in heard["words"]]
    if kind == "text":
        assert words == ["You said: Say hello to the harbour."]
    elif kind == "tool":
        assert heard["cities"] == ["Paris"]
        assert "blue as a plum" in words[-1]
    elif kind == "update":
        first, second = words
        assert "harbour master" in first and "lighthouse keeper" not in first
        assert "lighthouse keeper" in second and "harbour master" not in second
    else:
        asked = milliseconds(spoken(QUESTION, RATE), RATE)
        assert len(statuses) == 1
        assert 0.8 * asked < heard["audio_ms"] < asked + 1_000
        assert len(heard["user"]) == 1 and "seconds of speech" in heard["user"][0]
        assert bool(started) == (kind == "voice_vad")
