"""Many calls at once, each with a forced connection change in every turn."""

import argparse
import asyncio
import collections
import pathlib
import re

from .call import KINDS, PHASES, Call
from .figures import Figures
from .site import Site
from .voice import RATE, coverages, seconds

# Seconds between the begins of two calls.
STAGGER = 0.05
MIDDLE = ("speech", "answer", "tool")


async def run(options: argparse.Namespace, folder: pathlib.Path) -> Figures:
    figures = Figures("changes")
    site = await Site(folder, options.calls + 1).start()
    calls = [Call(number, site.url(number), site.headers, proxy, options.seed + number)
             for number, proxy in enumerate(site.proxies)]
    lengths = await calls.pop().calibrate()
    for call in calls:
        call.lengths = lengths

    async def one(call: Call) -> None:
        await asyncio.sleep(call.number * STAGGER)
        await call.run(options.changes // options.calls + (call.number < options.changes % options.calls))

    await asyncio.gather(*(figures.guard(call, one(call)) for call in calls))
    await site.stop()
    if options.keep:
        figures.keep_stories(calls, folder)
    changes, statuses = collections.Counter(), collections.Counter()
    for call in calls:
        changes += call.changes
        statuses += call.statuses
    prompt, paused = ([gap for proxy in site.proxies for gap in proxy.gaps()[which]] for which in (0, 1))
    coverage = coverages(site.simulator.record, {call.number: call.voice.said for call in calls})
    for number, one in coverage.items():
        if one.foreign or one.disordered or one.lost_speech:
            figures.problems.append(f"call {number}: {one}")
    total = lambda name: sum(getattr(one, name) for one in coverage.values())
    middle = sum(count for (phase, _), count in changes.items() if phase in MIDDLE)
    figures.rows = {
        "calls at once": options.calls,
        "forced connection changes": f"{changes.total()}, {middle} of them in the middle of speech, an answer or a function call",
        "calls lost, or with anything that should not be": f"{len(figures.lost)} of {options.calls}",
        "user turns": f"{sum(len(call.expected) for call in calls)}, "
                      f"{'none lost, doubled or out of order' if figures.is_good else 'see the problems below'}",
        "responses": ", ".join(f"{count} {status}" for status, count in statuses.most_common()),
        "audio said": f"{sum(len(one.said) for one in coverage.values()) // (RATE * 2)} s",
        "– sent again on a new connection": seconds(total("replayed")),
        "– never sent": f"{seconds(total('lost'))}, {seconds(total('lost_speech'))} of it with speech",
        "– dropped by the gateway, by its own count": f"{tallies(site.gateway.log)['held_audio_dropped_ms'] / 1000:.1f} s",
        "gap beyond the upstream's own connect time, p50 and p99": figures.percentiles(prompt),
        f"the same after the second loss in a row ({len(paused)} times), which waits on purpose": figures.percentiles(paused),
    }
    figures.lines = ["Changes by phase and kind:", "", "| phase | " + " | ".join(KINDS) + " |", "|---|" + "---|" * len(KINDS)]
    for phase in PHASES:
        figures.lines.append(f"| {phase} | " + " | ".join(str(changes[(phase, kind)]) for kind in KINDS) + " |")
    return figures


def tallies(log: str) -> collections.Counter:
    """What the gateway says of its sessions in its own log, added up."""
    total: collections.Counter = collections.Counter()
    for line in log.splitlines():
        if "Session ended" in line:
            total.update({name: int(value) for name, value in re.findall(r"(\w+)=(\d+)\b", line)})
    return total
