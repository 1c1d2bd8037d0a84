"""Audio in which every stretch occurs once, so that what arrived can be found again in what was sent."""

import array
import random

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

    def speech(self) -> list[bytes]:
        return self._frames(spoken(self._random.choice(self.SENTENCES), RATE))

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


class Coverage:
    """Which bytes of a call's audio reached the upstream, connection by connection."""

    def __init__(self, said: bytes):
        self.said = bytes(said)
        self.end = 0
        self.lost = 0
        self.replayed = 0
        self.foreign = 0
        self.disordered = 0

    def connection(self, messages: list[bytes]) -> None:
        position: int | None = None
        for audio in messages:
            found = self.said.find(audio, position if position is not None else 0)
            if found < 0:
                self.foreign += len(audio)
                continue
            if position is None:
                self.replayed += max(0, self.end - found)
                self.lost += max(0, found - self.end)
            elif found != position:
                self.disordered += 1
            position = found + len(audio)
            self.end = max(self.end, position)

    def over(self) -> None:
        self.lost += len(self.said) - self.end
