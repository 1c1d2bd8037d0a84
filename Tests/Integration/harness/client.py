"""A client that judges what it hears."""

import base64
import contextlib
import json
import socket
import threading
import time

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from . import secret_words
from .conduct import Conduct, plain_name

WAIT_SECONDS = 15
FRAME_MS = 20


class Client:
    """One connection. Events are read as they come; each goes through `Conduct`, and a test waits for those it needs.

    An `error` event that no test has asked for fails the test, and so does a response that never ends; leaving the
    `with` block checks both. `conduct` is another connection's where this one goes on with its session.
    """

    def __init__(self, url: str, headers: dict, contract: str = "plain", check_end: bool = True,
                 conduct: Conduct | None = None, **options):
        self.contract = contract
        self.conduct = conduct or Conduct("ga" if contract == "ga" else "beta")
        self.events: list[dict] = []
        self.close_code: int | None = None
        self.close_reason = ""
        self.check_end = check_end
        self._failure: BaseException | None = None
        self._position = 0
        self._taken_errors: set[str] = set()
        self._news = threading.Condition()
        options = {"proxy": None, "max_size": None, "open_timeout": WAIT_SECONDS} | options
        if "User-Agent" in headers:
            options["user_agent_header"] = headers.pop("User-Agent")
        self._stack = contextlib.ExitStack()
        self.socket = self._stack.enter_context(connect(url, additional_headers=headers, **options))
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, kind, error, trace) -> None:
        self._stack.close()
        self._reader.join(WAIT_SECONDS)
        if kind is None:
            self._raise_failure()
            unexpected = [e for e in self.events if e["type"] == "error" and e["event_id"] not in self._taken_errors]
            assert not unexpected, f"errors that nobody expected: {unexpected}"
            if self.check_end:
                self.conduct.over()

    def _read(self) -> None:
        try:
            for message in self.socket:
                assert isinstance(message, str), "an event came in a binary frame"
                event = json.loads(message)
                self._add(event)
                self.conduct.heard(event)
        except ConnectionClosed:
            pass
        except BaseException as error:
            self._failure = error
        with self._news:
            self.close_code, self.close_reason = self.socket.close_code, self.socket.close_reason
            self._news.notify_all()

    def _add(self, event: dict) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise AssertionError(f"the server broke a rule: {self._failure}") from self._failure

    def lose(self) -> None:
        """The connection breaks: TCP ends, and nobody closed the WebSocket."""
        self.check_end = False
        self.socket.socket.shutdown(socket.SHUT_RDWR)
        self._reader.join(WAIT_SECONDS)
        self._raise_failure()

    # Speaking

    def send(self, event_type: str, **fields) -> None:
        self.socket.send(json.dumps({"type": event_type} | fields))

    def write(self, text: str, **fields) -> None:
        """A user message; no log may repeat it."""
        secret_words.keep_out_of_logs(text)
        content = [{"type": "input_text", "text": text}]
        self.send("conversation.item.create", item={"type": "message", "role": "user", "content": content} | fields)

    def append(self, audio: bytes) -> None:
        """Audio in the session's input format; what is not silence may stand in no log either."""
        text = base64.b64encode(audio).decode()
        if any(audio[:30]):
            secret_words.keep_out_of_logs(text[:40])
        self.send("input_audio_buffer.append", audio=text)

    def stream(self, audio: bytes, rate: int, speed: float = 1, sample_bytes: int = 2) -> None:
        """Sends audio in frames of 20 ms, `speed` times as fast as it sounds."""
        size = rate * FRAME_MS // 1000 * sample_bytes
        start = time.monotonic()
        for number, offset in enumerate(range(0, len(audio), size)):
            due = start + number * FRAME_MS / 1000 / speed
            time.sleep(max(0, due - time.monotonic()))
            self.append(audio[offset:offset + size])

    # Hearing

    def wait_for(self, event_type: str, within: float = WAIT_SECONDS, **fields) -> dict:
        """The next event of this type (its beta name) with these fields; events before it are passed over, but an
        `error` among them fails."""
        deadline = time.monotonic() + within
        while True:
            event = self._next(deadline, event_type)
            if plain_name(event["type"]) == event_type and all(event.get(k) == v for k, v in fields.items()):
                if event_type == "error":
                    self._taken_errors.add(event["event_id"])
                return event
            assert event["type"] != "error", f"waiting for {event_type}, got {event}"

    def _next(self, deadline: float, wanted: str) -> dict:
        with self._news:
            while self._position >= len(self.events):
                self._raise_failure()
                seen = [event["type"] for event in self.events[-20:]]
                assert self.close_code is None, \
                    f"closed with {self.close_code} {self.close_reason!r} before {wanted}; seen: {seen}"
                rest = deadline - time.monotonic()
                assert rest > 0, f"{wanted} did not come; seen: {seen}"
                self._news.wait(rest)
            self._position += 1
            return self.events[self._position - 1]

    def wait_for_error(self, code: str, within: float = WAIT_SECONDS, **fields) -> dict:
        """The next event must be `error` with this code; returns what is in it."""
        event = self.wait_for("error", within)
        fault = event["error"]
        expected = {"code": code} | fields
        found = {name: fault.get(name) for name in expected}
        assert found == expected, f"expected {expected}: {fault}"
        assert len(fault["message"]) > 10, f"the message says nothing: {fault}"
        return fault

    def wait_for_close(self, within: float = WAIT_SECONDS) -> tuple[int, str]:
        deadline = time.monotonic() + within
        with self._news:
            while self.close_code is None:
                rest = deadline - time.monotonic()
                assert rest > 0, f"not closed; seen: {[event['type'] for event in self.events[-20:]]}"
                self._news.wait(rest)
        return self.close_code, self.close_reason

    def all_of(self, event_type: str) -> list[dict]:
        """Every event of this type (its beta name) so far."""
        return [event for event in list(self.events) if plain_name(event["type"]) == event_type]

    # Whole turns

    def text_turn(self, text: str, within: float = WAIT_SECONDS) -> str:
        """Writes, and waits for the answer's words, written or spoken."""
        self.write(text)
        if self.contract == "ga":
            self.send("response.create")
        return self.answer(within)

    def answer(self, within: float = WAIT_SECONDS) -> str:
        """The words of the next response, which must be completed."""
        response = self.wait_for("response.done", within)["response"]
        assert response["status"] == "completed", f"the response is {response['status']}: {response}"
        return words_of(response)

    def audio_of(self, response_id: str) -> bytes:
        deltas = [e["delta"] for e in self.all_of("response.audio.delta") if e["response_id"] == response_id]
        return b"".join(base64.b64decode(delta, validate=True) for delta in deltas)


def words_of(response: dict) -> str:
    parts = [part for item in response["output"] for part in item.get("content", [])]
    return "".join(part.get("text") or part.get("transcript") or "" for part in parts)
