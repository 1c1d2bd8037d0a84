"""What is measured. Each work takes a contestant that runs and gives figures; a figure is a number with a name."""

from . import certificate
from .contestants import Contestant, Parley
from .generator import DIRECT, load
from .process import Trouble


class Pace:
    """How long each measurement takes."""

    def __init__(self, quick: bool):
        self.is_quick = quick
        self.seconds = 1.5 if quick else 5
        self.step_seconds = 1.5 if quick else 3
        self.idle_sessions = 300 if quick else 1_000
        self.active_sessions = 200 if quick else 400
        self.many_sessions = 4_000
        # Sessions tried in the search for the most; the first step and the width of each.
        self.search_step = 200 if quick else 100


def saturated(target: Contestant, pace: Pace) -> dict:
    report = load(target.url, "saturated", "--sessions", 10, "--in-flight", 8, *_time(pace.seconds),
                  watch=target.process_id)
    return {"cpu_us": report["cpu_us_each"], "per_second": report["per_second"]} | _cores(report)


def paced(sessions: int, slot: int | None = None):
    def work(target: Contestant, pace: Pace) -> dict:
        slots = ["--slot-ms", slot] if slot else []
        report = load(target.url, "paced", "--sessions", sessions, *slots, *_time(pace.seconds),
                      watch=target.process_id)
        complete = report["round_trips"]["count"] / (sessions * 50 * report["seconds"])
        return {"cpu_us": report["cpu_us_each"], "complete": complete} | _latency(report["round_trips"]) | _cores(report)

    return work


def turns(target: Contestant, pace: Pace) -> dict:
    report = load(target.url, "turns", "--sessions", 10, *_time(pace.seconds), watch=target.process_id)
    return {"cpu_us": report["cpu_us_each"], "per_second": report["per_second"]} | _latency(report["turns"])


def connects(target: Contestant, pace: Pace) -> dict:
    return _connects(target.connect_url, target, pace)


def connects_early(target: Contestant, pace: Pace) -> dict:
    """Where `session.created` need not wait for the model: as LiteLLM's proxy has it, and Parley under most contracts."""
    return _connects(target.url, target, pace)


def _connects(url: str, target: Contestant, pace: Pace) -> dict:
    report = load(url, "connects", "--sessions", 1, *_time(pace.seconds), watch=target.process_id)
    return {"cpu_us": report["cpu_us_each"], "per_second": report["per_second"]} | _latency(report["connects"])


def connects_over_tls(target: Contestant, pace: Pace) -> dict:
    """Connects with time between them. The warm-up is for connections that are dialled ahead: where the model was not
    there, the first come a second late."""
    report = load(target.connect_url, "connects", "--sessions", 1, "--rate", 50, "--duration", pace.seconds / 1.5,
                  "--warm-up", 1.5, *certificate.echo_options(), watch=target.process_id)
    return {"cpu_us": report["cpu_us_each"]} | _latency(report["connects"])


def direct(pace: Pace) -> dict:
    """The generator alone: what of a latency is its own."""
    report = load(DIRECT, "paced", "--sessions", 100, *_time(pace.seconds))
    return _latency(report["round_trips"])


def most_sessions(target: Contestant, pace: Pace, direct_us: float, first: int) -> dict:
    """The most sessions in real time of which 99 % of the round trips take less than 10 ms more than without it.
    `first` is where the search begins; it goes up or down in steps until it has passed the limit."""
    step = min(pace.search_step, max(10, first // 4))
    sessions, most, limit, failed = first, 0, "", set()
    while 0 < sessions <= 5_000:
        reason = _too_many(target, sessions, pace, direct_us)
        if reason:
            limit = reason
            failed.add(sessions)
        else:
            most = sessions
        sessions += -step if reason else step
        if sessions in failed or (reason and most):
            break
    return {"sessions": most, "limit": limit}


def _too_many(target: Contestant, sessions: int, pace: Pace, direct_us: float) -> str | None:
    """Who cannot keep up, the gateway or the generator; None: all is well."""
    try:
        report = load(target.url, "paced", "--sessions", sessions, "--slot-ms", 1, *_time(pace.step_seconds),
                      watch=target.process_id)
    except Trouble:
        return "gateway"
    trips = report["round_trips"]
    is_complete = trips["count"] > 0.98 * sessions * 50 * report["seconds"]
    if is_complete and trips["p99_us"] - direct_us < 10_000:
        return None
    cores = _cores(report)
    return "generator" if cores["generator_core"] > 0.95 > cores["core"] else "gateway"


def idle(target: Contestant, pace: Pace, sessions: int | None = None) -> dict:
    """On a process that has just started; what its first sessions leave behind for all is not counted."""
    options = certificate.echo_options() if isinstance(target, Parley) and target.dials_tls else []
    load(target.url, "turns", "--sessions", 5, *_time(0.3), *options)
    report = load(target.url, "idle", "--sessions", sessions or pace.idle_sessions, "--duration", 1.5, "--warm-up", 0,
                  *options, watch=target.process_id)
    return {"bytes": report["bytes_per_session"]}


def active(target: Contestant, pace: Pace) -> dict:
    load(target.url, "paced", "--sessions", 5, *_time(0.3))
    report = load(target.url, "paced", "--sessions", pace.active_sessions, "--slot-ms", 1, "--duration", 1.5,
                  "--warm-up", 1.5, watch=target.process_id)
    # The half second of speech at 24 kHz that is kept for a connection that breaks.
    named = {"named_bytes": 24_000} if isinstance(target, Parley) else {}
    return {"bytes": report["bytes_per_session"]} | named


def growth(target: Contestant, pace: Pace) -> dict:
    """The same 5,000 messages a second from few sessions and from many."""
    figures = {}
    for sessions in (100, pace.many_sessions):
        interval = sessions // 5
        report = load(target.url, "paced", "--sessions", sessions, "--interval-ms", interval, "--slot-ms", 1,
                      "--duration", pace.seconds, "--warm-up", 1, watch=target.process_id)
        _check_complete(report, report["round_trips"]["count"], 5_000 * report["seconds"])
        figures[f"cpu_us_{sessions}"] = report["cpu_us_each"]
    return figures


def _check_complete(report: dict, count: int, wanted: float) -> None:
    if count < 0.9 * wanted:
        raise Trouble(f"only {count} of {wanted:.0f} frames in time; is this machine busy with other work?")


def _time(seconds: float) -> list:
    return ["--duration", seconds, "--warm-up", min(1, seconds / 3)]


def _latency(histogram: dict) -> dict:
    return {name: histogram[name] for name in ("p50_us", "p99_us")}


def _cores(report: dict) -> dict:
    """Fractions of a core that were used."""
    microseconds = report["seconds"] * 1e6
    return {"core": report["watched"]["cpu_us"] / microseconds,
            "generator_core": report["generator"]["cpu_us"] / microseconds}
