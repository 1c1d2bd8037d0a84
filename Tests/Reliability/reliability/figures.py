"""What one part of a run has shown, as it stands in docs/reliability.md."""

import datetime
import os
import pathlib
import platform
import re

from websockets.exceptions import ConnectionClosed

from .caller import Broken, Caller

DOCUMENT = pathlib.Path(__file__).resolve().parents[3] / "docs" / "reliability.md"


class Figures:
    """`rows` are a table of two columns; `lines` of Markdown follow it."""

    def __init__(self, name: str):
        self.name = name
        self.rows: dict[str, object] = {}
        self.lines: list[str] = []
        self.problems: list[str] = []
        self.lost: set[int] = set()
        self.begun = datetime.datetime.now()

    @property
    def is_good(self) -> bool:
        return not self.problems

    async def guard(self, call: Caller, running) -> None:
        """Runs a call to its end; what goes wrong with it is a problem, not the end of the other calls."""
        try:
            await running
        except TimeoutError:
            self.broken(call, "nothing came any more")
        except (Broken, AssertionError, OSError, ConnectionClosed) as problem:
            self.broken(call, str(problem) or repr(problem))

    def broken(self, call: Caller, problem: str) -> None:
        self.lost.add(call.number)
        self.problems.append(f"call {call.number} ({call.session_id}): {problem}")

    def keep_stories(self, calls: list[Caller], folder: pathlib.Path) -> None:
        for call in calls:
            (folder / f"call-{call.number}.txt").write_text("\n".join(call.story) + "\n")

    @staticmethod
    def percentiles(times: list[float]) -> str:
        """p50 and p99 of so many seconds."""
        times = sorted(times) or [0.0]
        p50, p99 = (times[min(len(times) - 1, int(len(times) * share))] * 1000 for share in (0.5, 0.99))
        return f"{p50:.1f} ms, {p99:.1f} ms"

    def text(self) -> str:
        took = (datetime.datetime.now() - self.begun).total_seconds()
        lines = [f"{self.begun:%Y-%m-%d %H:%M}, {machine()}; {took:.0f} s.", ""]
        if self.rows:
            lines += ["| what | how many |", "|---|---|"]
            lines += [f"| {name} | {value} |" for name, value in self.rows.items()]
        if self.lines:
            lines += [""] * bool(self.rows) + self.lines
        if self.problems:
            lines += ["", "Problems:", ""] + [f"- {problem}" for problem in self.problems]
        return "\n".join(lines)

    def write(self) -> None:
        """Puts the text between the document's markers of this name."""
        begin, end = f"<!-- figures: {self.name} -->", f"<!-- end of {self.name} -->"
        document = DOCUMENT.read_text()
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        if not pattern.search(document):
            raise SystemExit(f"{DOCUMENT} has no place for {self.name}: add the lines {begin} and {end}")
        DOCUMENT.write_text(pattern.sub(lambda _: f"{begin}\n\n{self.text()}\n\n{end}", document))


def machine() -> str:
    processor = next((line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
                     platform.processor() or platform.machine())
    return f"{platform.system()} on {os.cpu_count()} cores of {processor}"


def _lines(path: str) -> list[str]:
    try:
        return pathlib.Path(path).read_text().splitlines()
    except OSError:
        return []
