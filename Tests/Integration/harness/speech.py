"""Real speech as input: spoken by espeak-ng, as PCM16 little-endian mono."""

import array
import functools
import io
import subprocess
import wave


@functools.cache
def spoken(text: str, rate: int) -> bytes:
    """The sentence at `rate` samples per second, without silence at its ends added."""
    command = ["espeak-ng", "-v", "en", "-s", "160", "--stdout", text]
    with wave.open(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        samples = array.array("h", file.readframes(1 << 30))
        return _resampled(samples, file.getframerate(), rate).tobytes()


def _resampled(samples: array.array, source: int, target: int) -> array.array:
    """By straight lines between the samples: good enough to be heard as speech."""
    last = len(samples) - 1
    result = array.array("h")
    for number in range(len(samples) * target // source):
        position = number * source / target
        index = min(int(position), last)
        following = samples[min(index + 1, last)]
        result.append(round(samples[index] + (following - samples[index]) * (position - index)))
    return result


def silence(milliseconds: int, rate: int) -> bytes:
    return bytes(rate * milliseconds // 1000 * 2)


def milliseconds(audio: bytes, rate: int) -> float:
    return len(audio) / 2 / rate * 1000
