"""Heap allocations of an audio frame: of each step, and through the whole gateway, held to thresholds.

    python3 Benchmarks/Relay/allocations.py --steps steps.json --counter libcounter.so --gateway .build/debug/parley

Prints a table; exits with 1 where a figure is above its threshold in `Benchmarks/allocations.json`."""

import argparse
import json
import mmap
import pathlib
import sys
import tempfile

from call import through

THRESHOLDS = pathlib.Path(__file__).parent.parent / "allocations.json"
FRAMES = 1000
# Keep-alive pings and the log's clock allocate now and then; not once per frame.
SLACK = 0.1


def of_gateway(program, counter):
    """Allocations per frame, by direction."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(bytes(mmap.PAGESIZE))
        file.flush()
        with mmap.mmap(file.fileno(), mmap.PAGESIZE) as shared:
            environment = {"LD_PRELOAD": counter, "ALLOCATION_COUNTS": file.name}
            with through([program], environment) as (_, call):
                return {name: _per_frame(shared, relay) for name, relay in (("up", call.up), ("down", call.down))}


def _per_frame(shared, relay):
    before = _count(shared)
    relay(FRAMES)
    return (_count(shared) - before) / FRAMES


def _count(shared):
    count = int.from_bytes(shared[:8], sys.byteorder)
    if count == 0:
        raise RuntimeError("nothing was counted: is the counter loaded?")
    return count


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--steps", required=True)
    arguments.add_argument("--counter", required=True)
    arguments.add_argument("--gateway", required=True)
    arguments.add_argument("--build", choices=["debug", "release"], default="debug")
    options = arguments.parse_args()
    thresholds = json.loads(THRESHOLDS.read_text())
    steps = {name: cost["allocations"] for name, cost in json.loads(pathlib.Path(options.steps).read_text()).items()}
    gateway = of_gateway(options.gateway, options.counter)
    failures = _judge("step", steps, thresholds["steps"])
    failures += _judge(f"gateway, {options.build} build", gateway, thresholds["gateway"][options.build])
    for failure in failures:
        print(failure, file=sys.stderr)
    sys.exit(1 if failures else 0)


def _judge(title, found, thresholds):
    print(f"\n  found  threshold  {title}")
    failures = [f"{title} '{name}' is not measured any more" for name in thresholds.keys() - found.keys()]
    for name, count in found.items():
        threshold = thresholds.get(name)
        print(f"{count:7.2f}  {'-' if threshold is None else threshold:>9}  {name}")
        if threshold is None:
            failures.append(f"{title} '{name}' has no threshold in {THRESHOLDS.name}")
        elif count > threshold + SLACK:
            failures.append(f"{title} '{name}' allocates {count:.2f} times a frame; {threshold} are allowed")
    return failures


if __name__ == "__main__":
    main()
