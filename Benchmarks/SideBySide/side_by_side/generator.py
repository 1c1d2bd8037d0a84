"""`parley bench`, with the echo upstream in the same process, on the generator's core."""

import json
import subprocess

from .process import GENERATOR, GENERATOR_CORE, KEY, UPSTREAM_PORT, Trouble, pinned

DIRECT = f"ws://127.0.0.1:{UPSTREAM_PORT}/v1/realtime"


def load(url: str, mode: str, *options: str | int | float, watch: int | None = None) -> dict:
    """One load. The answer is what `parley bench --json` says."""
    words = command(url, mode, *options, *(["--watch", watch] if watch else []))
    result = subprocess.run(pinned(GENERATOR_CORE, words), capture_output=True, text=True, timeout=300)
    if result.returncode:
        raise Trouble(f"{mode} {' '.join(map(str, options))}: {result.stderr.strip()}")
    report = json.loads(result.stdout)
    if watch and mode != "idle" and "cpu_us_each" not in report:
        raise Trouble(f"{mode}: nothing came back within {report['seconds']:.1f} s; is this machine busy with other work?")
    return report


def command(url: str, mode: str, *options: str | int | float, echo: bool = True) -> list[str]:
    """`echo`: the model is in the same process."""
    upstream = ["--echo-upstream", str(UPSTREAM_PORT)] if echo else []
    return [GENERATOR, "bench", "--url", url, "--key", KEY, "--mode", mode, *upstream, "--json", "-", *map(str, options)]
