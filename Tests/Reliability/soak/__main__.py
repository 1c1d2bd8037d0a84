"""Sessions come and go; memory and descriptors of the gateway are watched, and judged at the end.

Kept in .build/soak/: the samples (CSV), the result (JSON), a plot (SVG), the logs, and the story of each call that went
wrong."""

import argparse
import asyncio
import collections
import datetime
import pathlib
import re
import resource

from harness.program import ROOT

from .hours import hours
from .ledger import Ledger
from .many import many
from .record import Record, put_into
from .stage import DAYS, Stage
from .verdict import judged


def main() -> int:
    options = arguments()
    folder = options.folder or ROOT / ".build" / "soak" / f"{datetime.datetime.now():%Y-%m-%d-%H%M%S}"
    folder.mkdir(parents=True, exist_ok=True)
    ledger = Ledger()
    stage = Stage(folder, ["quick"] if options.sessions else list(DAYS))

    def keep(rows: list[dict]) -> Record:
        record = Record("sessions" if options.sessions else "hours", rows, judged(rows), ledger,
                        messages(stage.gateway.log), clients_cpu())
        record.save(folder)
        return record

    record = keep(asyncio.run(run(options, stage, ledger, keep)))
    for problem in ledger.problems:
        print(f"unexpected: {problem}")
    print("\n".join(record.verdict.lines()))
    print(f"kept in {folder}")
    if options.write:
        write(record, options.write)
    return 0 if record.verdict.is_good else 1


async def run(options: argparse.Namespace, stage: Stage, ledger: Ledger, keep) -> list[dict]:
    try:
        if options.sessions:
            return await many(stage, options.sessions, min(1000, options.sessions), ledger)
        return await hours(stage, options.hours, options.pause, ledger, options.seed, keep)
    finally:
        await stage.close()


def clients_cpu() -> float:
    """Seconds."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def messages(log: str) -> dict[str, int]:
    """How often the gateway said what; a message ends where its metadata begin."""
    found = collections.Counter(match.group(1) for match in re.finditer(
        r"^\S+ \w+ +(\S.*?)(?:  |$)", log, re.MULTILINE))
    return dict(found.most_common())


def write(record: Record, page: pathlib.Path) -> None:
    lines = record.section()
    if record.mode == "hours":
        plot = page.parent / "soak.svg"
        plot.write_text(record.picture())
        lines += ["", f"![Memory and descriptors during the soak]({plot.name})"]
    put_into(page, f"soak-{record.mode}", lines)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/soak", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hours", type=float, nargs="?", help="so long; fractions are allowed")
    parser.add_argument("--sessions", type=int, help="instead: so many short sessions as fast as they come; memory and "
                        "descriptors after each 1,000, with no session open")
    parser.add_argument("--pause", type=float, default=5, help="seconds between two samples (5)")
    parser.add_argument("--seed", type=int, default=1, help="what happens when (1)")
    parser.add_argument("--folder", type=pathlib.Path, help="keep everything there")
    parser.add_argument("--write", type=pathlib.Path, help="write the figures into this page, the plot beside it")
    options = parser.parse_args()
    if (options.hours is None) == (options.sessions is None):
        parser.error("say how many hours, or --sessions and how many")
    if min(options.hours or 1, options.sessions or 1, options.pause) <= 0:
        parser.error("hours, sessions and the pause are more than 0")
    return options


raise SystemExit(main())
