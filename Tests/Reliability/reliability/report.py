"""What a run has shown, in words."""

import argparse
import collections
import datetime
import os
import platform

from .call import KINDS, PHASES, Call
from .voice import RATE, Coverage


class Report:
    def __init__(self, options: argparse.Namespace):
        self.options = options
        self.problems: list[str] = []
        self.changes: collections.Counter = collections.Counter()
        self.statuses: collections.Counter = collections.Counter()
        self.gaps: list[float] = []
        self.tallies: collections.Counter = collections.Counter()
        self.seconds = 0.0
        self.audio: collections.Counter = collections.Counter()
        self.turns = 0
        self.lost_calls: set[int] = set()

    def broken(self, call: Call, problem: str) -> None:
        self.lost_calls.add(call.number)
        self.problems.append(f"call {call.number} ({call.session_id}): {problem}")

    def add(self, call: Call) -> None:
        self.changes.update(call.changes)
        self.statuses.update(call.statuses)
        self.turns += call.spoken + len(call.written)

    def covered(self, number: int, coverage: Coverage) -> None:
        if number in self.lost_calls:
            return
        self.audio.update(said=len(coverage.said), lost=coverage.lost, replayed=coverage.replayed,
                          foreign=coverage.foreign, disordered=coverage.disordered)
        if coverage.foreign or coverage.disordered:
            self.problems.append(f"call {number}: audio that was never said, or out of order")

    @property
    def is_good(self) -> bool:
        return not self.problems

    def text(self) -> str:
        gaps = sorted(self.gaps) or [0.0]
        percentile = lambda share: gaps[min(len(gaps) - 1, int(len(gaps) * share))] * 1000
        unexplained = self.audio["lost"] - self.tallies["held_audio_dropped_ms"] * RATE * 2 // 1000
        lines = [
            f"{datetime.date.today()}, {platform.system()} on {os.cpu_count()} cores, "
            f"{self.options.calls} calls at once, seed {self.options.seed}, {self.seconds:.0f} s.", "",
            "| what | how many |", "|---|---|",
            f"| forced connection changes | {sum(self.changes.values())} |",
            f"| calls lost, or with something that a client could notice | {len(self.lost_calls)} of "
            f"{self.options.calls} |",
            f"| user turns | {self.turns} |",
            f"| responses | {', '.join(f'{count} {name}' for name, count in self.statuses.most_common())} |",
            f"| audio said | {self.audio['said'] // (RATE * 2)} s |",
            f"| – of it sent again on a new connection | {self.audio['replayed'] / (RATE * 2):.1f} s |",
            f"| – never sent | {self.audio['lost'] / (RATE * 2):.1f} s |",
            f"| – never sent, and not in the gateway's own count of drops | {max(0, unexplained) / (RATE * 2):.1f} s |",
            f"| from the end of a connection to the next dial, p50 and p99 | {percentile(0.5):.1f} ms, "
            f"{percentile(0.99):.1f} ms |", "",
            "Changes by phase and kind:", "",
            "| phase | " + " | ".join(KINDS) + " |", "|---|" + "---|" * len(KINDS)]
        for phase in PHASES:
            lines.append(f"| {phase} | " + " | ".join(str(self.changes[(phase, kind)]) for kind in KINDS) + " |")
        if self.problems:
            lines += ["", "Problems:", ""] + [f"- {problem}" for problem in self.problems]
        return "\n".join(lines)
