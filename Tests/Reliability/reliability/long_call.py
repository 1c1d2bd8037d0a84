"""Calls that go on for minutes with the microphone open, on connections that Google would end every two minutes: nobody on
them may notice."""

import argparse
import asyncio
import base64
import json
import pathlib
import random
import time

from .caller import TOOL, Broken, Caller, remembered, words_of
from .figures import Figures
from .harm import HarmProxy
from .picture import timeline
from .site import Site
from .voice import FRAME_MS, RATE, Voice, coverages, seconds

CALLS = 3
TURNS = 120
LIFE, NOTICE = 120, 20


class LongCall(Caller):
    def __init__(self, number: int, url: str, headers: dict, proxy: HarmProxy, seed: int):
        super().__init__(number, url, headers)
        self.proxy = proxy
        self.random = random.Random(seed)
        self.voice = Voice(seed)
        self.to_say: list[bytes] = []
        self.expected: list[str] = []
        self.answers = 0
        # Seconds since the begin, and what was done then.
        self.turns: list[tuple[float, str]] = []
        self.begun = time.monotonic()

    async def run(self, minutes: float) -> None:
        self.begun = time.monotonic()
        async with self.connected():
            await self.configure(instructions=f"You are on call {self.number}.", tools=[TOOL])
            microphone = asyncio.create_task(self.listen())
            try:
                for index in range(TURNS):
                    await asyncio.sleep(self.begun + minutes * 60 * (index + self.random.random()) / TURNS - time.monotonic())
                    await self.turn(index)
                await self.remember()
            finally:
                microphone.cancel()
            self.judge()

    async def listen(self) -> None:
        """The microphone: speech when there is some, silence always."""
        due = time.monotonic()
        while True:
            if not self.to_say:
                self.to_say = self.voice.silence(FRAME_MS)
            frame = self.to_say.pop(0)
            self.voice.sent(frame)
            await self.send("input_audio_buffer.append", audio=base64.b64encode(frame).decode())
            due += len(frame) / RATE / 2
            await asyncio.sleep(due - time.monotonic())

    async def turn(self, index: int) -> None:
        kind = self.random.choices(("spoken", "written", "function"), (2, 2, 1))[0]
        self.turns.append((time.monotonic() - self.begun, kind))
        match kind:
            case "spoken":
                self.to_say = self.voice.speech(self.random.choice(Voice.SENTENCES)) + self.voice.silence(1000)
                self.expected.append("speech")
                words = await self.answer()
                if "seconds of speech" not in words:
                    raise Broken(f"speech was answered with {words!r}")
            case "written":
                text = f"Sentence {index}."
                words = await self.ask(text)
                if words.strip() != f"You said: {text}":
                    raise Broken(f"{text!r} was answered with {words!r}")
            case "function":
                await self.function(index)

    async def ask(self, text: str, within: float = 40) -> str:
        self.expected.append(text)
        await self.write(text)
        await self.send("response.create")
        return await self.answer(within)

    async def answer(self, within: float = 40) -> str:
        return words_of(await self.completed(within))

    async def completed(self, within: float = 40) -> dict:
        self.answers += 1
        response = await self.done(within)
        if response["status"] != "completed":
            raise Broken(f"an answer is {response['status']}: {response['status_details']}")
        return response

    async def function(self, index: int) -> None:
        text = f'call get_number {{"n": {index}}}'
        self.expected.append(text)
        await self.write(text)
        await self.send("response.create")
        (item,) = (await self.completed())["output"]
        await asyncio.sleep(self.random.random())
        output = json.dumps({"number": index})
        await self.send("conversation.item.create", item={
            "type": "function_call_output", "call_id": item["call_id"], "output": output})
        await self.send("response.create")
        if str(index) not in (words := await self.answer()):
            raise Broken(f"the function's output {output} was answered with {words!r}")

    async def remember(self) -> None:
        """The model's own memory after all these connections. The answer is long, so that a fresh connection is waited
        for: nobody could hide it if an answer of a minute met the end of its connection."""
        while time.monotonic() - self.proxy.current.opened > LIFE / 4:
            await asyncio.sleep(1)
        expected, self.expected = self.expected, []
        said = await self.ask("what did I say?", within=LIFE)
        if (found := remembered(said)) != expected:
            raise Broken(f"the model remembers {found}, said were {expected}")

    def judge(self) -> None:
        """Nothing but the turns."""
        self.conduct.over()
        spoken = sum(kind == "spoken" for _, kind in self.turns)
        for event, count in {
                "session.created": 1, "session.updated": 1, "response.created": self.answers,
                "response.done": self.answers, "input_audio_buffer.speech_started": spoken,
                "input_audio_buffer.speech_stopped": spoken, "input_audio_buffer.committed": spoken}.items():
            if self.heard[event] != count:
                raise Broken(f"{self.heard[event]} events {event}, not {count}")


async def run(options: argparse.Namespace, folder: pathlib.Path) -> Figures:
    figures = Figures("long-call")
    site = await Site(folder, CALLS, "--connection-life", str(LIFE), "--go-away-notice", str(NOTICE)).start()
    calls = [LongCall(number, site.url(number), site.headers, proxy, options.seed + number)
             for number, proxy in enumerate(site.proxies)]
    await asyncio.gather(*(figures.guard(call, call.run(options.long_call)) for call in calls))
    ended = [time.monotonic() - call.begun for call in calls]
    gaps = [gap for proxy in site.proxies for gaps in proxy.gaps() for gap in gaps]
    await site.stop()
    if options.keep:
        figures.keep_stories(calls, folder)
    coverage = coverages(site.simulator.record, {call.number: call.voice.said for call in calls})
    moves = sum(len(proxy.links) - 1 for proxy in site.proxies)
    turns = sum(len(call.turns) for call in calls)
    said = sum(len(one.said) for one in coverage.values())
    figures.rows = {
        "calls at once": CALLS,
        "length of each": f"{min(ended) / 60:.1f} min, the microphone open all the time",
        "life of a connection": f"{LIFE} s, announced {NOTICE} s before its end",
        "connections, all calls together": moves + CALLS,
        "turns: spoken, written, with a function": f"{turns}, every answer completed" if figures.is_good else turns,
        "calls with any event but those of their turns": f"{len(figures.lost)} of {CALLS}",
        "audio said": f"{said // (RATE * 2)} s",
        "– of it sent again on a new connection": seconds(sum(one.replayed for one in coverage.values())),
        "– never sent": seconds(sum(one.lost for one in coverage.values())),
        "– of that, with speech in it": seconds(sum(one.lost_speech for one in coverage.values())),
        "from the end of a connection to the setup of the next, beyond the upstream's own time, p50 and p99": figures.percentiles(gaps),
    }
    for number, one in coverage.items():
        if one.foreign or one.disordered or one.lost_speech:
            figures.problems.append(f"call {number}: audio lost, out of order, or never said: {one}")
    if options.write:
        timeline(calls, max(ended)).write("long-call.svg")
    return figures

