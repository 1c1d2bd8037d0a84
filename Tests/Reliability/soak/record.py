"""What stays of a run: samples as CSV, everything as JSON, the plot, and the section of a page."""

import csv
import dataclasses
import datetime
import json
import os
import pathlib
import platform

from .ledger import Ledger
from .plot import picture
from .verdict import Verdict


def machine() -> str:
    names = [line.partition(":")[2].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
             if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, {platform.system()}"


@dataclasses.dataclass
class Record:
    mode: str
    """`hours` or `sessions`: also the name of the section."""
    rows: list[dict]
    verdict: Verdict
    ledger: Ledger
    log: dict[str, int]
    clients_cpu: float
    """Seconds of processor time of the clients."""

    def save(self, folder: pathlib.Path) -> None:
        with open(folder / "samples.csv", "w", newline="") as file:
            writer = csv.DictWriter(file, self.rows[0])
            writer.writeheader()
            writer.writerows(self.rows)
        (folder / "result.json").write_text(json.dumps({
            "mode": self.mode, "date": str(datetime.date.today()), "machine": machine(), "is_good": self.verdict.is_good,
            "verdict": self.verdict.lines(), "visits": self.ledger.visits, "log": self.log,
            "problems": self.ledger.problems, "rows": self.rows}, indent=1))
        if self.mode == "hours":
            (folder / "soak.svg").write_text(self.picture())

    def picture(self) -> str:
        last = self.rows[-1]
        return picture(self.rows, self.verdict,
                       f"{last['seconds'] / 60:.0f} minutes, {last['sessions']:,} sessions")

    def section(self) -> list[str]:
        """Markdown for people."""
        return [f"{datetime.date.today()}, {machine()}.", "",
                *(self._many() if self.mode == "sessions" else self._hours()), "",
                *(f"- {line}" for line in self.verdict.lines())]

    def _many(self) -> list[str]:
        lines = ["| sessions | time | resident | of it heap and stacks | descriptors |", "|---:|---:|---:|---:|---:|"]
        for row in self.rows:
            lines.append(f"| {row['sessions']:,} | {row['seconds']:.1f} s | {row['resident_kib'] / 1024:.2f} MiB | "
                         f"{row['heap_kib'] / 1024:.2f} MiB | {row['descriptors']} |")
        return lines

    def _hours(self) -> list[str]:
        rows, last = self.rows, self.rows[-1]
        minute = last["seconds"] / 60
        peak = max(rows, key=lambda row: row["resident_kib"])
        cpu = (last["cpu_seconds"] - rows[0]["cpu_seconds"]) / last["seconds"]
        visits = ", ".join(f"{count:,} {name}" for name, count in self.ledger.visits.most_common())
        log = ", ".join(f"{count:,} × {message!r}" for message, count in self.log.items())
        return [
            "| what | how much |", "|---|---|",
            f"| duration | {minute:.0f} min |",
            f"| sessions | {last['sessions']:,}, up to {max(row['open'] for row in rows)} at once |",
            f"| turns | {last['turns']:,} |",
            f"| connection changes forced upon calls | {last['moves']:,} |",
            f"| resident memory before the first, highest, after the last | {rows[0]['resident_kib'] / 1024:.1f}, "
            f"{peak['resident_kib'] / 1024:.1f}, {last['resident_kib'] / 1024:.1f} MiB |",
            f"| open descriptors before the first, most, after the last | {rows[0]['descriptors']}, "
            f"{max(row['descriptors'] for row in rows)}, {last['descriptors']} |",
            f"| processor time of the gateway; of the clients | {cpu * 100:.1f} % of a core; "
            f"{self.clients_cpu / last['seconds'] * 100:.0f} % |", "",
            f"Sessions by kind: {visits}.", "", f"In the gateway's log: {log}."]


def put_into(page: pathlib.Path, name: str, lines: list[str]) -> None:
    """Replaces the section between the markers of this name; without markers it becomes the page's last."""
    begin, end = f"<!-- {name}: written by scripts/soak -->", f"<!-- /{name} -->"
    block = "\n".join([begin, *lines, end])
    text = page.read_text() if page.exists() else "# Benchmarks\n"
    before, found, rest = text.partition(begin)
    after = rest.partition(end)[2] if found else ""
    page.write_text((before if found else text.rstrip("\n") + "\n\n") + block + (after or "\n"))
