"""Audio in which every stretch occurs once, so that what arrived can be found again in what was sent."""

import array
import base64
import json
import pathlib
import random
import re

from harness.speech import silence, spoken

RATE = 8000
FRAME_MS = 100
FRAME_BYTES = RATE * FRAME_MS // 1000 * 2


class Voice:
    """What one client says in one call: espeak-ng's sentences and silence, with a very quiet noise that never repeats."""

    SENTENCES = ("Good morning, how are you?", "What is the weather like?", "Please go on.", "Tell me more about it.")

    def __init__(self, seed: int):
        self._random = random.Random(seed)
        self.said = bytearray()

    def speech(self, sentence: str) -> list[bytes]:
        return self._frames(spoken(sentence, RATE))

    def silence(self, milliseconds: int) -> list[bytes]:
        return self._frames(silence(milliseconds, RATE))

    def _frames(self, audio: bytes) -> list[bytes]:
        samples = array.array("h", audio)
        for index, sample in enumerate(samples):
            samples[index] = max(-32768, min(32767, sample + self._random.randint(-4, 4)))
        noisy = samples.tobytes()
        return [noisy[start:start + FRAME_BYTES] for start in range(0, len(noisy), FRAME_BYTES)]

    def sent(self, frame: bytes) -> None:
        self.said += frame


def seconds_heard(answer: str) -> float | None:
    """What the simulated model says that it heard; nil: no speech."""
    found = re.search(r"([\d.]+) seconds of speech", answer)
    return float(found.group(1)) if found else None


def seconds(count: int) -> str:
    """So many bytes of audio, for people."""
    return f"{count / (RATE * 2):.1f} s"


class Coverage:
    """Which bytes of a call's audio reached the upstream, connection by connection."""

    # Beyond the noise: a sample that belongs to speech.
    LOUD = 1000

    def __init__(self, said: bytes):
        self.said = bytes(said)
        self.end = 0
        self.lost = 0
        self.lost_speech = 0
        self.replayed = 0
        self.foreign = 0
        self.disordered = 0

    def __str__(self) -> str:
        return (f"{self.lost} bytes never sent, {self.lost_speech} of them in stretches with speech, {self.foreign} never "
                f"said, {self.disordered} messages out of order")

    def connection(self, messages: list[bytes]) -> None:
        position: int | None = None
        for audio in messages:
            found = self.said.find(audio, position if position is not None else 0)
            if found < 0:
                self.foreign += len(audio)
                continue
            if position is None:
                self.replayed += max(0, self.end - found)
                self._missing(self.end, found)
            elif found != position:
                self.disordered += 1
            position = found + len(audio)
            self.end = max(self.end, position)

    def over(self) -> None:
        self._missing(self.end, len(self.said))

    def _missing(self, start: int, end: int) -> None:
        if end <= start:
            return
        self.lost += end - start
        if max(map(abs, array.array("h", self.said[start:end]))) > self.LOUD:
            self.lost_speech += end - start


def coverages(record: pathlib.Path, said: dict[int, bytes]) -> dict[int, Coverage]:
    """By call: which of its audio each connection got, in the order of the connections, by the simulator's record. A
    call says in its instructions which it is."""
    connections: dict[str, list[bytes]] = {}
    owners: dict[str, int] = {}
    with open(record, encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            message = entry.get("message", {})
            if "setup" in message:
                if match := re.search(r"You are on call (\d+)\.", json.dumps(message["setup"])):
                    owners[entry["session"]] = int(match.group(1))
                connections.setdefault(entry["session"], [])
            elif audio := message.get("realtimeInput", {}).get("audio"):
                connections[entry["session"]].append(base64.b64decode(audio["data"]))
    result = {number: Coverage(audio) for number, audio in said.items()}
    for session, messages in connections.items():
        if owners.get(session) in result:
            result[owners[session]].connection(messages)
    for coverage in result.values():
        coverage.over()
    return result
