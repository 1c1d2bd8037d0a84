"""One call through a gateway, between a client and a model that both are this process."""

import base64
import contextlib
import json
import os
import random
import socket
import struct
import subprocess
import tempfile
import time

from websocket import Socket, frame

START_SECONDS = 120


def quiet_room():
    """Base64 of 20 ms at 24 kHz in which nobody speaks; always the same."""
    noise = random.Random(1)
    return base64.b64encode(b"".join(struct.pack("<h", noise.randrange(-8, 8)) for _ in range(480))).decode()


class Call:
    """Frames go one by one: each is read before the next is sent, so that the gateway wakes up for each."""

    def __init__(self, client, model):
        self._client = client
        self._model = model
        audio = quiet_room()
        self._append = frame(json.dumps({"type": "input_audio_buffer.append", "audio": audio}), masked=True)
        blob = {"mimeType": "audio/pcm;rate=24000", "data": audio}
        content = {"serverContent": {"modelTurn": {"parts": [{"inlineData": blob}]}}}
        self._content = frame(json.dumps(content), masked=False)

    @staticmethod
    def begun(port, listener, key):
        client = Socket.dialled(port, "/v1/realtime?model=a-model", key)
        client.message()
        call = Call(client, None)
        # The setup goes up with the first content.
        client.send(call._append)
        call._model = Socket.accepted(listener)
        setup = json.loads(call._model.message())
        if "setup" not in setup:
            raise RuntimeError(f"no setup, but {setup}")
        call._model.send(frame('{"setupComplete":{}}', masked=False))
        call._model.message()
        call.up(200)
        call._model.send(call._content)
        while b"audio.delta" not in client.message():
            pass
        call.down(100)
        call.up(100)
        return call

    def up(self, frames):
        for _ in range(frames):
            self._client.send(self._append)
            self._model.message()

    def down(self, frames):
        for _ in range(frames):
            self._model.send(self._content)
            self._client.message()

    def close(self):
        self._client.close()
        self._model.close()


@contextlib.contextmanager
def through(command, environment):
    """A gateway started with `command`, and a call through it: yields (process, call)."""
    with contextlib.ExitStack() as ends:
        listener = ends.enter_context(socket.create_server(("127.0.0.1", 0)))
        with socket.create_server(("127.0.0.1", 0)) as chosen:
            port = chosen.getsockname()[1]
        file = ends.enter_context(tempfile.NamedTemporaryFile("w", suffix=".yaml"))
        file.write(
            "model_list:\n- model_name: a-model\n  litellm_params:\n"
            "    model: gemini/gemini-3.8-live\n    api_key: a-key\n"
            f"    api_base: ws://127.0.0.1:{listener.getsockname()[1]}\n"
            "general_settings: {master_key: a-master-key}\n"
            f"parley: {{host: 127.0.0.1, port: {port}, event_loops: 1, log_level: warning}}\n"
        )
        file.flush()
        gateway = subprocess.Popen(
            [*command, "--config", file.name], env={**os.environ, **environment}, stdout=subprocess.DEVNULL
        )
        ends.callback(_end, gateway)
        _wait_for(port, gateway)
        call = Call.begun(port, listener, "a-master-key")
        ends.callback(call.close)
        yield gateway, call


def _wait_for(port, gateway):
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if gateway.poll() is not None:
            raise RuntimeError(f"the gateway ended with status {gateway.returncode}")
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        time.sleep(0.05)
    raise RuntimeError("the gateway does not listen")


def _end(gateway):
    gateway.terminate()
    try:
        gateway.wait(20)
    except subprocess.TimeoutExpired:
        gateway.kill()
        gateway.wait()
