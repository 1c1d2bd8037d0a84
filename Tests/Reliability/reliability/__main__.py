"""Many calls, many forced connection changes; judges what each client saw and what the upstream got. Prints a report,
and writes it to docs/reliability.md if asked."""

import argparse
import asyncio
import base64
import collections
import json
import pathlib
import re
import tempfile
import time

from websockets.exceptions import ConnectionClosed

from harness.gateway import Gateway
from harness.simulator import Simulator

from .call import Broken, Call, query
from .harm import HarmProxy
from .report import Report
from .voice import Coverage

MODEL = "gemini-3.8-live"
KEY = "sk-reliability-run"


def configuration(ports: list[int]) -> dict:
    """One deployment for each call, so that each call has a proxy of its own."""
    return {
        "model_list": [{
            "model_name": f"call-{number}",
            "litellm_params": {"model": f"simulator/{MODEL}", "api_base": f"ws://127.0.0.1:{port}"},
        } for number, port in enumerate(ports)],
        "general_settings": {"master_key": KEY},
        "parley": {"max_sessions": 10_000},
    }


async def run(options: argparse.Namespace, folder: pathlib.Path) -> Report:
    simulator = Simulator(folder / "simulator", "--log-level", "warning")
    report = Report(options)
    proxies = [await HarmProxy(("127.0.0.1", simulator.port)).start() for _ in range(options.calls)]
    gateway = await asyncio.to_thread(Gateway, folder / "gateway", configuration([proxy.port for proxy in proxies]))
    headers = {"Authorization": f"Bearer {KEY}", "User-Agent": "OpenAI/Python 3.0.0"}
    calls = [
        Call(number, f"{gateway.url('/v1/realtime', host='127.0.0.1', model=f'call-{number}')}&{query()}", headers, proxy,
             options.seed + number)
        for number, proxy in enumerate(proxies)]
    share = [options.changes // options.calls + (number < options.changes % options.calls)
             for number in range(options.calls)]
    begun = time.monotonic()

    async def one(call: Call, changes: int, delay: float) -> None:
        await asyncio.sleep(delay)
        try:
            await call.run(changes)
        except TimeoutError:
            report.broken(call, "nothing came for 40 s")
        except (Broken, AssertionError, OSError, ConnectionClosed) as problem:
            report.broken(call, str(problem))

    await asyncio.gather(*(one(call, changes, index * options.stagger)
                           for index, (call, changes) in enumerate(zip(calls, share))))
    if options.keep:
        for call in calls:
            (folder / f"call-{call.number}.txt").write_text("\n".join(call.story) + "\n")
    report.seconds = time.monotonic() - begun
    for call in calls:
        report.add(call)
    for proxy in proxies:
        report.gaps += proxy.gaps()
        proxy.stop()
    await asyncio.to_thread(gateway.stop)
    await asyncio.to_thread(simulator.stop)
    report.tallies = tallies(gateway.log)
    for number, coverage in coverages(simulator.record, calls).items():
        report.covered(number, coverage)
    return report


def tallies(log: str) -> collections.Counter:
    """What the gateway says of its sessions in its own log, added up."""
    total: collections.Counter = collections.Counter()
    for line in log.splitlines():
        if "Session ended" in line:
            total.update({name: int(value) for name, value in re.findall(r"(\w+)=(\d+)\b", line)})
    return total


def coverages(record: pathlib.Path, calls: list[Call]) -> dict[int, Coverage]:
    """By call: which of its audio each connection got, in the order of the connections."""
    connections: dict[str, list[bytes]] = {}
    owners: dict[str, int] = {}
    for line in record.read_text().splitlines():
        entry = json.loads(line)
        message = entry.get("message", {})
        if "setup" in message:
            if match := re.search(r"You are on call (\d+)\.", json.dumps(message["setup"])):
                owners[entry["session"]] = int(match.group(1))
            connections.setdefault(entry["session"], [])
        elif audio := message.get("realtimeInput", {}).get("audio"):
            connections[entry["session"]].append(base64.b64decode(audio["data"]))
    result = {call.number: Coverage(call.voice.said) for call in calls}
    for session, messages in connections.items():
        if session in owners:
            result[owners[session]].connection(messages)
    for coverage in result.values():
        coverage.over()
    return result


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/reliability", description=__doc__)
    parser.add_argument("--changes", type=int, default=1000, help="forced connection changes in all (1000)")
    parser.add_argument("--calls", type=int, default=100, help="calls at once (100)")
    parser.add_argument("--seed", type=int, default=1, help="what happens where (1)")
    parser.add_argument("--stagger", type=float, default=0.05, help="seconds between the begins of two calls (0.05)")
    parser.add_argument("--write", type=pathlib.Path, help="write the report into this file, too")
    parser.add_argument("--keep", type=pathlib.Path, help="keep logs and records in this folder")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        report = asyncio.run(run(options, folder))
    print(report.text())
    if options.write:
        options.write.write_text(report.text() + "\n")
    return 0 if report.is_good else 1


raise SystemExit(main())
