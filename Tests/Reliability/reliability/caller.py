"""A client of one call: what it sends, and a judge for what it hears."""

import asyncio
import collections
import contextlib
import json
import re
import time

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from harness.conduct import Conduct

WAIT = 40
TOOL = {"type": "function", "name": "get_number", "description": "A number.",
        "parameters": {"type": "object", "properties": {"n": {"type": "integer"}}}}


class Broken(AssertionError):
    """Something that a person on the call would have noticed."""


class Caller:
    """`connected()` opens the call; within it, events are read as they come and every one goes through `Conduct`."""

    def __init__(self, number: int, url: str, headers: dict):
        self.number, self.url, self.headers = number, url, headers
        self.conduct = Conduct("ga")
        self.events: asyncio.Queue = asyncio.Queue()
        self.heard: collections.Counter = collections.Counter()
        self.statuses: collections.Counter = collections.Counter()
        self.session_id = ""
        self.close: tuple[int, str] | None = None
        # What happened, line by line, for whoever has to find out.
        self.story: list[str] = []

    @contextlib.asynccontextmanager
    async def connected(self):
        async with connect(self.url, additional_headers=self.headers, proxy=None, max_size=None) as socket:
            self.socket = socket
            reader = asyncio.create_task(self._read())
            try:
                self.session_id = (await self.wait_for("session.created"))["session"]["id"]
                yield
            finally:
                reader.cancel()

    async def configure(self, **session) -> None:
        await self.send("session.update", session={"type": "realtime"} | session)
        await self.wait_for("session.updated")

    async def write(self, text: str) -> None:
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
                self.heard[event["type"]] += 1
                self.conduct.heard(event)
                self.check(event)
                self.events.put_nowait(event)
        except (Broken, AssertionError) as problem:
            self.events.put_nowait(problem)
        except ConnectionClosed:
            pass
        self.close = self.socket.close_code, self.socket.close_reason
        self.events.put_nowait(Broken(f"the call was closed with {self.close}"))

    def check(self, event: dict) -> None:
        if event["type"] == "error":
            raise Broken(f"an error event: {event['error']}")
        if event["type"] in ("session.created", "session.updated") and self.session_id not in (
                "", event["session"]["id"]):
            raise Broken("the session has another id")

    async def wait_for(self, event_type: str, within: float = WAIT) -> dict:
        async with asyncio.timeout(within):
            while True:
                event = await self.events.get()
                if isinstance(event, Exception):
                    raise event
                if event["type"] == event_type:
                    return event

    async def done(self, within: float = WAIT) -> dict:
        response = (await self.wait_for("response.done", within))["response"]
        self.statuses[response["status"]] += 1
        return response

    def note(self, what: str) -> None:
        if not (self.story and self.story[-1].endswith(what)):
            self.story.append(f"{time.monotonic() % 1000:.2f} {what}")


def words_of(response: dict) -> str:
    parts = [part for item in response["output"] for part in item.get("content", [])]
    return "".join(part.get("text") or part.get("transcript") or "" for part in parts)


def remembered(said: str) -> list[str]:
    """What the simulated model says that it was told, turn by turn."""
    turns = re.findall(r"\([\d.]+ seconds of speech\)|Sentence \d+(?: of call \d+)?\.|call get_number \{[^}]*\}", said)
    return ["speech" if "seconds of speech" in turn else turn for turn in turns]
