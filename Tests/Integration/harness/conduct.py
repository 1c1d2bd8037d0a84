"""What a server may never do, whatever the client did: checked on every event of every test."""

import re

from .schemas import check_server_event

STREAMED = re.compile(r"response\.(text|audio_transcript|audio|function_call_arguments)\.(delta|done)")
DONE_FIELD = {"text": "text", "audio_transcript": "transcript", "function_call_arguments": "arguments"}


def plain_name(event_type: str) -> str:
    """The beta name of an event: `response.output_text.delta` and `response.text.delta` are one."""
    return re.sub(r"^response\.output_(text|audio)", r"response.\1", event_type)


class Conduct:
    """Follows one connection.

    - Every event fits the schema of its dialect, and its id is new.
    - `response.created` and `response.done` come in pairs, one at a time in the conversation and any number outside
      it; nothing of a response comes after its end, and `response.done` repeats what was streamed.
    - The text of a `.done` is the sum of its deltas.
    - Items are announced once, finished if begun, and `previous_item_id` names one that the client knows.
    """

    def __init__(self, dialect: str):
        self.dialect = dialect
        self.count = 0
        self._event_ids: set[str] = set()
        self._items: set[str] = set()
        self._unfinished: set[str] = set()
        self._responses: set[str] = set()
        self._open: str | None = None
        self._outside: set[str] = set()
        self._streams: dict[tuple, str] = {}
        self._done_texts: dict[tuple, str] = {}
        self._transcripts: dict[tuple, str] = {}

    def connected_again(self) -> None:
        """The client came back to its session: what it is will be said again, and everything else goes on."""
        self.count = 0

    def heard(self, event: dict) -> None:
        self.count += 1
        check_server_event(event, self.dialect)
        assert event["event_id"] not in self._event_ids, f"the event id comes twice: {event}"
        self._event_ids.add(event["event_id"])
        if self.count == 1:
            assert event["type"] in ("session.created", "transcription_session.created", "error"), f"the first event is {event['type']}"
        self._check_response(event)
        self._check_items(event)
        self._check_transcript(event)

    def _check_response(self, event: dict) -> None:
        kind = plain_name(event["type"])
        if kind == "response.created":
            identifier = event["response"]["id"]
            assert identifier not in self._responses, f"{identifier} is created twice"
            self._responses.add(identifier)
            if event["response"]["conversation_id"] is None:
                self._outside.add(identifier)
            else:
                assert self._open is None, f"{identifier} begins while {self._open} is open"
                self._open = identifier
        elif kind == "response.done":
            identifier = event["response"]["id"]
            self._check_is_open(identifier, kind)
            left = [key for key in self._streams if key[0] == identifier]
            assert not left, f"response.done leaves {left} open"
            self._check_output(event["response"])
            if identifier == self._open:
                self._open = None
            self._outside.discard(identifier)
        elif "response_id" in event:
            self._check_is_open(event["response_id"], kind)
        if match := STREAMED.fullmatch(kind):
            self._check_stream(match.group(1), match.group(2), event)

    def _check_is_open(self, response_id: str, kind: str) -> None:
        is_open = response_id == self._open or response_id in self._outside
        assert is_open, f"{kind} for {response_id}; open are {self._open} and outside the conversation {self._outside}"

    def _check_stream(self, content: str, step: str, event: dict) -> None:
        key = (event["response_id"], content, event["item_id"], event.get("content_index", 0))
        if step == "delta":
            self._streams[key] = self._streams.get(key, "") + ("" if content == "audio" else event["delta"])
            return
        streamed = self._streams.pop(key, "")
        if content != "audio":
            said = event[DONE_FIELD[content]]
            assert said == streamed, f"{event['type']} says {said!r}, its deltas {streamed!r}"
            self._done_texts[key] = said

    def _check_output(self, response: dict) -> None:
        for item in response["output"]:
            for index, part in enumerate(item.get("content", [])):
                for content, field in (("text", "text"), ("audio_transcript", "transcript")):
                    key = (response["id"], content, item["id"], index)
                    if key in self._done_texts:
                        assert part.get(field) == self._done_texts[key], f"response.done alters {key}"

    def _check_items(self, event: dict) -> None:
        kind = event["type"]
        previous = event.get("previous_item_id")
        assert previous is None or previous in self._items, f"{kind} comes after the unknown item {previous}"
        if kind == "input_audio_buffer.committed":
            self._items.add(event["item_id"])
        elif kind in ("conversation.item.created", "conversation.item.added"):
            identifier = event["item"]["id"]
            assert identifier not in self._unfinished, f"{identifier} is announced twice"
            self._items.add(identifier)
            if kind.endswith("added"):
                self._unfinished.add(identifier)
        elif kind == "conversation.item.done":
            assert event["item"]["id"] in self._unfinished, f"{event['item']['id']} is done, but not begun"
            self._unfinished.remove(event["item"]["id"])
        elif kind == "response.output_item.added":
            self._unfinished.add(("output", event["item"]["id"]))
        elif kind == "response.output_item.done":
            assert ("output", event["item"]["id"]) in self._unfinished, f"{event['item']['id']} was not begun"
            self._unfinished.remove(("output", event["item"]["id"]))

    def _check_transcript(self, event: dict) -> None:
        kind = event["type"].removeprefix("conversation.item.input_audio_transcription.")
        if kind == event["type"]:
            return
        key = (event["item_id"], event["content_index"])
        if kind == "delta":
            self._transcripts[key] = self._transcripts.get(key, "") + event["delta"]
        elif kind == "completed":
            streamed = self._transcripts.get(key, "")
            assert streamed == event["transcript"], f"transcript {event['transcript']!r}, its deltas {streamed!r}"

    def over(self) -> None:
        """The server has said all it had to say."""
        assert self._open is None, f"{self._open} has no response.done"
        assert not self._outside, f"{self._outside} have no response.done"
        assert not self._unfinished, f"begun, but not finished: {self._unfinished}"
