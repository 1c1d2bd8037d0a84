"""A WebSocket-aware proxy between the gateway and its upstream, for one call, which harms connections on request."""

import asyncio
import json
import socket
import struct
import time

CONTENT = b'"modelTurn"', b'"toolCall"', b'"outputTranscription"'
HEADER_END = b"\r\n\r\n"


def text_frame(message: dict) -> bytes:
    payload = json.dumps(message).encode()
    assert len(payload) < 126, "only short messages are injected"
    return bytes([0x81, len(payload)]) + payload


def close_frame(code: int, reason: str) -> bytes:
    payload = struct.pack("!H", code) + reason.encode()
    return bytes([0x88, len(payload)]) + payload


class Frames:
    """Cuts what the upstream sends, after its HTTP answer, into whole frames."""

    def __init__(self):
        self._buffer = bytearray()
        self._has_upgraded = False

    @property
    def has_upgraded(self) -> bool:
        return self._has_upgraded

    def take(self, data: bytes) -> bytes:
        """What of `data` and the rest before it ends at the end of a frame."""
        self._buffer += data
        start = 0
        if not self._has_upgraded:
            end = self._buffer.find(HEADER_END)
            if end < 0:
                return b""
            self._has_upgraded = True
            start = end + len(HEADER_END)
        while (length := self._length(start)) is not None and start + length <= len(self._buffer):
            start += length
        whole = bytes(self._buffer[:start])
        del self._buffer[:start]
        return whole

    def _length(self, start: int) -> int | None:
        if len(self._buffer) < start + 2:
            return None
        short = self._buffer[start + 1] & 0x7F
        size = {126: 2, 127: 8}.get(short, 0)
        if len(self._buffer) < start + 2 + size:
            return None
        return 2 + size + (int.from_bytes(self._buffer[start + 2:start + 2 + size]) if size else short)


class Link:
    """One connection of the gateway, and its twin to the simulator."""

    def __init__(self, reader, writer, far_reader, far_writer):
        self.reader, self.writer, self.far_reader, self.far_writer = reader, writer, far_reader, far_writer
        # When it was dialled, had its WebSocket, was sent the setup, was ready, and ended.
        self.opened = time.monotonic()
        self.upgraded: float | None = None
        self.set_up: float | None = None
        self.ready: float | None = None
        self.ended: float | None = None
        # Messages with something of the model's own that passed.
        self.contents = 0
        self.is_silent = False
        self._frames = Frames()

    async def run(self) -> None:
        up = asyncio.create_task(self._up())
        down = asyncio.create_task(self._down())
        await asyncio.wait([up, down], return_when=asyncio.FIRST_COMPLETED)
        self._end()
        await asyncio.wait([up, down], timeout=1)
        for task in (up, down):
            task.cancel()
        self.cut()

    async def _up(self) -> None:
        while data := await self._read(self.reader):
            if self.upgraded is not None and self.set_up is None:
                self.set_up = time.monotonic()
            if not self.is_silent:
                self.far_writer.write(data)
                await self._drain(self.far_writer)

    async def _down(self) -> None:
        while data := await self._read(self.far_reader):
            if not self.is_silent and (whole := self._frames.take(data)):
                self._note(whole)
                self.writer.write(whole)
                await self._drain(self.writer)

    def _note(self, whole: bytes) -> None:
        if self.upgraded is None and self._frames.has_upgraded:
            self.upgraded = time.monotonic()
        if self.ready is None and b'"setupComplete"' in whole:
            self.ready = time.monotonic()
        self.contents += any(name in whole for name in CONTENT)

    async def _read(self, reader) -> bytes:
        try:
            return await reader.read(65536)
        except OSError:
            return b""

    async def _drain(self, writer) -> None:
        try:
            await writer.drain()
        except OSError:
            pass

    def inject(self, frame: bytes) -> None:
        """Between two frames of the upstream."""
        if self.ended is None:
            self.writer.write(frame)

    def close(self, code: int, reason: str) -> None:
        """The upstream's close frame; nothing of it comes after that."""
        self.inject(close_frame(code, reason))
        self.is_silent = True
        self._end()
        asyncio.get_running_loop().call_later(0.5, self.cut)

    def cut(self, resets: bool = False) -> None:
        """Without a close frame: an end of the stream, or a reset."""
        self._end()
        for writer in (self.writer, self.far_writer):
            raw = writer.get_extra_info("socket")
            if resets and raw is not None and raw.fileno() >= 0:
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            if resets:
                writer.transport.abort()
            else:
                writer.close()

    def _end(self) -> None:
        if self.ended is None:
            self.ended = time.monotonic()


class HarmProxy:
    """Listens for the connections of one call's deployment."""

    def __init__(self, target: tuple[str, int]):
        self.target = target
        self.links: list[Link] = []
        self._refusals: list[int] = []

    async def start(self) -> "HarmProxy":
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def refuse_next(self, status: int) -> None:
        """The next handshake is answered with this HTTP status."""
        self._refusals.append(status)

    async def _accept(self, reader, writer) -> None:
        if self._refusals:
            return await self._refuse(reader, writer, self._refusals.pop(0))
        link = Link(reader, writer, *await asyncio.open_connection(*self.target))
        self.links.append(link)
        await link.run()

    async def _refuse(self, reader, writer, status: int) -> None:
        await reader.readuntil(HEADER_END)
        body = json.dumps({"error": {"code": status, "message": "Not now.", "status": "UNAVAILABLE"}}).encode()
        head = f"HTTP/1.1 {status} No\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"Connection: close" + HEADER_END + body)
        await writer.drain()
        writer.close()

    @property
    def current(self) -> Link:
        return self.links[-1]

    async def live(self, is_ready: bool = False) -> Link:
        """The connection that is open now, or the next one; `is_ready`: its setup has been answered."""
        while not self.links or self.current.ended is not None or is_ready and self.current.ready is None:
            await asyncio.sleep(0.01)
        return self.current

    @property
    def contents(self) -> int:
        return sum(link.contents for link in self.links)

    def stop(self) -> None:
        self._server.close()
        for link in self.links:
            link.cut()

    def gaps(self) -> tuple[list[float], list[float]]:
        """Seconds from the end of each connection to the setup on the next, less what the upstream itself took for the
        WebSocket: those after one loss, and those where the connection that ended had not brought anything, so that a
        pause precedes the next."""
        prompt, paused = [], []
        for before, after in zip(self.links, self.links[1:]):
            if before.ended is not None and after.upgraded is not None and after.set_up is not None:
                gap = max(0.0, after.opened - before.ended) + after.set_up - after.upgraded
                (prompt if before.contents else paused).append(gap)
        return prompt, paused
