"""The table of targets, and what a run says about each: rows of values computed from the medians of all rounds."""

import dataclasses
import statistics


@dataclasses.dataclass
class Row:
    what: str
    target: str
    # What each contestant showed, as text.
    parley: str
    other: str
    ratio: str
    # None: nothing was measured.
    met: bool | None


class Results:
    """`rounds` is a list of {contestant: {work: {figure: number}}}."""

    def __init__(self, rounds: list[dict]):
        self.rounds = rounds

    def values(self, who: str, work: str, figure: str) -> list[float]:
        found = [one.get(who, {}).get(work, {}).get(figure) for one in self.rounds]
        return [value for value in found if value is not None]

    def median(self, who: str, work: str, figure: str) -> float | None:
        values = self.values(who, work, figure)
        return statistics.median(values) if values else None

    def ratios(self, work: str, figure: str, other: str = "haproxy", inverse: bool = False) -> list[float]:
        """Parley to another, round by round: the median first, then the smallest and the largest."""
        pairs = zip(self.values("parley", work, figure), self.values(other, work, figure))
        each = [(b / a if inverse else a / b) for a, b in pairs if a > 0 and b > 0]
        return [statistics.median(each), min(each), max(each)] if each else []

    def added(self, who: str, figure: str) -> list[float]:
        """Latency beyond that of the generator alone, in µs."""
        alone = self.median("direct", "paced_100", "p50_us") or 0
        return [max(1.0, value - alone) for value in self.values(who, "paced_100", figure)]


def rows(results: Results) -> list[Row]:
    return [
        _cost(results, "CPU per audio round trip, saturated", "≤ 2 ×", 2, [("saturated", "")]),
        _cost(results, "CPU per audio round trip, 25 and 100 paced sessions", "≤ 1.25 ×", 1.25,
              [("paced_25", "25: "), ("paced_100", "100: ")]),
        _cost(results, "CPU per audio round trip, 400 sessions sent in 1 ms slots", "≤ 1.5 ×", 1.5, [("slots_400", "")]),
        _cost(results, "CPU per text turn (item to `response.done`)", "≤ 3 ×", 3, [("turns", "")]),
        _sessions(results),
        _added_latency(results),
        _connect(results),
        _connect_over_tls(results),
        _memory(results),
        _start(results),
        _allocations(results),
        _growth(results),
        _overload(results),
        _litellm(results),
    ]


def stillness(results: Results) -> str:
    lost, longest = (results.values("machine", "stillness", figure) for figure in ("lost", "longest_ms"))
    return (f"The machine took {100 * min(lost):.1f} to {100 * max(lost):.1f} % of its core from a process that only looked at the "
            f"clock, and up to {max(longest):.0f} ms at once.")


def _all_of(met: list[bool], count: int) -> bool | None:
    """A target of several parts is missed with one of them, and met with all."""
    if not all(met):
        return False
    return True if len(met) == count else None


def _spread(ratios: list[float]) -> str:
    median, low, high = ratios
    return f"{median:.2f} × ({low:.2f}–{high:.2f})"


def _microseconds(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.1f} µs" if value < 1_000 else f"{value / 1_000:.2f} ms"


def _cost(results: Results, what: str, target: str, limit: float, works: list[tuple[str, str]]) -> Row:
    parley, other, ratio, met = [], [], [], []
    for work, label in works:
        parley.append(label + _microseconds(results.median("parley", work, "cpu_us")))
        other.append(label + _microseconds(results.median("haproxy", work, "cpu_us")))
        if ratios := results.ratios(work, "cpu_us"):
            ratio.append(label + _spread(ratios))
            met.append(ratios[0] <= limit)
    return Row(what, target, ", ".join(parley), ", ".join(other), ", ".join(ratio), _all_of(met, len(works)))


def _sessions(results: Results) -> Row:
    def shown(who: str) -> str:
        most = results.median(who, "most_sessions", "sessions")
        if most is None:
            return "–"
        by_generator = "generator" in results.values(who, "most_sessions", "limit")
        return f"{'≥ ' if by_generator else ''}{most:.0f}"

    ratios = results.ratios("most_sessions", "sessions")
    return Row("real-time sessions on one core with p99 added latency < 10 ms", "≥ 0.9 ×", shown("parley"),
               shown("haproxy"), _spread(ratios) if ratios else "", ratios[0] >= 0.9 if ratios else None)


def _added_latency(results: Results) -> Row:
    limits = {"p50_us": 1.3, "p99_us": 1.5}
    texts: dict[str, list[str]] = {"parley": [], "haproxy": []}
    ratio, met = [], []
    for figure, limit in limits.items():
        both = {who: results.added(who, figure) for who in texts}
        for who, values in both.items():
            texts[who].append(_microseconds(statistics.median(values)) if values else "–")
        each = [a / b for a, b in zip(both["parley"], both["haproxy"])]
        if each:
            ratio.append(_spread([statistics.median(each), min(each), max(each)]))
            met.append(statistics.median(each) <= limit)
    return Row("added latency at 100 sessions, p50 / p99", "≤ 1.3 × / ≤ 1.5 ×", " / ".join(texts["parley"]),
               " / ".join(texts["haproxy"]), " / ".join(ratio), _all_of(met, 2))


def _connect(results: Results) -> Row:
    figures = [("p50_us", 2.5), ("cpu_us", 3)]
    ratios = [results.ratios("connects", figure) for figure, _ in figures]
    met = [ratio[0] <= limit for ratio, (_, limit) in zip(ratios, figures) if ratio]
    shown = {who: "; ".join(_microseconds(results.median(who, "connects", figure)) for figure, _ in figures)
             for who in ("parley", "haproxy")}
    return Row("connect to `session.created`, p50; CPU per connect", "≤ 2.5 ×; ≤ 3 ×", shown["parley"],
               shown["haproxy"], "; ".join(_spread(ratio) for ratio in ratios if ratio), _all_of(met, 2))


def _connect_over_tls(results: Results) -> Row:
    without, ready = (results.values("parley", work, "p50_us") for work in ("connects_tls", "connects_prewarmed"))
    each = [b / a for a, b in zip(without, ready)]
    shown = "; ".join(f"{label} {_microseconds(statistics.median(values))}" for label, values in (
        ("dialled", without), ("`prewarm: 4`", ready)) if values)
    return Row("connect to `session.created` over TLS, p50", "`prewarm` is faster", shown or "–", "",
               _spread([statistics.median(each), min(each), max(each)]) if each else "",
               statistics.median(each) < 1 if each else None)


def _kilobytes(value: float | None) -> str:
    return "–" if value is None else f"{value / 1_024:.1f} KB"


def _memory(results: Results) -> Row:
    idle, active = (results.median("parley", work, "bytes") for work in ("idle", "active"))
    secure = results.median("parley", "idle_tls", "bytes")
    named = results.median("parley", "active", "named_bytes") or 0
    net = None if active is None else active - named
    met = [value <= limit * 1_024 for value, limit in ((idle, 20), (net, 30)) if value is not None]
    more = None if secure is None or idle is None else secure - idle
    if more is not None:
        met.append(more <= 25 * 1_024)
    shown = f"{_kilobytes(idle)}; {_kilobytes(active)} with {_kilobytes(named)} of them buffers"
    if more is not None:
        shown += f"; TLS {_kilobytes(more)} more"
    other = "; ".join(_kilobytes(results.median("haproxy", work, "bytes")) for work in ("idle", "active"))
    return Row("memory per idle and per active session (beside the speech that is kept for a broken connection)",
               "≤ 20 KB and ≤ 30 KB plain, 25 KB more with TLS to the upstream", shown, other, "", _all_of(met, 3))


def _start(results: Results) -> Row:
    def shown(who: str) -> str:
        base, seconds = results.median(who, "start", "base_bytes"), results.median(who, "start", "seconds")
        return "–" if base is None or seconds is None else f"{base / 2**20:.1f} MB / {seconds * 1_000:.0f} ms"

    base, seconds = (results.median("parley", "start", figure) for figure in ("base_bytes", "seconds"))
    met = None if base is None or seconds is None else base <= 40 * 2**20 and seconds <= 0.1
    return Row("base memory / start to ready", "≤ 40 MB / ≤ 100 ms", shown("parley"), shown("haproxy"), "", met)


def _allocations(results: Results) -> Row:
    up, down = (results.median("parley", "heap", figure) for figure in ("up", "down"))
    is_measured = up is not None and down is not None
    # A tenth is what timers cost in between.
    return Row("heap allocations per audio frame, each direction", "≤ 2, held by a threshold file",
               f"up {up:.2f}, down {down:.2f}" if is_measured else "–", "", "",
               max(up, down) <= 2.1 if is_measured else None)


def _growth(results: Results) -> Row:
    few, many = (results.values("parley", "growth", f"cpu_us_{count}") for count in (100, 4_000))
    growth = [b / a for a, b in zip(few, many)]
    two = [b / a for a, b in zip(results.values("parley", "paced_100", "cpu_us"),
                                 results.values("parley", "two_loops", "cpu_us"))]
    texts, ratio, met = [], [], []
    if growth:
        texts.append(f"{_microseconds(statistics.median(few))} and {_microseconds(statistics.median(many))}")
        ratio.append(_spread([statistics.median(growth), min(growth), max(growth)]))
        # One in twenty is what a measurement of so little differs by.
        met.append(statistics.median(growth) <= 1.05)
    if two:
        texts.append(f"two loops {_microseconds(results.median('parley', 'two_loops', 'cpu_us'))}")
        ratio.append(_spread([statistics.median(two), min(two), max(two)]))
        met.append(statistics.median(two) <= 1.1)
    return Row("cost as work grows",
               "CPU per message does not rise from 100 to 4,000 sessions; with two event loops ≤ 1.1 × that with one",
               "; ".join(texts) or "–", "", "; ".join(ratio), _all_of(met, 2))


def _overload(results: Results) -> Row:
    complete, p99, served, offered = (
        results.median("parley", "overload", figure) for figure in ("complete", "p99_us", "served", "offered"))
    what = "twice the callers that fill a core: what comes back to those who were let in, and p99"
    if complete is None:
        return Row(what, "≥ 95 %, < 20 ms", "–", "", "", None)
    return Row(what, "≥ 95 %, < 20 ms",
               f"{100 * complete:.1f} %, {_microseconds(p99)}; {served:.0f} of {offered:.0f} were let in", "", "",
               complete >= 0.95 and p99 < 20_000)


def _litellm(results: Results) -> Row:
    cheaper = results.ratios("saturated", "cpu_us", "litellm", inverse=True)
    sessions = results.ratios("most_sessions", "sessions", "litellm")
    # Neither has reached the model when it says `session.created`.
    faster = [b / a for a, b in zip(results.values("parley", "connects_early", "p50_us"),
                                    results.values("litellm", "connects", "p50_us"))]
    faster = [statistics.median(faster), min(faster), max(faster)] if faster else []
    labelled = [(cheaper, "cheaper", 25), (sessions, "the sessions", 8), (faster, "faster connect", 20)]
    ratio = [f"{_spread(values)} {label}" for values, label, _ in labelled if values]
    met = [values[0] >= limit for values, _, limit in labelled if values]
    other = ", ".join((
        _microseconds(results.median("litellm", "saturated", "cpu_us")),
        f"{results.median('litellm', 'most_sessions', 'sessions') or 0:.0f} sessions",
        f"connect {_microseconds(results.median('litellm', 'connects', 'p50_us'))}")) if ratio else "not run"
    return Row("LiteLLM", "≥ 25 × cheaper per round trip, ≥ 8 × the sessions per core, ≥ 20 × faster connect", "",
               other, ", ".join(ratio), _all_of(met, 3))
