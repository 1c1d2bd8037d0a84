"""What has happened so far, counted."""

import collections

KEPT_PROBLEMS = 100


class Ledger:
    def __init__(self):
        self.begun = 0
        self.ended = 0
        self.turns = 0
        self.moves = 0
        self.visits: collections.Counter = collections.Counter()
        self.unexpected = 0
        self.problems: list[str] = []

    @property
    def open(self) -> int:
        return self.begun - self.ended

    def took_turns(self, count: int) -> None:
        self.turns += count

    def surprised(self, kind: str, problem: str) -> None:
        """Something that nobody had asked for: an error, a lost call, an answer that did not come."""
        self.unexpected += 1
        if len(self.problems) < KEPT_PROBLEMS:
            self.problems.append(f"{kind}: {problem[:600]}")
