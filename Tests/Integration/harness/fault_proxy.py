"""A bad network between two programs: passes TCP bytes on, and does them harm when told to."""

import asyncio
import dataclasses
import random
import socket
import struct
import threading

QUEUE_BYTES = 64 << 20


@dataclasses.dataclass
class Weather:
    """What the network does; may be changed while connections are open. Times in seconds."""

    latency: float = 0
    jitter: float = 0
    segment_bytes: int | None = None
    # Nothing passes in either direction, and nobody is told: a stall while it lasts, half-open for good.
    is_silent: bool = False
    # New connections are taken, and no byte of them is passed on: a hung handshake.
    swallows_new: bool = False
    # New connections are refused.
    refuses_new: bool = False


class FaultProxy:
    """Listens on loopback in front of `target` (host, port). `weather` is what it does; `reset()` cuts what is open."""

    def __init__(self, target: tuple[str, int], seed: int = 1):
        self.target = target
        self.weather = Weather()
        self.passed_bytes = 0
        self._random = random.Random(seed)
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        if not started.wait(10):
            raise RuntimeError("the fault proxy does not start")

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = self._loop.run_until_complete(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        started.set()
        self._loop.run_forever()

    def reset(self) -> int:
        """Cuts every open connection with a reset, both ends of it. Returns how many sockets."""
        done = asyncio.run_coroutine_threadsafe(self._reset(), self._loop)
        return done.result(10)

    def stop(self) -> None:
        self.reset()
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _end(self) -> None:
        self._server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _reset(self) -> int:
        sockets = list(self._open)
        for writer in sockets:
            self._cut(writer)
        return len(sockets)

    def _cut(self, writer: asyncio.StreamWriter) -> None:
        raw = writer.get_extra_info("socket")
        if raw is not None:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
        self._open.discard(writer)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        if self.weather.refuses_new:
            return self._cut(writer)
        if self.weather.swallows_new:
            while await reader.read(65536):
                pass
            return self._cut(writer)
        try:
            far_reader, far_writer = await asyncio.open_connection(*self.target)
        except OSError:
            return self._cut(writer)
        self._open.add(far_writer)
        for end in (writer, far_writer):
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One direction, until its end; an end of the stream is passed on, a reset is a reset."""
        line: asyncio.Queue = asyncio.Queue()
        sender = asyncio.create_task(self._send(line, writer))
        try:
            while data := await reader.read(65536):
                delay = self.weather.latency + self._random.random() * self.weather.jitter
                line.put_nowait((self._loop.time() + delay, data))
                if line.qsize() * 65536 > QUEUE_BYTES:
                    raise ConnectionError("too much is under way")
            line.put_nowait((0, b""))
        except (OSError, ConnectionError):
            sender.cancel()
            self._cut(writer)
        await asyncio.gather(sender, return_exceptions=True)

    async def _send(self, line: asyncio.Queue, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                due, data = await line.get()
                await asyncio.sleep(max(0, due - self._loop.time()))
                while self.weather.is_silent:
                    await asyncio.sleep(0.02)
                if not data:
                    writer.write_eof()
                    return
                size = self.weather.segment_bytes or len(data)
                for start in range(0, len(data), size):
                    writer.write(data[start:start + size])
                    if size < len(data):
                        await asyncio.sleep(0)
                self.passed_bytes += len(data)
                await writer.drain()
        except (OSError, ConnectionError, RuntimeError):
            self._cut(writer)
