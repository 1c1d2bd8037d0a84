"""SIGTERM while many calls are in an answer: each is finished before its call is sent away."""

import argparse
import asyncio
import base64
import collections
import pathlib
import signal
import time

from .caller import Broken, Caller
from .figures import Figures
from .site import Site

CALLS = 200
ANSWER_MS = 8000
SCRIPT = [
    {"connection": {"repeat": True}}, {"expect": {"setup": "*"}}, {"send": {"setupComplete": {}}},
    {"expect": {"clientContent": "*"}, "within_ms": 60_000},
    {"send_audio": {"tone_ms": ANSWER_MS, "pace": 1, "chunk_ms": 200, "transcript": "The end is near."}},
    {"send": {"serverContent": {"generationComplete": True}}},
    {"send": {"serverContent": {"turnComplete": True}, "usageMetadata": {"totalTokenCount": 7}}},
]


class Leaving(Caller):
    def __init__(self, number: int, url: str, headers: dict, is_asking: bool):
        super().__init__(number, url, headers)
        self.is_asking = is_asking
        self.errors: list[str] = []
        self.status = ""
        self.audio_bytes = 0
        self.done_at = 0.0
        self.closed_at = 0.0

    def check(self, event: dict) -> None:
        if event["type"] == "error":
            return self.errors.append(event["error"]["code"])
        super().check(event)
        if event["type"] == "response.output_audio.delta":
            self.audio_bytes += len(base64.b64decode(event["delta"]))

    async def run(self, ready: asyncio.Semaphore) -> None:
        async with self.connected():
            if self.is_asking:
                await self.write("How will it end?")
                await self.send("response.create")
                await self.wait_for("response.output_audio.delta")
            ready.release()
            if self.is_asking:
                self.status = (await self.done())["status"]
                self.done_at = time.monotonic()
            try:
                await self.wait_for("never")
            except Broken:
                self.closed_at = time.monotonic()
            self.conduct.over()


async def run(options: argparse.Namespace, folder: pathlib.Path) -> Figures:
    figures = Figures("drain")
    site = await Site(folder, 0, script=SCRIPT).start()
    # Three in four are in an answer.
    calls = [Leaving(number, site.url("direct"), site.headers, number % 4 != 3) for number in range(CALLS)]
    ready = asyncio.Semaphore(0)
    running = asyncio.gather(*(figures.guard(call, call.run(ready)) for call in calls))
    async with asyncio.timeout(60):
        for _ in calls:
            await ready.acquire()
    told = time.monotonic()
    begun = {call.number for call in calls if call.is_asking and not call.status}
    site.gateway.signal(signal.SIGTERM)
    await running
    status = await asyncio.to_thread(site.gateway.wait)
    ended = time.monotonic() - told
    await site.stop()
    answers = [call for call in calls if call.number in begun]
    whole = [call for call in answers if call.status == "completed" and call.audio_bytes == ANSWER_MS * 24 * 2]
    closes = collections.Counter(str(call.close and call.close[0]) for call in calls)
    errors = collections.Counter(code for call in calls for code in call.errors)
    figures.rows = {
        "running calls": f"{CALLS}, {len(begun)} of them in an answer at SIGTERM",
        "answers cut": f"{len(answers) - len(whole)}; each came to its last byte" if len(answers) == len(whole) else
                       len(answers) - len(whole),
        "the last answer was done after": f"{max(call.done_at for call in answers) - told:.1f} s",
        "errors told": ", ".join(f"{count} `{code}`" for code, count in errors.items()),
        "close codes": ", ".join(f"{count} with {code}" for code, count in closes.items()),
        "idle calls were sent away after": f"{max(call.closed_at for call in calls if not call.is_asking) - told:.2f} s",
        "the gateway ended after": f"{ended:.1f} s, with status {status}; the deadline is 30 s",
    }
    if len(whole) < len(answers) or set(closes) != {"1012"} or errors != {"server_draining": CALLS} or status != 0:
        figures.problems.append("an answer was cut, or a call not sent away as it should be")
    if len(begun) < CALLS // 2:
        figures.problems.append("too few answers were running to show anything")
    return figures
