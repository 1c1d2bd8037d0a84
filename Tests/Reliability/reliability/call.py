"""One call: turns of every kind, with a connection change somewhere in most of them."""

import asyncio
import base64
import collections
import json
import random
import re
import time

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from harness.conduct import Conduct

from .harm import HarmProxy, text_frame
from .voice import FRAME_MS, RATE, Voice

PHASES = ("idle", "speech", "awaited", "answer", "tool")
KINDS = ("goAway", "1001", "1006", "1008 aborted", "1011", "reset")
REASONS = {"1001": (1001, ""), "1008 aborted": (1008, "The operation was aborted."),
           "1011": (1011, "Internal error encountered.")}
WAIT = 40
TOOL = {"type": "function", "name": "get_number", "description": "A number.",
        "parameters": {"type": "object", "properties": {"n": {"type": "integer"}}}}


class Broken(AssertionError):
    """Something that a person on the call would have noticed."""


class Call:
    def __init__(self, number: int, url: str, headers: dict, proxy: HarmProxy, seed: int):
        self.number, self.url, self.headers, self.proxy = number, url, headers, proxy
        self.random = random.Random(seed)
        self.voice = Voice(seed)
        self.conduct = Conduct("ga")
        self.events: asyncio.Queue = asyncio.Queue()
        self.written: list[str] = []
        self.spoken = 0
        self.changes: collections.Counter = collections.Counter()
        self.statuses: collections.Counter = collections.Counter()
        self.session_id = ""
        self.story: list[str] = []
        self.leaves_at = 0.0

    async def run(self, changes: int) -> None:
        async with connect(self.url, additional_headers=self.headers, proxy=None, max_size=None) as socket:
            self.socket = socket
            reader = asyncio.create_task(self._read())
            try:
                self.session_id = (await self.wait_for("session.created"))["session"]["id"]
                await self.send("session.update", session={
                    "type": "realtime", "instructions": f"You are on call {self.number}.", "tools": [TOOL]})
                await self.wait_for("session.updated")
                for index in range(changes):
                    await self.turn(index)
                await self.remember()
                self.conduct.over()
            finally:
                reader.cancel()

    # Turns

    async def turn(self, index: int) -> None:
        phase = self.random.choice(PHASES)
        kind = self.random.choice(KINDS)
        self.changes[(phase, kind)] += 1
        if phase == "idle":
            await asyncio.sleep(0.3)
            self.harm(kind)
            await asyncio.sleep(self.random.random())
            phase = None
        if phase == "tool":
            await self.tool_turn(index, kind)
        elif phase == "speech" or self.random.random() < 0.5:
            await self.spoken_turn(phase, kind)
        else:
            await self.written_turn(f"Sentence {index} of call {self.number}.", phase, kind)

    async def written_turn(self, text: str, phase: str | None, kind: str) -> None:
        await self.write(text)
        await self.send("response.create")
        words = await self.answer(phase, kind)
        if words is not None and words.strip() != f"You said: {text}":
            raise Broken(f"{text!r} was answered with {words!r}")

    async def spoken_turn(self, phase: str | None, kind: str) -> None:
        self.spoken += 1
        frames = self.voice.speech() + self.voice.silence(1000)
        for number, frame in enumerate(frames):
            if phase == "speech" and number == 6:
                self.harm(kind)
            self.voice.sent(frame)
            await self.send("input_audio_buffer.append", audio=base64.b64encode(frame).decode())
            await asyncio.sleep(FRAME_MS / 1000)
        words = await self.answer(phase, kind)
        if words is not None and "seconds of speech" not in words:
            raise Broken(f"speech was answered with {words!r}")

    async def tool_turn(self, index: int, kind: str) -> None:
        await self.write(f'call get_number {{"n": {index}}}')
        await self.send("response.create")
        calls = [item for item in (await self.done())["output"] if item["type"] == "function_call"]
        if len(calls) != 1:
            raise Broken(f"{len(calls)} function calls came, not one")
        self.harm(kind)
        await asyncio.sleep(self.random.random() * 0.5)
        await self.send("conversation.item.create", item={
            "type": "function_call_output", "call_id": calls[0]["call_id"], "output": json.dumps({"number": index})})
        await self.send("response.create")
        status = (await self.done())["status"]
        if status != "completed" and not self.is_taken_along(status):
            raise Broken(f"the answer after the function is {status}")

    async def remember(self) -> None:
        """The model's own memory after all these connections: nothing lost, nothing doubled, in order."""
        await asyncio.sleep(0.5)
        await self.write("what did I say?")
        await self.send("response.create")
        said = words_of(await self.done())
        found = re.findall(rf"Sentence \d+ of call {self.number}\.", said)
        expected = [text for text in self.written if text.startswith("Sentence")]
        if found != expected:
            raise Broken(f"the model remembers {found}, written were {expected}; all: {said!r}")
        speeches = len(re.findall(r"seconds of speech", said))
        if speeches != self.spoken:
            raise Broken(f"the model remembers {speeches} spoken turns of {self.spoken}: {said!r}")

    async def answer(self, phase: str | None, kind: str) -> str | None:
        """The words of the next answer; nil if it was cut while it was given."""
        if phase == "awaited":
            await asyncio.sleep(self.random.random() * 0.2)
            self.harm(kind)
        elif phase == "answer":
            await self.wait_for("response.output_audio.delta")
            self.harm(kind)
        response = await self.done()
        if response["status"] == "completed":
            return words_of(response) if phase != "answer" else None
        if self.is_taken_along(response["status"]) or (response["status"] == "incomplete" and phase == "answer"):
            return None
        raise Broken(f"an answer is {response['status']} after {kind} in phase {phase}: {response['status_details']}")

    def is_taken_along(self, status: str) -> bool:
        """A connection that must be left takes the answer on it along, one second before its end."""
        return status == "incomplete" and time.monotonic() < self.leaves_at

    # Harm

    def harm(self, kind: str) -> None:
        self.note(f"HARM {kind}")
        link = self.proxy.current
        if kind == "goAway":
            seconds = self.random.choice((2, 5))
            self.leaves_at = time.monotonic() + seconds
            link.inject(text_frame({"goAway": {"timeLeft": f"{seconds}s"}}))
            asyncio.get_running_loop().call_later(seconds, link.close, *REASONS["1008 aborted"])
        elif kind in REASONS:
            link.close(*REASONS[kind])
        else:
            link.cut(resets=kind == "reset")

    def note(self, what: str) -> None:
        if not (self.story and self.story[-1].endswith(what)):
            self.story.append(f"{time.monotonic() % 1000:.2f} {what}")

    # The wire

    async def write(self, text: str) -> None:
        self.written.append(text)
        content = [{"type": "input_text", "text": text}]
        await self.send("conversation.item.create", item={"type": "message", "role": "user", "content": content})

    async def send(self, event_type: str, **fields) -> None:
        self.note(f"> {event_type}")
        await self.socket.send(json.dumps({"type": event_type} | fields))

    async def _read(self) -> None:
        try:
            async for message in self.socket:
                event = json.loads(message)
                self.note(event["type"])
                self.conduct.heard(event)
                if event["type"] == "error":
                    raise Broken(f"an error event: {event['error']}")
                if event["type"] in ("session.created", "session.updated") and self.session_id not in (
                        "", event["session"]["id"]):
                    raise Broken("the session has another id")
                self.events.put_nowait(event)
        except (Broken, AssertionError) as problem:
            self.events.put_nowait(problem)
        except ConnectionClosed as end:
            self.events.put_nowait(Broken(f"the call was closed: {end}"))

    async def wait_for(self, event_type: str) -> dict:
        async with asyncio.timeout(WAIT):
            while True:
                event = await self.events.get()
                if isinstance(event, Exception):
                    raise event
                if event["type"] == event_type:
                    return event

    async def done(self) -> dict:
        response = (await self.wait_for("response.done"))["response"]
        self.statuses[response["status"]] += 1
        return response


def words_of(response: dict) -> str:
    parts = [part for item in response["output"] for part in item.get("content", [])]
    return "".join(part.get("text") or part.get("transcript") or "" for part in parts)


def query() -> str:
    return f"input_rate={RATE}"
