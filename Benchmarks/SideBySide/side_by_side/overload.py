"""Twice as many callers as the gateway's core can serve: those who are in are to be served as before."""

from .contestants import Contestant
from .generator import load
from .process import Trouble

# The model returns each fourth frame: the generator, which plays callers and model, then has time to spare where the gateway
# has none.
ECHO_EVERY = 4
# Callers come evenly over this time, in s; by half of it there are as many as fill the core, and the measurement begins.
RAMP = 20
# Time for all that are in, after the last one has come, in s.
TOGETHER = 5


def overload(target: Contestant) -> dict:
    enough = _capacity(target)
    report = load(target.url, "paced", "--sessions", 2 * enough, "--ramp", RAMP, "--slot-ms", 1, "--warm-up", RAMP / 2,
                  "--duration", RAMP / 2 + TOGETHER, "--echo-every", ECHO_EVERY, watch=target.process_id)
    trips = report["round_trips"]
    if not trips["count"]:
        raise Trouble("overload: nobody was let in")
    return {
        "enough": enough, "offered": 2 * enough, "served": report["open_sessions"],
        "complete": ECHO_EVERY * trips["count"] / report["frames_sent"], "p99_us": trips["p99_us"],
        "generator_late_us": report["generator_lateness"]["p99_us"],
        "core": report["watched"]["cpu_us"] / report["seconds"] / 1e6}


def _capacity(target: Contestant) -> int:
    """Callers that would fill the gateway's core, from what 400 of them take: each costs less where there are many."""
    report = load(target.url, "paced", "--sessions", 400, "--slot-ms", 1, "--duration", 3, "--warm-up", 1,
                  "--echo-every", ECHO_EVERY, watch=target.process_id)
    return round(400 * report["seconds"] * 1e6 / report["watched"]["cpu_us"])
