"""Forces connection changes upon calls and judges what their clients saw. Without a part: all but the long call."""

import argparse
import asyncio
import contextlib
import pathlib
import tempfile

from . import changes, drain, long_call, regions, table

PARTS = {"changes": changes.run, "table": table.run, "drain": drain.run, "regions": regions.run}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/reliability", description=__doc__)
    parts = parser.add_argument_group("parts")
    parts.add_argument("--connection-changes", action="store_true", help="many calls, their connections ended in every way")
    parts.add_argument("--table", action="store_true", help="every way of ending a connection at every moment of a call")
    parts.add_argument("--drain", action="store_true", help="SIGTERM while 200 calls run")
    parts.add_argument("--kill-region", action="store_true", help="one of two regions ends while many calls run in both")
    parts.add_argument("--long-call", type=float, metavar="MINUTES",
                       help="calls of so many minutes, in real time, on connections that live two minutes")
    parser.add_argument("--calls", type=int, default=100, help="calls at once, for the connection changes (100)")
    parser.add_argument("--changes", type=int, default=1000, help="connection changes in all (1000)")
    parser.add_argument("--seed", type=int, default=1, help="what happens where (1)")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/reliability.md")
    parser.add_argument("--keep", type=pathlib.Path, help="keep logs and records in this folder")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    chosen = {"changes": options.connection_changes, "table": options.table, "drain": options.drain,
              "regions": options.kill_region}
    if not any(chosen.values()) and not options.long_call:
        chosen = dict.fromkeys(chosen, True)
    parts = [(name, PARTS[name]) for name, is_chosen in chosen.items() if is_chosen]
    if options.long_call:
        parts.append(("long-call", long_call.run))
    is_good = True
    for name, run in parts:
        with contextlib.ExitStack() as stack:
            folder = options.keep / name if options.keep else pathlib.Path(
                stack.enter_context(tempfile.TemporaryDirectory()))
            folder.mkdir(parents=True, exist_ok=True)
            figures = asyncio.run(run(options, folder))
        print(f"{name}: {figures.text()}\n", flush=True)
        if options.write:
            figures.write()
        is_good = is_good and figures.is_good
    return 0 if is_good else 1


raise SystemExit(main())
