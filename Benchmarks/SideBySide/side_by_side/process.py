"""Programs on a core of their own."""

import os
import pathlib
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
FOLDER = ROOT / ".build" / "bench"
PARLEY = os.environ.get("PARLEY", str(ROOT / ".build" / "release" / "parley"))
# The generator stays the same program while the gateway is being changed.
GENERATOR = os.environ.get("PARLEY_GENERATOR", PARLEY)

GATEWAY_CORE, GENERATOR_CORE = 0, 1
UPSTREAM_PORT = 4501
KEY = "sk-side-by-side"


class Trouble(Exception):
    """Something that keeps the comparison from being made; its text says what, and what to do."""


def pinned(core: int, command: list[str]) -> list[str]:
    return ["taskset", "-c", str(core), *command]


def start(name: str, command: list[str], **environ: str) -> subprocess.Popen:
    """Starts a program on the gateway's core. What it says goes into a file."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
    log = open(FOLDER / f"{name}.log", "a")
    return subprocess.Popen(
        pinned(GATEWAY_CORE, command), cwd=FOLDER, env=kept | environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def resident_bytes(process_id: int) -> int:
    pages = int(pathlib.Path(f"/proc/{process_id}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def wait_until(condition, what: str, within: float, process: subprocess.Popen, log: str) -> float:
    """Seconds until the condition held; it is asked every half millisecond."""
    began = time.perf_counter()
    while not condition():
        if process.poll() is not None or time.perf_counter() - began > within:
            tail = (FOLDER / f"{log}.log").read_text(errors="replace")[-1500:]
            raise Trouble(f"{what} did not come within {within:.0f} s:\n{tail}")
        time.sleep(0.0005)
    return time.perf_counter() - began
