"""Headless Chromium, through its DevTools protocol."""

import contextlib
import functools
import http.server
import itertools
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import threading
import time

from websockets.sync.client import connect

from .program import environment

START_SECONDS = 30
ANSWER_SECONDS = 40


def executable() -> str:
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert found, "Chromium is missing: run scripts/setup"
    return found


class Pages:
    """Serves a folder on a port of this machine."""

    def __init__(self, folder: pathlib.Path):
        handler = functools.partial(_Quiet, directory=str(folder))
        self._server = http.server.ThreadingHTTPServer(("localhost", 0), handler)
        self.origin = f"http://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments) -> None:
        pass


class Browser:
    """One page. `microphone` is a WAV file that its microphone hears once, from the moment it is opened.

    What the page's sockets received is in `frames`; what it complained of on its console in `complaints`.
    """

    def __init__(self, folder: pathlib.Path, microphone: pathlib.Path):
        self.frames: list[str] = []
        self.complaints: list[str] = []
        self._numbers = itertools.count(1)
        self._log = folder / "browser.txt"
        with open(self._log, "w") as log:
            self._process = subprocess.Popen([
                executable(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--remote-debugging-port=0", f"--user-data-dir={folder / 'profile'}",
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
                f"--use-file-for-fake-audio-capture={microphone}%noloop",
                "--autoplay-policy=no-user-gesture-required", "about:blank",
            ], env=environment(folder), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        try:
            self._stack = contextlib.ExitStack()
            self._socket = self._stack.enter_context(connect(self._address(), proxy=None, max_size=None))
        except BaseException:
            self._kill()
            raise
        self._page = None

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_) -> None:
        self._stack.close()
        self._kill()

    def open(self, url: str) -> None:
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._page = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Runtime", "Network", "Log", "Page"):
            self._call(f"{domain}.enable")
        self._call("Page.navigate", url=url)
        self.run("new Promise((done) => document.readyState === 'complete' ? done() : addEventListener('load', done))")

    def run(self, script: str):
        """The value of an expression, awaited if it is a promise."""
        answer = self._call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        failure = answer.get("exceptionDetails")
        assert failure is None, f"the page threw: {json.dumps(failure)[:2_000]}"
        return answer["result"].get("value")

    def _kill(self) -> None:
        """Debian's command is a script: Chromium itself and its helpers are in the script's group."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _address(self) -> str:
        deadline = time.monotonic() + START_SECONDS
        while not (match := re.search(r"DevTools listening on (ws://\S+)", self._log.read_text())):
            assert time.monotonic() < deadline and self._process.poll() is None, \
                f"Chromium does not start:\n{self._log.read_text()[-2_000:]}"
            time.sleep(0.05)
        return match.group(1)

    def _call(self, method: str, **parameters) -> dict:
        number = next(self._numbers)
        session = {"sessionId": self._page} if self._page else {}
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters} | session))
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            message = json.loads(self._socket.recv(max(0, deadline - time.monotonic())))
            if message.get("id") == number:
                assert "error" not in message, f"{method}: {message['error']}"
                return message["result"]
            self._note(message.get("method"), message.get("params", {}))

    def _note(self, method: str, parameters: dict) -> None:
        if method == "Network.webSocketFrameReceived" and parameters["response"]["opcode"] == 1:
            self.frames.append(parameters["response"]["payloadData"])
        elif method == "Network.webSocketFrameError":
            self.complaints.append(parameters["errorMessage"])
        elif method == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(parameters["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning"):
            self.complaints.append(json.dumps(parameters["args"]))
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            if "favicon" not in parameters["entry"].get("url", ""):
                self.complaints.append(parameters["entry"]["text"])
