"""Audio in which every stretch occurs once, so that what arrived can be found again in what was sent."""

import random

RATE = 8000
FRAME_MS = 100
FRAME_BYTES = RATE * FRAME_MS // 1000 * 2


class Voice:
    """What one client says in one call: noise, loud where it speaks and very quiet where it does not."""

    def __init__(self, seed: int):
        self._random = random.Random(seed)
        self.said = bytearray()

    def speech(self, milliseconds: int) -> list[bytes]:
        return self._frames(milliseconds, 9000)

    def silence(self, milliseconds: int) -> list[bytes]:
        return self._frames(milliseconds, 3)

    def _frames(self, milliseconds: int, peak: int) -> list[bytes]:
        frames = []
        for _ in range(milliseconds // FRAME_MS):
            values = [self._random.randint(-peak, peak) for _ in range(FRAME_BYTES // 2)]
            samples = b"".join(value.to_bytes(2, "little", signed=True) for value in values)
            frames.append(samples)
        return frames

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
