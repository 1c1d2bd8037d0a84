"""Short sessions: one written turn, and the many ways in which a session can go wrong."""

import asyncio
import base64
import json
import os
import random

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

WAIT = 40
CONTRACTS = ("ga", "beta", "plain")


class Surprise(Exception):
    """What the server did is not what it should have done."""


class Entrance:
    """The gateway's address and key, as a client of each contract presents them."""

    def __init__(self, port: int, key: str):
        self.port, self.key = port, key

    def socket(self, model: str, contract: str = "ga", key: str | None = None, **options):
        key = key or self.key
        path = "/v1/realtime" if contract == "ga" else "/realtime"
        headers = {"api-key": key} if contract == "plain" else {"Authorization": f"Bearer {key}"}
        if contract == "beta":
            headers["OpenAI-Beta"] = "realtime=v1"
        if contract == "ga":
            options["user_agent_header"] = "OpenAI/Python 3.0.0"
        return connect(f"ws://127.0.0.1:{self.port}{path}?model={model}", additional_headers=headers, proxy=None,
                       max_size=None, compression=None, **options)


async def send(socket, event_type: str, **fields) -> None:
    await socket.send(json.dumps({"type": event_type} | fields))


async def wait_for(socket, *event_types: str) -> dict:
    """The next event of one of these types. An error that is not among them is a surprise."""
    async with asyncio.timeout(WAIT):
        while True:
            event = json.loads(await socket.recv())
            if event["type"] in event_types:
                return event
            if event["type"] == "error":
                raise Surprise(f"while waiting for {event_types[0]}: {event['error']}")


async def ask(socket, contract: str, text: str = "Good morning.") -> None:
    """What is written to the `plain` contract is answered without being asked for."""
    item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}
    await send(socket, "conversation.item.create", item=item)
    if contract != "plain":
        await send(socket, "response.create")


async def turn(socket, contract: str, text: str = "Good morning.") -> str:
    """How the answer ended."""
    await ask(socket, contract, text)
    return (await wait_for(socket, "response.done"))["response"]["status"]


async def brief(entrance: Entrance, model: str, contract: str) -> int:
    """Comes, writes one sentence, hears the answer, and leaves. The number of turns."""
    async with entrance.socket(model, contract) as socket:
        await wait_for(socket, "session.created")
        if (status := await turn(socket, contract)) != "completed":
            raise Surprise(f"an answer is {status}")
    return 1


async def long(entrance: Entrance, model: str, contract: str) -> int:
    """Turn after turn while the upstream says goAway every few seconds. What a connection takes along is incomplete."""
    async with entrance.socket(model, contract) as socket:
        await wait_for(socket, "session.created")
        for number in range(8):
            status = await turn(socket, contract, f"This is sentence {number}.")
            if status not in ("completed", "incomplete"):
                raise Surprise(f"an answer is {status}")
            await asyncio.sleep(random.random() * 2)
    return 8


async def failing(entrance: Entrance, model: str, contract: str) -> int:
    """The upstream does not take this session: it is refused at the door, or told so and closed."""
    try:
        async with entrance.socket(model, contract) as socket:
            await ask(socket, contract)
            await wait_for(socket, "error")
            async with asyncio.timeout(WAIT):
                while True:
                    await socket.recv()
    except (InvalidStatus, ConnectionClosed):
        return 0


async def vanishing(entrance: Entrance, model: str, contract: str) -> int:
    """Is gone in the middle of an answer, without a word."""
    async with entrance.socket(model, contract) as socket:
        await wait_for(socket, "session.created")
        await ask(socket, contract, "count to 50")
        await wait_for(socket, "response.created")
        await asyncio.sleep(random.random())
        socket.transport.abort()
    return 0


async def hasty(entrance: Entrance, model: str, contract: str) -> int:
    """Leaves before anything was said."""
    async with entrance.socket(model, contract):
        return 0


async def confused(entrance: Entrance, model: str, contract: str) -> int:
    """Sends what is no JSON, no event, no audio; is told so each time, and can still converse."""
    async with entrance.socket(model, contract) as socket:
        await wait_for(socket, "session.created")
        for nonsense in ("{", json.dumps({"type": "no.such.event"}),
                         json.dumps({"type": "input_audio_buffer.append", "audio": "?"})):
            await socket.send(nonsense)
            await wait_for(socket, "error")
        if (status := await turn(socket, contract)) != "completed":
            raise Surprise(f"an answer after mistakes is {status}")
    return 1


async def stranger(entrance: Entrance, model: str, contract: str) -> int:
    """Has no key."""
    try:
        async with entrance.socket(model, contract, key="sk-wrong"):
            raise Surprise("a wrong key was taken")
    except InvalidStatus as refusal:
        if refusal.response.status_code not in (401, 403):
            raise Surprise(f"a wrong key was answered with {refusal.response.status_code}") from refusal
    return 0


async def silent(entrance: Entrance, model: str, contract: str) -> int:
    """Half a request, and an end."""
    _, writer = await asyncio.open_connection("127.0.0.1", entrance.port)
    writer.write(b"GET /v1/realtime?model=" + model.encode() + b" HTTP/1.1\r\nHost: x\r\nUpgr")
    await writer.drain()
    await asyncio.sleep(random.random() * 2)
    writer.close()
    return 0


async def lawless(entrance: Entrance, model: str, contract: str) -> int:
    """A frame that no client may send: without a mask. The server has to close with 1002."""
    reader, writer = await asyncio.open_connection("127.0.0.1", entrance.port)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write((f"GET /v1/realtime?model={model} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                  f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
                  f"Authorization: Bearer {entrance.key}\r\n\r\n").encode() + b"\x81\x02{}")
    async with asyncio.timeout(WAIT):
        answer = await reader.read()
    writer.close()
    if b" 101 " not in answer or b"\x03\xea" not in answer:
        raise Surprise("a frame without a mask was not answered with 1002")
    return 0


async def talking(entrance: Entrance, model: str, contract: str) -> int:
    """Speaks and goes while the buffer holds half a sentence."""
    frame = base64.b64encode(os.urandom(3200)).decode()
    async with entrance.socket(model, contract) as socket:
        await wait_for(socket, "session.created")
        for _ in range(20):
            await send(socket, "input_audio_buffer.append", audio=frame)
            await asyncio.sleep(0.02)
    return 0


async def broken(entrance: Entrance, model: str, contract: str) -> int:
    """Every connection to the upstream is reset after a moment. How the answers end does not matter, but all end, or
    the session does."""
    turns = 0
    try:
        async with entrance.socket(model, contract) as socket:
            await wait_for(socket, "session.created")
            for _ in range(3):
                await ask(socket, contract)
                await wait_for(socket, "response.done", "error")
                turns += 1
                await asyncio.sleep(0.5)
    except ConnectionClosed:
        pass
    return turns
