"""What the kernel says of a process."""

import os
import pathlib

TICKS = os.sysconf("SC_CLK_TCK")


class Process:
    def __init__(self, pid: int):
        self.folder = pathlib.Path(f"/proc/{pid}")

    @property
    def resident_kib(self) -> int:
        return self._status("VmRSS")

    @property
    def heap_kib(self) -> int:
        """Resident memory without what is only mapped from files: heap, stacks, everything that could leak."""
        return self._status("RssAnon")

    @property
    def threads(self) -> int:
        return self._status("Threads")

    @property
    def descriptors(self) -> int:
        return len(os.listdir(self.folder / "fd"))

    @property
    def cpu_seconds(self) -> float:
        fields = (self.folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def _status(self, name: str) -> int:
        for line in (self.folder / "status").read_text().splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1])
        raise KeyError(name)
