"""Counts the gateway's heap allocations from outside: a library of thirty lines stands before the system's malloc."""

import mmap
import struct
import subprocess

from .process import FOLDER, ROOT, Trouble

SOURCE = ROOT / "Benchmarks" / "SideBySide" / "count-allocations.c"
LIBRARY = FOLDER / "count-allocations.so"
COUNT = FOLDER / "allocations.count"


def environment() -> dict[str, str]:
    """For the program whose allocations are to be counted."""
    if not LIBRARY.exists() or LIBRARY.stat().st_mtime < SOURCE.stat().st_mtime:
        command = ["cc", "-O2", "-shared", "-fPIC", "-o", str(LIBRARY), str(SOURCE), "-ldl"]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode:
            raise Trouble(f"the allocation counter cannot be built (gcc): {result.stderr}")
    COUNT.write_bytes(bytes(8))
    return {"LD_PRELOAD": str(LIBRARY), "ALLOCATION_COUNT_FILE": str(COUNT)}


def count() -> int:
    with open(COUNT, "rb") as file, mmap.mmap(file.fileno(), 8, access=mmap.ACCESS_READ) as memory:
        return struct.unpack("Q", memory[:8])[0]
