"""WebSockets for measurements: blocking, with frames that are made beforehand, so that the peers of the gateway cost
next to nothing."""

import base64
import hashlib
import os
import socket
import struct

PINGS = (9, 10)


def frame(text, masked):
    """One text frame."""
    payload = text.encode()
    length = len(payload)
    mask_bit = 0x80 if masked else 0
    if length < 126:
        head = bytes([0x81, mask_bit | length])
    elif length < 65536:
        head = bytes([0x81, mask_bit | 126]) + struct.pack(">H", length)
    else:
        head = bytes([0x81, mask_bit | 127]) + struct.pack(">Q", length)
    if not masked:
        return head + payload
    key = os.urandom(4)
    return head + key + _masked(payload, key)


def _masked(payload, key):
    stretched = (key * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(stretched, "big")).to_bytes(len(payload), "big")


class Socket:
    """Either end of a WebSocket."""

    def __init__(self, tcp):
        self.tcp = tcp
        self._received = b""
        tcp.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        tcp.settimeout(60)

    @staticmethod
    def dialled(port, path, key):
        end = Socket(socket.create_connection(("127.0.0.1", port)))
        end.send(
            f"GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
            f"Authorization: Bearer {key}\r\n\r\n".encode()
        )
        answer = end._until(b"\r\n\r\n")
        if b" 101 " not in answer:
            raise RuntimeError(f"the gateway did not take the handshake: {answer!r}")
        return end

    @staticmethod
    def accepted(listener):
        tcp, _ = listener.accept()
        end = Socket(tcp)
        fields = end._until(b"\r\n\r\n").decode().split("\r\n")
        key = next(line.split(":", 1)[1].strip() for line in fields if line.lower().startswith("sec-websocket-key:"))
        digest = hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
        end.send(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {base64.b64encode(digest).decode()}\r\n\r\n".encode()
        )
        return end

    def send(self, data):
        self.tcp.sendall(data)

    def message(self):
        """The next message; pings are skipped."""
        while True:
            taken = self._frame()
            if taken is None:
                self._receive()
            elif taken[0] == 8:
                raise RuntimeError(f"closed: {taken[1]!r}")
            elif taken[0] not in PINGS:
                return taken[1]

    def close(self):
        self.tcp.close()

    def _frame(self):
        data = self._received
        if len(data) < 2:
            return None
        length, start = data[1] & 0x7F, 2
        if length > 125:
            width = 2 if length == 126 else 8
            if len(data) < 2 + width:
                return None
            length, start = int.from_bytes(data[2 : 2 + width], "big"), 2 + width
        key = None
        if data[1] & 0x80:
            key, start = data[start : start + 4], start + 4
        if len(data) < start + length:
            return None
        payload = data[start : start + length]
        self._received = data[start + length :]
        return data[0] & 0xF, _masked(payload, key) if key else payload

    def _until(self, mark):
        while mark not in self._received:
            self._receive()
        end = self._received.index(mark) + len(mark)
        taken, self._received = self._received[:end], self._received[end:]
        return taken

    def _receive(self):
        data = self.tcp.recv(1 << 18)
        if not data:
            raise RuntimeError("the connection ended")
        self._received += data
