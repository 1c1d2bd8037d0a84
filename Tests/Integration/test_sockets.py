"""Clients that are broken, hostile, or merely unlucky."""

import base64
import json
import socket
import time

import pytest

from harness.raw_socket import BINARY, CLOSE, PING, PONG, TEXT

EVENT = json.dumps({"type": "input_audio_buffer.clear"}).encode()
QUESTION = {"type": "conversation.item.create", "item": {
    "type": "message", "role": "user", "content": [{"type": "input_text", "text": "count to 300"}]}}


@pytest.fixture
def raw(simulated):
    """An open session, by hand."""
    with simulated.raw() as raw:
        status, _, _ = raw.upgrade(f"/realtime?model={simulated.model}", {"api-key": simulated.key})
        assert status == 101
        yield raw


def converses(gateway) -> bool:
    with gateway.connect() as client:
        client.wait_for("session.created")
        return client.text_turn("Is anybody there?").strip() == "You said: Is anybody there?"


def test_json_in_a_binary_frame_is_an_event(raw):
    raw.read_until("session.created")
    raw.send(raw.frame(BINARY, EVENT))
    raw.read_until("input_audio_buffer.cleared")


def test_a_message_may_come_in_many_frames(raw):
    raw.read_until("session.created")
    raw.send(raw.frame(TEXT, EVENT[:1], final=False))
    for number in range(1, len(EVENT) - 1):
        raw.send(raw.frame(0, EVENT[number:number + 1], final=False))
        if number == 5:
            raw.send(raw.frame(PING, b"in between"))
    raw.send(raw.frame(0, EVENT[-1:]))
    while (frame := raw.read_frame())[0] != PONG:
        assert frame[0] == TEXT
    assert frame[1] == b"in between"
    raw.read_until("input_audio_buffer.cleared")


def test_frames_at_the_heels_of_the_handshake_are_not_lost(simulated):
    with simulated.raw() as raw:
        early = raw.frame(TEXT, EVENT) + raw.frame(TEXT, json.dumps(QUESTION).encode())
        status, _, _ = raw.upgrade(f"/realtime?model={simulated.model}", {"api-key": simulated.key}, early)
        assert status == 101
        kinds = []
        while (event := raw.read_event())["type"] != "response.text.delta":
            kinds.append(event["type"])
        assert kinds[0] == "session.created"
        assert "input_audio_buffer.cleared" in kinds and "response.created" in kinds


def test_a_message_of_20_mib_ends_the_session_with_1009(simulated):
    with simulated.raw() as raw:
        raw.upgrade(f"/realtime?model={simulated.model}", {"api-key": simulated.key})
        raw.read_until("session.created")
        audio = b'{"type":"input_audio_buffer.append","audio":"' + b"A" * (20 << 20) + b'"}'
        try:
            raw.send(raw.frame(TEXT, audio))
        except ConnectionError:
            pass  # The server need not read it all.
        assert raw.read_close() == 1009
    assert converses(simulated)


def test_a_message_of_14_mib_is_taken(simulated):
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        client.append(bytes(10 << 20))
        client.send("input_audio_buffer.clear")
        client.wait_for("input_audio_buffer.cleared", 30)


@pytest.mark.parametrize("name, frame, code", [
    ("an unmasked frame", dict(opcode=TEXT, payload=EVENT, masked=False), 1002),
    ("an unknown opcode", dict(opcode=3, payload=EVENT), 1002),
    ("a long ping", dict(opcode=PING, payload=bytes(126)), 1002),
    ("a continuation of nothing", dict(opcode=0, payload=EVENT), 1002),
    ("text that is no UTF-8", dict(opcode=TEXT, payload=b'{"type":"\xff\xfe"}'), 1007),
])
def test_a_broken_frame_closes_with_its_code(raw, name, frame, code):
    raw.send(raw.frame(**frame))
    assert raw.read_close() == code, name
    assert raw.is_closed()


def test_a_close_frame_is_answered(raw):
    raw.read_until("session.created")
    raw.send(raw.frame(CLOSE, (1000).to_bytes(2, "big")))
    assert raw.read_close() == 1000
    assert raw.is_closed()


def test_ten_thousand_tiny_events_are_all_answered(simulated):
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        for _ in range(10_000):
            client.send("input_audio_buffer.clear")
        client.write("This comes after all of that.")
        client.wait_for("conversation.item.done", 60)
        assert len(client.all_of("input_audio_buffer.cleared")) == 10_000


@pytest.mark.parametrize("way", ["close frame", "reset", "vanishing"])
def test_a_client_that_leaves_in_the_middle_of_an_answer_leaves_nothing_behind(start_vertex, way):
    vertex = start_vertex()
    with vertex.gateway.raw() as raw:
        raw.upgrade(f"/realtime?model={vertex.gateway.model}", {"api-key": vertex.gateway.key})
        raw.read_until("session.created")
        raw.send_event(QUESTION)
        raw.read_until("response.text.delta")
        if way == "close frame":
            raw.send(raw.frame(CLOSE, (1001).to_bytes(2, "big")))
            raw.read_close()
        elif way == "reset":
            raw.reset()
    heard = vertex.simulator.wait_for_sessions(1)[0]
    assert heard.end["close_code"] in (1000, 1001), heard.end
    wait_until(lambda: json.loads(vertex.gateway.get("/health")[2])["sessions"] == 0)
    assert converses(vertex.gateway)


def test_a_client_that_stops_reading_is_cut_off_and_the_others_are_not(start_vertex):
    """The kernel takes some megabytes, then the queue grows, then the time runs."""
    megabyte = base64.b64encode(bytes(3 << 18)).decode()
    sound = {"serverContent": {"modelTurn": {"parts": [
        {"inlineData": {"mimeType": "audio/pcm;rate=24000", "data": megabyte}}]}}}
    steps = [{"expect": {"setup": "*"}}, {"send": {"setupComplete": {}}}, {"expect": {"clientContent": "*"}}]
    vertex = start_vertex(
        script=[{"connection": {}}, *steps, *[{"send": sound}] * 16],
        parley={"limits": {"client_queue_bytes": "256KiB", "client_stall_timeout": "2s"}})
    gateway = vertex.gateway
    with gateway.raw() as raw:
        raw.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.upgrade(f"/v1/realtime?model={gateway.model}", {"api-key": gateway.key, "User-Agent": "OpenAI/Python 3"})
        raw.read_until("session.created")
        raw.send_event(QUESTION)
        raw.send_event({"type": "response.create"})
        raw.read_until("response.created")
        gateway.wait_for("client_too_slow", 30)
        assert converses(gateway)
        wait_until(lambda: json.loads(gateway.get("/health")[2])["sessions"] == 0)
        # A reset, so that the kernel keeps nothing for it either: little is left to be read.
        with pytest.raises(ConnectionResetError):
            for _ in range(30):
                raw.socket.recv(1 << 16)


def test_slow_and_silent_handshakes_hold_nobody_up(simulated):
    waiting = [simulated.raw() for _ in range(50)]
    for number, raw in enumerate(waiting):
        raw.send([b"", b"G", b"GET /realtime HTTP/1.1\r\nHost: a\r\n", b"\x16\x03"][number % 4])
    assert converses(simulated)
    for raw in waiting:
        raw.socket.close()


def test_garbage_instead_of_http_is_turned_away(simulated):
    with simulated.raw() as raw:
        raw.send(b"\x00\x01\x02\x03 nonsense\r\n\r\n")
        assert raw.is_closed()
    assert converses(simulated)


def wait_until(condition, within: float = 15) -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)
