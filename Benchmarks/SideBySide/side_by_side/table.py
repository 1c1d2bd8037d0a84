"""The result as a table for people: on the terminal, and in docs/benchmarks.md between two marks."""

import datetime
import os
import pathlib
import platform

from .process import ROOT
from .targets import Row

DOCUMENT = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- side-by-side: written by scripts/bench -->", "<!-- /side-by-side -->"
HEADER = ("", "target", "Parley", "HAProxy, LiteLLM", "ratio (spread)", "met")


def markdown(rows: list[Row], versions: dict[str, str], how: str) -> str:
    lines = [f"Measured on {datetime.date.today().isoformat()} on {machine()}. {how}", "",
             ", ".join(f"{name} {version}" for name, version in versions.items()) + ".", "",
             "| " + " | ".join(HEADER) + " |", "|" + "---|" * len(HEADER)]
    for row in rows:
        cells = (row.what, row.target, row.parley, row.other, row.ratio, verdict(row))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def verdict(row: Row) -> str:
    return {True: "yes", False: "**no**", None: "not measured"}[row.met]


def machine() -> str:
    model = next((line.split(":", 1)[1].strip() for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores of {model}, Linux {platform.release()}"


def write(text: str) -> None:
    """Replaces what stands between the marks; makes the document, or the marks at its end, if they are not there."""
    page = DOCUMENT.read_text() if DOCUMENT.exists() else "# Benchmarks\n"
    if BEGIN not in page:
        page += f"\n## Side by side\n\n{BEGIN}\n{END}\n"
    before, rest = page.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")
