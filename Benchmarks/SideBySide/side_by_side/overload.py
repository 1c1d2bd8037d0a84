"""Twice as many callers as the gateway's core can serve: those who are in are to be served as before."""

import json
import subprocess
import time

from .contestants import Contestant
from .generator import command, load
from .process import GENERATOR_CORE, Trouble, pinned

# The model returns each fourth frame: the generator, which plays callers and model, then has time to spare where the gateway
# has none.
ECHO_EVERY = 4
# Callers come in so many groups, one after the other, until there are twice as many as can be served.
GROUPS = 20
BETWEEN_GROUPS = 1.0
# Time for all that are in, after the last group has come.
TOGETHER = 5.0


def overload(target: Contestant) -> dict:
    enough = _capacity(target)
    share = max(1, 2 * enough // GROUPS)
    began = time.monotonic()
    end = GROUPS * BETWEEN_GROUPS + TOGETHER
    model = _group(target, 1, end + 2, echo=True)
    time.sleep(1)
    groups = []
    for number in range(GROUPS):
        groups.append(_group(target, share, end - (time.monotonic() - began)))
        time.sleep(BETWEEN_GROUPS)
    reports = [report for report in map(_report, groups) if report]
    _report(model)
    sent = sum(report["frames_sent"] for report in reports)
    if not sent:
        raise Trouble("overload: nobody was let in")
    trips = [report["round_trips"] for report in reports if report["round_trips"]["count"]]
    return {
        "enough": enough, "offered": share * GROUPS, "served": sum(report["open_sessions"] for report in reports),
        "complete": ECHO_EVERY * sum(trip["count"] for trip in trips) / sent,
        "p99_us": max(trip["p99_us"] for trip in trips),
        "generator_late_us": max(report["generator_lateness"].get("p99_us", 0) for report in reports)}


def _capacity(target: Contestant) -> int:
    """Callers that would fill the gateway's core, from what 400 of them take: each costs less where there are many."""
    report = load(target.url, "paced", "--sessions", 400, "--slot-ms", 1, "--duration", 3, "--warm-up", 1,
                  "--echo-every", ECHO_EVERY, watch=target.process_id)
    return round(400 * report["seconds"] * 1e6 / report["watched"]["cpu_us"])


def _group(target: Contestant, sessions: int, seconds: float, echo: bool = False) -> subprocess.Popen:
    words = command(target.url, "paced", "--sessions", sessions, "--slot-ms", 1, "--duration", max(1.0, seconds),
                    "--warm-up", 0, "--echo-every", ECHO_EVERY, echo=echo)
    return subprocess.Popen(pinned(GENERATOR_CORE, words), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _report(group: subprocess.Popen) -> dict | None:
    """None: the whole group was turned away."""
    text, _ = group.communicate(timeout=120)
    return json.loads(text) if group.returncode == 0 else None
