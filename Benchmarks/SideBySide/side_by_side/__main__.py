"""Runs the rounds, keeps the figures, prints the table."""

import argparse
import datetime
import functools
import json
import os
import sys
import time

from . import allocations, certificate, overload, stillness, table, targets, works
from .contestants import Contestant, HAProxy, LiteLLM, Parley
from .process import FOLDER, Trouble

FEW = {"parley": 700, "haproxy": 900, "litellm": 40}


def main() -> int:
    options = arguments()
    if (os.cpu_count() or 1) < 2:
        print("bench: two cores are needed, one for the gateway and one for the load", file=sys.stderr)
        return 1
    os.sched_setaffinity(0, {1})
    pace = works.Pace(options.quick)
    rounds: list[dict] = []
    began = time.monotonic()
    try:
        for number in range(options.rounds):
            rounds.append(one_round(options, pace, f"round {number + 1} of {options.rounds}", rounds))
    except Trouble as trouble:
        print(f"bench: {trouble}", file=sys.stderr)
        return 1
    versions = {who.name: who.version() for who in contestants(options)}
    keep(rounds, versions, options)
    results = targets.Results(rounds)
    text = table.markdown(targets.rows(results), versions, f"{how(options)} {targets.stillness(results)}")
    print(text)
    print(f"bench: {(time.monotonic() - began) / 60:.1f} minutes", file=sys.stderr)
    if options.write_docs:
        table.write(text)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="scripts/bench",
        description="Loads Parley, HAProxy (a relay that translates nothing) and LiteLLM's proxy in turn with the same "
        "work, each on core 0, with the load and the model on core 1, and prints what the targets say about it. "
        "Raw figures are kept under .build/bench/.")
    parser.add_argument("--quick", action="store_true", help="under five minutes: shorter, and without LiteLLM")
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured (3)")
    parser.add_argument("--only", metavar="WORKS", help=f"a list with commas: {', '.join(ALL)}")
    parser.add_argument("--without", action="append", default=[], choices=["haproxy", "litellm"],
                        help="leaves somebody out")
    parser.add_argument("--write-docs", action="store_true", help="puts the table into docs/benchmarks.md")
    options = parser.parse_args()
    options.only = options.only.split(",") if options.only else list(ALL)
    if unknown := set(options.only) - set(ALL):
        parser.error(f"--only {','.join(sorted(unknown))}: no such work; there are {', '.join(ALL)}")
    if options.quick:
        options.without.append("litellm")
    return options


def contestants(options: argparse.Namespace) -> list[Contestant]:
    return [who for who in (HAProxy(), Parley(), LiteLLM()) if who.name not in options.without]


ALL = {
    "start": None, "idle": works.idle, "active": works.active, "idle_tls": None, "connects_tls": None,
    "connects_prewarmed": None, "saturated": works.saturated,
    "paced_25": works.paced(25), "paced_100": works.paced(100), "slots_400": works.paced(400, slot=1),
    "turns": works.turns, "connects": works.connects, "connects_early": works.connects_early, "most_sessions": works.most_sessions, "growth": works.growth,
    "two_loops": None, "overload": None, "heap": None,
}
# LiteLLM is compared by what the targets name; the rest would only measure its overload.
OF_LITELLM = ("start", "idle", "saturated", "paced_25", "turns", "connects", "most_sessions")
OF_PARLEY_ALONE = ("connects_early", "idle_tls", "connects_tls", "connects_prewarmed", "growth", "two_loops", "overload", "heap")


def one_round(options: argparse.Namespace, pace: works.Pace, title: str, earlier: list[dict]) -> dict:
    figures: dict = {
        "machine": {"stillness": step(f"{title}: how still the machine is", stillness.measure)},
        "direct": {"paced_100": step(f"{title}: the generator alone", lambda: works.direct(pace))}}
    for who in contestants(options):
        names = [name for name in options.only if applies(name, who.name)]
        if not names:
            continue
        who.start()
        try:
            figures[who.name] = {}
            for name in names:
                work = functools.partial(run, name, who, pace, figures, earlier)
                figures[who.name][name] = step(f"{title}: {who.name} {name}", work)
                if not who.is_running:
                    who.start()
        finally:
            who.stop()
    return figures


def applies(work: str, who: str) -> bool:
    if who == "litellm":
        return work in OF_LITELLM
    return who == "parley" or work not in OF_PARLEY_ALONE


def run(name: str, who: Contestant, pace: works.Pace, figures: dict, earlier: list[dict]) -> dict:
    match name:
        case "start":
            return {"seconds": who.start_seconds, "base_bytes": who.base_bytes}
        case "most_sessions":
            direct_us = figures["direct"]["paced_100"].get("p50_us", 0)
            last = next((one[who.name]["most_sessions"].get("sessions") for one in reversed(earlier)), None)
            return works.most_sessions(who, pace, direct_us, last or FEW[who.name])
        case "idle":
            return works.idle(who, pace, sessions=50 if who.name == "litellm" else None)
        case "active":
            # What idle sessions left behind would be used again, and not be seen.
            who.restart()
            return works.active(who, pace)
        case "two_loops":
            return instead(who, Parley(loops=2), lambda two: works.paced(100)(two, pace))
        case "overload":
            # Half a minute.
            return {} if pace.is_quick and earlier else instead(who, Parley(turns_away=True), overload.overload)
        case "idle_tls":
            certificate.make()
            return instead(who, Parley(dials_tls=True), lambda secure: works.idle(secure, pace))
        case "connects_tls" | "connects_prewarmed":
            certificate.make()
            secure = Parley(dials_tls=True, prewarm=4 if name == "connects_prewarmed" else 0)
            return instead(who, secure, lambda secure: works.connects_over_tls(secure, pace))
        case "heap":
            return allocations.per_frame()
        case _:
            return ALL[name](who, pace)


def instead(who: Contestant, other: Contestant, work) -> dict:
    """Measures one that is set up in another way, on the same port."""
    who.stop()
    try:
        other.start()
        return work(other)
    finally:
        other.stop()


def step(title: str, work) -> dict:
    print(f"bench: {title}", end=" ", file=sys.stderr, flush=True)
    try:
        figures = work()
    except Trouble as trouble:
        # The others are still worth their time.
        print(f"→ {trouble}", file=sys.stderr, flush=True)
        return {}
    shown = ", ".join(f"{name} {value:.4g}" if isinstance(value, float) else f"{name} {value}"
                      for name, value in figures.items())
    print(f"→ {shown}", file=sys.stderr, flush=True)
    return figures


def how(options: argparse.Namespace) -> str:
    return (f"Medians of {options.rounds} interleaved rounds{', quick' if options.quick else ''}; in brackets the "
            "smallest and the largest ratio of a round. Gateway on one core, load and model on another.")


def keep(rounds: list[dict], versions: dict, options: argparse.Namespace) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{datetime.datetime.now():%Y%m%d-%H%M%S}.json"
    file.write_text(json.dumps({"versions": versions, "machine": table.machine(), "quick": options.quick,
                                "rounds": rounds}, indent=2))
    print(f"bench: figures kept in {file.relative_to(FOLDER.parents[1])}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
