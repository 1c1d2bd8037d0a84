"""Two regions, many calls, and one of the two ends: by SIGKILL, or by taking connections and never answering."""

import argparse
import asyncio
import datetime
import pathlib
import re
import time

from harness.fault_proxy import FaultProxy
from harness.gateway import Gateway, new_key
from harness.simulator import Simulator

from .caller import Caller, words_of
from .figures import Figures

MODEL = "gemini-3.8-live"
LIMIT = 10
NEWCOMERS_PER_SECOND = 5
MOVED = re.compile(r"^(\d\d):(\d\d):(\d\d\.\d+) .*Call moved to another deployment", re.MULTILINE)


class Resident(Caller):
    """In a call when the region ends; asks at once what the model remembers."""

    def __init__(self, number: int, url: str, headers: dict):
        super().__init__(number, url, headers)
        self.waited = 0.0

    async def run(self, ready: asyncio.Semaphore, ended: asyncio.Event) -> None:
        async with self.connected():
            await self.ask(f"Sentence {self.number}.")
            await self.done()
            ready.release()
            await ended.wait()
            begun = time.monotonic()
            await self.ask("what did I say?")
            await self.wait_for("response.output_audio.delta")
            self.waited = time.monotonic() - begun
            said = words_of(await self.done())
            assert f"Sentence {self.number}." in said, f"the model remembers {said!r}"
            self.conduct.over()

    async def ask(self, text: str) -> None:
        await self.write(text)
        await self.send("response.create")


class Newcomer(Resident):
    """Comes when the region has ended."""

    async def run(self) -> None:
        begun = time.monotonic()
        async with self.connected():
            await self.ask(f"Sentence {self.number}.")
            await self.wait_for("response.output_audio.delta")
            self.waited = time.monotonic() - begun
            await self.done()
            self.conduct.over()


class Regions:
    def __init__(self, folder: pathlib.Path):
        self.simulators = [Simulator(folder / name, "--log-level", "warning") for name in ("first", "second")]
        self.network = FaultProxy(("127.0.0.1", self.simulators[0].port))
        self.key = new_key()
        self.headers = {"Authorization": f"Bearer {self.key}", "User-Agent": "OpenAI/Python 3.0.0"}
        ports = (self.network.port, self.simulators[1].port)
        self.gateway = Gateway(folder / "gateway", {
            "model_list": [{
                "model_name": "voice",
                "litellm_params": {"model": f"simulator/{MODEL}", "api_base": f"ws://127.0.0.1:{port}"},
            } for port in ports],
            "general_settings": {"master_key": self.key}, "parley": {"max_sessions": 10_000}})
        self.url = self.gateway.url("/v1/realtime", host="127.0.0.1", model="voice")

    def kill(self) -> None:
        self.simulators[0].process.kill()
        self.network.weather.refuses_new = True
        self.network.reset()

    def swallow(self) -> None:
        self.network.weather.swallows_new = True
        self.network.reset()

    def stop(self) -> None:
        self.gateway.stop()
        self.network.stop()
        for simulator in self.simulators:
            if simulator.process.poll() is None:
                simulator.stop()


async def end_region(figures: Figures, folder: pathlib.Path, calls: int, end: str) -> None:
    regions = await asyncio.to_thread(Regions, folder)
    residents = [Resident(number, regions.url, regions.headers) for number in range(calls)]
    ready, ended = asyncio.Semaphore(0), asyncio.Event()
    running = asyncio.gather(*(figures.guard(call, call.run(ready, ended)) for call in residents))
    async with asyncio.timeout(120):
        for _ in residents:
            await ready.acquire()
    told = datetime.datetime.now(datetime.timezone.utc)
    await asyncio.to_thread(getattr(regions, end))
    ended.set()
    newcomers = [Newcomer(calls + number, regions.url, regions.headers) for number in range(LIMIT * NEWCOMERS_PER_SECOND)]

    async def come(call: Newcomer, delay: float) -> None:
        await asyncio.sleep(delay)
        await figures.guard(call, call.run())

    coming = asyncio.gather(*(come(call, number / NEWCOMERS_PER_SECOND) for number, call in enumerate(newcomers)))
    await asyncio.gather(running, coming)
    await asyncio.to_thread(regions.stop)
    moved = moves(regions.gateway.log, told)[:calls // 2]
    words = {"kill": "killed", "swallow": "silent"}[end]
    served = [call.waited for call in residents if call.waited]
    new = [call.waited for call in newcomers if call.waited]
    figures.rows |= {
        f"{words}: calls, and those of the region that ended": f"{calls}, {calls // 2}",
        f"{words}: on the other after, the first and the last of them": f"{moved[0]:.2f} s, {moved[-1]:.2f} s"
                                                                        if moved else "never",
        f"{words}: to the first sound of an answer asked for then, p50 and p99": figures.percentiles(served),
        f"{words}: new calls in the {LIMIT} s after, and those without an answer":
            f"{len(newcomers)}, {len(newcomers) - len(new)}",
        f"{words}: to the first sound in a new call, p50 and p99": figures.percentiles(new),
        f"{words}: attempts that failed": regions.gateway.log.count("Upstream attempt failed"),
    }
    in_time = sum(seconds < LIMIT for seconds in moved)
    if in_time < calls // 2:
        figures.problems.append(f"{words}: only {in_time} calls moved within {LIMIT} s")


def moves(log: str, since: datetime.datetime) -> list[float]:
    """Seconds from `since` to each move, by the gateway's own clock."""
    begun = since.hour * 3600 + since.minute * 60 + since.second + since.microsecond / 1e6
    times = (int(hours) * 3600 + int(minutes) * 60 + float(seconds) for hours, minutes, seconds in MOVED.findall(log))
    return sorted((at - begun) % 86400 for at in times)


async def run(options: argparse.Namespace, folder: pathlib.Path) -> Figures:
    figures = Figures("regions")
    for end in ("kill", "swallow"):
        await end_region(figures, folder / end, options.calls, end)
    return figures
