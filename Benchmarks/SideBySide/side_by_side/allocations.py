"""Heap allocations of a frame, counted as `scripts/allocations` does."""

import subprocess
import sys

from .process import FOLDER, PARLEY, ROOT, Trouble

BENCHMARKS = ROOT / "Benchmarks"


def per_frame() -> dict[str, float]:
    """By direction: `up` and `down`."""
    sys.path.insert(0, str(BENCHMARKS / "Relay"))
    from allocations import of_gateway
    try:
        return of_gateway(PARLEY, str(_counter()))
    except (OSError, RuntimeError) as error:
        raise Trouble(f"allocations cannot be counted: {error}") from error


def _counter():
    source = BENCHMARKS / "Steps" / "Sources" / "AllocationCounter"
    library = FOLDER / "libcounter.so"
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["cc", "-O2", "-shared", "-fPIC", "-I", str(source / "include"), "-o", str(library),
               str(source / "AllocationCounter.c")]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        raise Trouble(f"the allocation counter cannot be built (gcc): {result.stderr}")
    return library
