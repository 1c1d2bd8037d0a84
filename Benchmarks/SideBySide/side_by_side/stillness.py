"""How still the machine is: what it takes away from a process that only looks at the clock, on each core at once.

A virtual machine may stop for milliseconds without saying so. Then latencies are the machine's.
"""

import json
import subprocess
import sys
import time

from .process import GATEWAY_CORE, GENERATOR_CORE, pinned

SECONDS = 2.0
# Between two looks at the clock; shorter ones are interrupts.
NOTICED_NS = 500_000


def measure() -> dict:
    watchers = [
        subprocess.Popen(pinned(core, [sys.executable, "-m", __name__]), stdout=subprocess.PIPE, text=True)
        for core in (GATEWAY_CORE, GENERATOR_CORE)]
    seen = [json.loads(watcher.communicate(timeout=60)[0]) for watcher in watchers]
    return {"lost": max(one["lost"] for one in seen), "longest_ms": max(one["longest_ms"] for one in seen)}


def _watch() -> dict:
    began = last = time.perf_counter_ns()
    lost = longest = 0
    while last - began < SECONDS * 1e9:
        now = time.perf_counter_ns()
        if now - last > NOTICED_NS:
            lost += now - last
            longest = max(longest, now - last)
        last = now
    return {"lost": lost / (last - began), "longest_ms": longest / 1e6}


if __name__ == "__main__":
    print(json.dumps(_watch()))
