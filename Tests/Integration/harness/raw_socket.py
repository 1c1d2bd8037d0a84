"""A WebSocket client by hand, for what well-behaved libraries do not do."""

import base64
import json
import os
import socket
import ssl
import struct

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
WAIT_SECONDS = 15


class RawSocket:
    """A TCP connection that speaks HTTP and WebSocket frames, rightly or wrongly."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None = None, timeout: float = WAIT_SECONDS):
        self.host = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self.socket = socket.create_connection((host, port), timeout)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_hostname=host)
        self._buffer = b""

    def __enter__(self) -> "RawSocket":
        return self

    def __exit__(self, *_) -> None:
        self.socket.close()

    def reset(self) -> None:
        """Ends the connection with a TCP reset."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    # HTTP

    def upgrade(self, target: str, headers: dict[str, str], followed_by: bytes = b"") -> tuple[int, dict, bytes]:
        """Asks for a WebSocket, with `followed_by` in the same packet; returns status, headers and any body."""
        usual = {"Host": self.host, "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
                 "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode()}
        lines = [f"GET {target} HTTP/1.1", *(f"{name}: {value}" for name, value in (usual | headers).items())]
        self.socket.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + followed_by)
        return self.read_answer()

    def read_answer(self) -> tuple[int, dict, bytes]:
        while b"\r\n\r\n" not in self._buffer:
            self._receive()
        head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
        first, *rest = head.decode().split("\r\n")
        headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in rest)}
        body = self._take(int(headers.get("content-length", 0)))
        return int(first.split()[1]), headers, body

    # Frames

    @staticmethod
    def frame(opcode: int, payload: bytes, final: bool = True, masked: bool = True) -> bytes:
        size = len(payload)
        length = bytes([size]) if size < 126 else \
            b"\x7e" + struct.pack("!H", size) if size < 1 << 16 else b"\x7f" + struct.pack("!Q", size)
        first = bytes([(0x80 if final else 0) | opcode])
        if not masked:
            return first + length + payload
        mask = os.urandom(4)
        repeated = (mask * (size // 4 + 1))[:size]
        hidden = (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(size, "big")
        return first + bytes([length[0] | 0x80]) + length[1:] + mask + hidden

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def send_event(self, event: dict) -> None:
        self.send(self.frame(TEXT, json.dumps(event).encode()))

    def read_frame(self) -> tuple[int, bytes]:
        """Opcode and payload; frames of this server are whole messages."""
        first, second = self._take(2)
        size = second & 0x7F
        if size == 126:
            size, = struct.unpack("!H", self._take(2))
        elif size == 127:
            size, = struct.unpack("!Q", self._take(8))
        assert not second & 0x80, "a server's frames must not be masked"
        return first & 0x0F, self._take(size)

    def read_event(self) -> dict:
        """The next event; pings are answered."""
        while True:
            opcode, payload = self.read_frame()
            if opcode == PING:
                self.send(self.frame(PONG, payload))
            else:
                assert opcode == TEXT, f"opcode {opcode}: {payload[:200]!r}"
                return json.loads(payload)

    def read_until(self, event_type: str) -> dict:
        while (event := self.read_event())["type"] != event_type:
            pass
        return event

    def read_close(self) -> int:
        """The code of the close frame, whatever comes before it."""
        while True:
            opcode, payload = self.read_frame()
            if opcode == CLOSE:
                return struct.unpack("!H", payload[:2])[0] if payload else 1005

    def is_closed(self) -> bool:
        """Waits until the other side has closed the TCP connection."""
        try:
            while self.socket.recv(65536):
                pass
        except ConnectionError:
            pass
        return True

    def _receive(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionError("the server has closed the connection")
        self._buffer += data

    def _take(self, count: int) -> bytes:
        while len(self._buffer) < count:
            self._receive()
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken
