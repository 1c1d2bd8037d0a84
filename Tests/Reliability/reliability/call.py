"""One call: turns of every kind, with a connection change somewhere in each of them."""

import asyncio
import base64
import collections
import json
import random
import time

from .caller import TOOL, Broken, Caller, remembered, words_of
from .harm import HarmProxy, text_frame
from .voice import FRAME_MS, RATE, Voice, seconds_heard

PHASES = ("idle", "speech", "awaited", "answer", "tool")
KINDS = ("goAway", "1001", "1006", "1008 aborted", "1011", "reset")
REASONS = {"1001": (1001, ""), "1008 aborted": (1008, "The operation was aborted."),
           "1011": (1011, "Internal error encountered.")}
# A second of silence ends a turn; a break in the first part of it still comes before the answer.
SILENCE_MS, QUIET_FRAMES = 1000, 4


class Call(Caller):
    """`lengths`: seconds that the model hears of each sentence on a connection that nobody harms."""

    def __init__(self, number: int, url: str, headers: dict, proxy: HarmProxy, seed: int,
                 lengths: dict[str, float] | None = None):
        super().__init__(number, url, headers)
        self.proxy = proxy
        self.random = random.Random(seed)
        self.voice = Voice(seed)
        self.lengths = lengths or {}
        # What the model has to remember, in order.
        self.expected: list[str] = []
        self.changes: collections.Counter = collections.Counter()
        self.leaves_at = 0.0
        # Something of an answer had come when the connection was ended.
        self.was_begun = False

    async def run(self, changes: int) -> None:
        async with self.connected():
            await self.configure(instructions=f"You are on call {self.number}.", tools=[TOOL])
            for index in range(changes):
                await self.turn(index)
            await self.remember()
            self.conduct.over()

    async def calibrate(self) -> dict[str, float]:
        """Seconds heard of each sentence, without any harm."""
        async with self.connected():
            await self.configure(instructions=f"You are on call {self.number}.")
            return {sentence: seconds_heard(await self.speak(sentence)) for sentence in Voice.SENTENCES}

    # Turns

    async def turn(self, index: int) -> None:
        phase = self.random.choice(PHASES)
        kind = self.random.choice(KINDS)
        self.changes[(phase, kind)] += 1
        self.contents, self.was_begun = self.proxy.contents, False
        if phase == "idle":
            await self.proxy.live(is_ready=True)
            await self.harm(kind)
            await asyncio.sleep(self.random.random())
            phase = None
        if phase == "tool":
            await self.tool_turn(index, kind)
        elif phase == "speech" or self.random.random() < 0.5:
            await self.spoken_turn(phase, kind)
        else:
            await self.written_turn(f"Sentence {index} of call {self.number}.", phase, kind)

    async def written_turn(self, text: str, phase: str | None, kind: str) -> None:
        self.expected.append(text)
        await self.write(text)
        await self.send("response.create")
        words = await self.answer(phase, kind)
        if words is not None and words.strip() != f"You said: {text}":
            raise Broken(f"{text!r} was answered with {words!r}")

    async def spoken_turn(self, phase: str | None, kind: str) -> None:
        self.expected.append("speech")
        sentence = self.random.choice(Voice.SENTENCES)
        words = await self.speak(sentence, phase, kind)
        if words is None:
            return
        wanted = self.lengths.get(sentence)
        if (heard := seconds_heard(words)) is None or wanted is not None and abs(heard - wanted) > 0.25:
            raise Broken(f"{wanted} s of speech ({sentence}) were answered with {words!r} after {kind} in {phase}")

    async def speak(self, sentence: str, phase: str | None = None, kind: str = "") -> str | None:
        speech = self.voice.speech(sentence)
        harmed = self.random.randrange(len(speech) + QUIET_FRAMES)
        for number, frame in enumerate(speech + self.voice.silence(SILENCE_MS)):
            if phase == "speech" and number == harmed:
                await self.harm(kind)
            self.voice.sent(frame)
            await self.send("input_audio_buffer.append", audio=base64.b64encode(frame).decode())
            await asyncio.sleep(FRAME_MS / 1000)
        return await self.answer(phase, kind)

    async def tool_turn(self, index: int, kind: str) -> None:
        text = f'call get_number {{"n": {index}}}'
        self.expected.append(text)
        await self.write(text)
        await self.send("response.create")
        calls = [item for item in (await self.done())["output"] if item["type"] == "function_call"]
        if len(calls) != 1:
            raise Broken(f"{len(calls)} function calls came, not one")
        self.contents = self.proxy.contents
        await self.harm(kind)
        await asyncio.sleep(self.random.random() * 0.5)
        await self.send("conversation.item.create", item={
            "type": "function_call_output", "call_id": calls[0]["call_id"], "output": json.dumps({"number": index})})
        await self.send("response.create")
        words = await self.answer("tool", kind)
        if words is not None and str(index) not in words:
            raise Broken(f"the output of function {index} was answered with {words!r} after {kind}")

    async def remember(self) -> None:
        """The model's own memory after all these connections: nothing lost, nothing doubled, in order."""
        await asyncio.sleep(max(0.5, self.leaves_at - time.monotonic() + 0.5))
        await self.write("what did I say?")
        await self.send("response.create")
        said = words_of(await self.done())
        if (found := remembered(said)) != self.expected:
            raise Broken(f"the model remembers {found}, said were {self.expected}; all: {said!r}")

    async def answer(self, phase: str | None, kind: str) -> str | None:
        """The words of the next answer; nil if it was cut while it was given."""
        if phase == "awaited":
            await asyncio.sleep(self.random.random() * 0.2)
            await self.harm(kind)
        elif phase == "answer":
            await self.wait_for("response.output_audio.delta")
            await self.harm(kind)
        response = await self.done()
        if response["status"] == "completed":
            return words_of(response)
        # What has begun to sound cannot be said again; and a connection that must be left takes the answer on it along, one
        # second before its end.
        if response["status"] == "incomplete" and (self.was_begun or time.monotonic() < self.leaves_at):
            return None
        raise Broken(f"an answer is {response['status']} after {kind} in phase {phase}: {response['status_details']}")

    # Harm

    async def harm(self, kind: str) -> None:
        """Ends the connection that the call has now; if it is between two, the next one."""
        link = await self.proxy.live()
        self.note(f"HARM {kind}")
        self.was_begun = self.proxy.contents > self.contents
        if kind == "goAway":
            seconds = self.random.choice((2, 5))
            self.leaves_at = time.monotonic() + seconds
            link.inject(text_frame({"goAway": {"timeLeft": f"{seconds}s"}}))
            asyncio.get_running_loop().call_later(seconds, link.close, *REASONS["1008 aborted"])
        elif kind in REASONS:
            link.close(*REASONS[kind])
        else:
            link.cut(resets=kind == "reset")


def query() -> str:
    """What a call's address says beside the model."""
    return f"input_rate={RATE}"
