"""Loaded by Python itself when this folder is in PYTHONPATH: writes down what an unmodified `websockets` client hears.

Each received message becomes a line of the file that PARLEY_TAP names. The client's own code stays as it is.
"""

import os

if path := os.environ.get("PARLEY_TAP"):
    try:
        from websockets.asyncio.connection import Connection
    except ImportError:
        pass
    else:
        receive = Connection.recv

        async def recv(self, *arguments, **named):
            message = await receive(self, *arguments, **named)
            with open(path, "ab") as file:
                file.write((message.encode() if isinstance(message, str) else message) + b"\n")
            return message

        Connection.recv = recv
