"""What a client sees when its call's connection ends: every way of ending, at every moment of a call."""

import argparse
import asyncio
import base64
import collections
import dataclasses
import json
import pathlib

from websockets.exceptions import ConnectionClosed

from .caller import TOOL, Broken, Caller, remembered, words_of
from .figures import Figures
from .harm import HarmProxy, Link, text_frame
from .site import Site
from .voice import FRAME_MS, Voice

# Settings take another connection on this model, and functions hold the conversation up.
MODEL = "gemini-live-2.5-flash-native-audio"
# So that silence is noticed in seconds, not in a minute. Where nobody falls silent, a busy machine is not taken for it.
QUICK_PINGS = {"upstream_ping_interval": "2s", "upstream_pong_timeout": "3s", "handshake_timeout": "5s"}

PHASES = {
    "idle": "between two turns", "speech": "the user speaks", "awaited": "an answer is awaited",
    "answer": "in an answer", "tool": "in a function call", "update": "while settings move the call",
}
# An answer that takes longer than a goAway leaves.
LONG = "count to 500"
# Over, with its answer, long before an announced end.
SENTENCE = "Good morning, how are you today?"
# Longer than silence can go unnoticed here: a turn that nobody answers ends by itself.
LONG_SENTENCE = "Good morning, how are you today and what is the weather like at this time of the day where you are now?"
NOTHING, CUT = "nothing", "answer `incomplete`"


@dataclasses.dataclass(frozen=True)
class Fault:
    """One way in which a connection ends. `code` nil: without a close frame."""

    name: str
    code: int | None = None
    reason: str = ""
    resets: bool = False
    is_silent: bool = False
    goes_away: bool = False
    # The next handshake is answered with this.
    next_status: int | None = None
    # The `error` that ends the call; nil: it goes on.
    ends_with: str | None = None

    def strike(self, proxy: HarmProxy, link: Link) -> None:
        if self.next_status:
            proxy.refuse_next(self.next_status)
        if self.is_silent:
            link.is_silent = True
        elif self.goes_away:
            link.inject(text_frame({"goAway": {"timeLeft": "12s"}}))
            asyncio.get_running_loop().call_later(12, link.close, self.code, self.reason)
        elif self.code is None:
            link.cut(resets=self.resets)
        else:
            link.close(self.code, self.reason)


FAULTS = (
    Fault("goAway, 12 s before 1008 aborted", 1008, "The operation was aborted.", goes_away=True),
    Fault("1000", 1000),
    Fault("1001", 1001),
    Fault("no close frame (1006)"),
    Fault("TCP reset", resets=True),
    Fault("silence, half-open", is_silent=True),
    Fault("1008 aborted", 1008, "The operation was aborted."),
    Fault("1008 entity not found", 1008, "Requested entity was not found."),
    Fault("1011 internal error", 1011, "Internal error encountered."),
    Fault("1013", 1013, "Try again later."),
    Fault("reset, then HTTP 503 once", resets=True, next_status=503),
    Fault("reset, then HTTP 429 once", resets=True, next_status=429),
    Fault("1011 quota", 1011, "RESOURCE_EXHAUSTED: Maximum concurrent sessions exceeded."),
    Fault("1007 invalid argument", 1007, "Request contains an invalid argument.", ends_with="invalid_request"),
    Fault("1008 no such model", 1008, "Publisher Model `projects/p/m` was not found or your project has no access to it",
          ends_with="model_not_found"),
    Fault("1008 policy", 1008, "The content is not allowed.", ends_with="invalid_request"),
)


class Cell(Caller):
    """A call with one fault at one moment."""

    def __init__(self, number: int, site: Site, fault: Fault, phase: str):
        super().__init__(number, site.url(number), site.headers)
        self.proxy, self.fault, self.phase = site.proxies[number], fault, phase
        self.errors: list[str] = []
        self.answers: collections.Counter = collections.Counter()
        self.seen = ""

    def check(self, event: dict) -> None:
        if event["type"] == "error":
            return self.errors.append(event["error"]["code"])
        super().check(event)
        if event["type"] == "response.done":
            self.answers[event["response"]["status"]] += 1

    async def run(self) -> None:
        async with self.connected():
            instructions = f"You are on call {self.number}."
            await self.configure(instructions=instructions, tools=[TOOL])
            expected = [await self.say("Sentence 0.")]
            # The handle that knows this turn.
            await asyncio.sleep(0.2)
            try:
                await getattr(self, f"in_{self.phase}")(expected)
                await self.still_there(expected)
            except (Broken, ConnectionClosed):
                await asyncio.sleep(0.5)
                if self.close is None:
                    raise
            self.seen = self.summary()
            self.conduct.over()

    def summary(self) -> str:
        parts = [f"answer `{status}`" for status in ("incomplete", "failed", "cancelled") if self.answers[status]]
        parts += [f"error `{code}`" for code in self.errors]
        if self.close is not None:
            parts.append(f"closed with {self.close[0]}")
        elif self.heard["session.updated"] > 1 + (self.phase == "update"):
            parts.append("`session.updated` with the old settings")
        return ", ".join(parts) or NOTHING

    # The moments

    async def in_idle(self, expected: list[str]) -> None:
        await self.strike()

    async def in_speech(self, expected: list[str]) -> None:
        voice = Voice(self.number)
        sentence = LONG_SENTENCE if self.fault.is_silent else SENTENCE
        speech = voice.silence(300) + voice.speech(sentence) + voice.silence(1000)
        expected.append("speech")
        for number, frame in enumerate(speech):
            if number == 9:
                await self.strike()
            await self.send("input_audio_buffer.append", audio=base64.b64encode(frame).decode())
            await asyncio.sleep(FRAME_MS / 1000)
        await self.done()

    async def in_awaited(self, expected: list[str]) -> None:
        await self.ask("Sentence 1.")
        expected.append("Sentence 1.")
        await asyncio.sleep(0.1)
        await self.strike()
        await self.done()

    async def in_answer(self, expected: list[str]) -> None:
        await self.ask(LONG)
        await self.wait_for("response.output_audio.delta")
        await self.strike()
        await self.done()

    async def in_tool(self, expected: list[str]) -> None:
        text = 'call get_number {"n": 7}'
        expected.append(text)
        await self.ask(text)
        (item,) = (await self.done())["output"]
        await self.strike()
        await asyncio.sleep(0.2)
        await self.send("conversation.item.create", item={
            "type": "function_call_output", "call_id": item["call_id"], "output": json.dumps({"number": 7})})
        await self.send("response.create")
        await self.done()

    async def in_update(self, expected: list[str]) -> None:
        before = len(self.proxy.links)
        await self.configure(instructions=f"You are on call {self.number}. Be brief.")
        while len(self.proxy.links) == before or self.proxy.current.set_up is None:
            await asyncio.sleep(0.01)
        self.note("HARM")
        self.fault.strike(self.proxy, self.proxy.current)

    # What they have in common

    async def strike(self) -> None:
        link = await self.proxy.live(is_ready=True)
        self.note("HARM")
        self.fault.strike(self.proxy, link)

    async def ask(self, text: str) -> None:
        await self.write(text)
        await self.send("response.create")

    async def say(self, text: str) -> str:
        await self.ask(text)
        response = await self.done()
        if response["status"] != "completed":
            raise Broken(f"{text!r} is answered with {response['status']}")
        return text

    async def still_there(self, expected: list[str]) -> None:
        """The call goes on, and the model knows all of it."""
        # A fault that nobody has noticed yet shows with the next turn.
        expected.append(await self.say("Sentence 2."))
        await self.ask("what did I say?")
        found = remembered(words_of(await self.done()))
        if found != expected:
            raise Broken(f"the model remembers {found}, said were {expected}")


async def observe(folder: pathlib.Path, faults: tuple[Fault, ...] = FAULTS, keep: bool = False) -> tuple[dict, list[str]]:
    """What was seen, by fault and phase, all at once; and what should not be."""
    figures = Figures("table")
    pairs = [(fault, phase) for fault in faults for phase in PHASES]
    timings = QUICK_PINGS if any(fault.is_silent for fault in faults) else {}
    site = await Site(folder, len(pairs), model=MODEL, timings=timings).start()
    cells = [Cell(number, site, fault, phase) for number, (fault, phase) in enumerate(pairs)]

    async def one(cell: Cell) -> None:
        await asyncio.sleep(cell.number * 0.05)
        await cell.run()

    await asyncio.gather(*(figures.guard(cell, one(cell)) for cell in cells))
    await site.stop()
    if keep:
        figures.keep_stories(cells, folder)
    problems = [f"{cells[number].fault.name}, {cells[number].phase}: {problem}" for number, problem in zip(
        sorted(figures.lost), sorted(figures.problems, key=lambda text: int(text.split()[1])))]
    return {(cell.fault.name, cell.phase): cell.seen for cell in cells}, problems


async def run(options: argparse.Namespace, folder: pathlib.Path) -> Figures:
    figures = Figures("table")
    seen, figures.problems = await observe(folder, keep=bool(options.keep))
    figures.lines = ["| the connection ends with | " + " | ".join(PHASES.values()) + " |", "|---|" + "---|" * len(PHASES)]
    for fault in FAULTS:
        figures.lines.append(f"| {fault.name} | " + " | ".join(seen[(fault.name, phase)] or "?" for phase in PHASES) + " |")
    figures.problems += differences(seen)
    return figures


def differences(seen: dict, faults: tuple[Fault, ...] = FAULTS) -> list[str]:
    """Cells that are not as they should be."""
    return [f"{fault.name}, {phase}: {seen[(fault.name, phase)]!r} in place of {expected(fault, phase)!r}"
            for fault in faults for phase in PHASES if seen[(fault.name, phase)] != expected(fault, phase)]


def expected(fault: Fault, phase: str) -> str:
    """What semantics 2 and 8 promise."""
    if fault.ends_with is None:
        return CUT if phase == "answer" else NOTHING
    if phase == "update":
        return "error `invalid_value`, `session.updated` with the old settings"
    told = f"error `{fault.ends_with}`, closed with 1008"
    return f"answer `failed`, {told}" if phase in ("awaited", "answer") else told
