"""μ-law, as telephones speak it (ITU-T G.711)."""

import array
import functools

BIAS, CLIP = 0x84, 32_635


def to_mulaw(pcm: bytes) -> bytes:
    return bytes(_encoded(sample) for sample in array.array("h", pcm))


def from_mulaw(audio: bytes) -> bytes:
    return array.array("h", [_decoded(byte) for byte in audio]).tobytes()


@functools.cache
def _encoded(sample: int) -> int:
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(sample), CLIP) + BIAS
    exponent = magnitude.bit_length() - 8
    return ~(sign | exponent << 4 | magnitude >> (exponent + 3) & 0x0F) & 0xFF


@functools.cache
def _decoded(byte: int) -> int:
    byte = ~byte & 0xFF
    magnitude = ((((byte & 0x0F) << 3) + BIAS) << (byte >> 4 & 7)) - BIAS
    return -magnitude if byte & 0x80 else magnitude
