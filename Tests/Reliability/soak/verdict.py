"""Is it flat?"""

import dataclasses

from .fit import Line, fitted, last_two_thirds

GROWTH_KIB = 100
"""Resident memory may grow by so much per 1,000 sessions: 0.1 KiB for each."""


@dataclasses.dataclass(frozen=True)
class Verdict:
    line: Line
    """Resident KiB by sessions that have ended, over the last two thirds of the samples."""
    growth_kib: float
    descriptors_before: int
    descriptors_after: int
    unexpected: int

    @property
    def is_memory_flat(self) -> bool:
        return self.growth_kib < GROWTH_KIB

    @property
    def are_descriptors_back(self) -> bool:
        return self.descriptors_after <= self.descriptors_before

    @property
    def is_good(self) -> bool:
        return self.is_memory_flat and self.are_descriptors_back and not self.unexpected

    def lines(self) -> list[str]:
        memory = "flat" if self.is_memory_flat else "GROWS"
        descriptors = "all back" if self.are_descriptors_back else "LEFT OPEN"
        return [
            f"memory: {memory}: {self.growth_kib:+.1f} KiB per 1,000 sessions over the last two thirds "
            f"(rule: less than {GROWTH_KIB})",
            f"descriptors: {descriptors}: {self.descriptors_before} before the first session, {self.descriptors_after} "
            "after the last (rule: not more)",
            f"unexpected: {self.unexpected} (rule: none)",
        ]


def judged(rows: list[dict]) -> Verdict:
    """`rows`: the first before anybody came, the last when everybody has left. The line is laid through those that were
    taken in the same state: all busy, or all with nobody there."""
    samples = rows[1:-1] if "open" in rows[0] else rows
    line = fitted([(row["sessions"], row["resident_kib"]) for row in last_two_thirds(samples)])
    return Verdict(line, line.slope * 1000, rows[0]["descriptors"], rows[-1]["descriptors"], rows[-1]["unexpected"])
