"""Loaded by Python itself when this folder is in PYTHONPATH: writes down what an unmodified client hears and complains of.

Each message that `websockets` or aiohttp receives becomes a line of the file that PARLEY_TAP names; what its libraries
log as a warning or worse goes into PARLEY_TAP.warnings. The client's own code stays as it is.
"""

import logging
import os


def tap_websockets(write) -> None:
    try:
        from websockets.asyncio.connection import Connection
    except ImportError:
        return
    receive = Connection.recv

    async def recv(self, *arguments, **named):
        message = await receive(self, *arguments, **named)
        write(message)
        return message

    Connection.recv = recv


def tap_aiohttp(write) -> None:
    try:
        from aiohttp import ClientWebSocketResponse, WSMsgType
    except ImportError:
        return
    plain_receive = ClientWebSocketResponse.receive

    async def receive(self, *arguments, **named):
        message = await plain_receive(self, *arguments, **named)
        if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
            write(message.data)
        return message

    ClientWebSocketResponse.receive = receive


if path := os.environ.get("PARLEY_TAP"):
    def write_line(message) -> None:
        with open(path, "ab") as file:
            file.write((message.encode() if isinstance(message, str) else message) + b"\n")

    tap_websockets(write_line)
    tap_aiohttp(write_line)
    complaints = logging.FileHandler(f"{path}.warnings", delay=True)
    complaints.setLevel(logging.WARNING)
    logging.getLogger().addHandler(complaints)
