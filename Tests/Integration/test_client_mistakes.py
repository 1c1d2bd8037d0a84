"""Whatever a client gets wrong is answered with one clear `error`, and the session goes on."""

import base64
import json

import pytest

BIG = "x" * 600

# What is sent (text, or an object), and what the error says: code and param.
MISTAKES = {
    "empty": ("", "invalid_event", None),
    "not JSON": ("hello there", "invalid_event", None),
    "half an object": ('{"type":"response.create"', "invalid_event", None),
    "an array": ("[]", "invalid_event", None),
    "two objects": ('{"type":"response.cancel"}{"type":"response.cancel"}', "invalid_event", None),
    "too deep": ("[" * 5_000, "invalid_event", None),
    "no type": ({"event_id": "evt_1"}, "invalid_event", None),
    "type is a number": ({"type": 7}, "invalid_type", "type"),
    "unknown event": ({"type": "response.begin", "event_id": "evt_1"}, "invalid_value", "type"),
    "an event of the server's": ({"type": "session.created"}, "invalid_value", "type"),
    "event id too long": ({"type": "response.cancel", "event_id": BIG}, "string_above_max_length", "event_id"),
    "no audio": ({"type": "input_audio_buffer.append", "event_id": "evt_1"}, "missing_required_parameter", "audio"),
    "audio is null": ({"type": "input_audio_buffer.append", "audio": None}, "invalid_type", "audio"),
    "no base64": ({"type": "input_audio_buffer.append", "audio": "!!!!"}, "invalid_audio", "audio"),
    "base64 of odd length": ({"type": "input_audio_buffer.append", "audio": "AAAAA"}, "invalid_audio", "audio"),
    "half a sample": (
        {"type": "input_audio_buffer.append", "audio": base64.b64encode(b"abc").decode(), "event_id": "evt_1"},
        "invalid_audio", "audio"),
    "session is an array": ({"type": "session.update", "session": []}, "invalid_type", "session"),
    "instructions is a number": (
        {"type": "session.update", "session": {"type": "realtime", "instructions": 1}},
        "invalid_type", "session.instructions"),
    "misspelt setting": (
        {"type": "session.update", "session": {"type": "realtime", "instruction": "x"}},
        "unknown_parameter", "session.instruction"),
    "threshold too high": (
        {"type": "session.update", "session": {"type": "realtime", "audio": {"input": {
            "turn_detection": {"type": "server_vad", "threshold": 2}}}}},
        "decimal_above_max_value", "session.audio.input.turn_detection.threshold"),
    "no item": ({"type": "conversation.item.create"}, "missing_required_parameter", "item"),
    "unknown role": (
        {"type": "conversation.item.create", "item": {"type": "message", "role": "boss", "content": []}},
        "invalid_value", "item.role"),
    "text is null": (
        {"type": "conversation.item.create", "item": {
            "type": "message", "role": "user", "content": [{"type": "input_text", "text": None}]}},
        "invalid_type", "item.content[0].text"),
    "unknown item to retrieve": (
        {"type": "conversation.item.retrieve", "item_id": "item_none", "event_id": "evt_1"},
        "item_retrieve_invalid_item_id", "item_id"),
    "unknown item to delete": (
        {"type": "conversation.item.delete", "item_id": "item_none"}, "item_delete_invalid_item_id", "item_id"),
    "unknown item to truncate": (
        {"type": "conversation.item.truncate", "item_id": "item_none", "content_index": 0, "audio_end_ms": 1},
        "item_truncate_invalid_item_id", "item_id"),
    "an output of no call": ({"type": "conversation.item.create", "item": {
        "type": "function_call_output", "call_id": "c", "output": "1"}}, "invalid_tool_call_id", "item.call_id"),
    "nothing to cancel": ({"type": "response.cancel", "event_id": "evt_1"}, "response_cancel_not_active", None),
    "too many metadata": (
        {"type": "response.create", "response": {"metadata": {str(n): "v" for n in range(17)}}},
        "invalid_value", "response.metadata"),
}

# Parts of the protocol that a model of Google's cannot have.
UNSUPPORTED = {
    "a tool server": ({"type": "session.update", "session": {"type": "realtime", "tools": [
        {"type": "mcp", "server_label": "s", "server_url": "https://example.com"}]}}, "session.tools[0]"),
    "a picture from the web": ({"type": "conversation.item.create", "item": {
        "type": "message", "role": "user", "content": [
            {"type": "input_image", "image_url": "https://example.com/cat.png"}]}}, "item.content[0].image_url"),
    "a stored prompt": ({"type": "session.update", "session": {"type": "realtime", "prompt": {"id": "p"}}},
                        "session.prompt"),
    "WebRTC's buffer": ({"type": "output_audio_buffer.clear"}, "type"),
}


@pytest.fixture(scope="module", params=["plain", "beta", "ga"])
def client(request, simulated):
    """One session takes all the mistakes of its contract."""
    with simulated.connect(request.param) as client:
        client.wait_for("session.created")
        yield client
        # After everything, it still converses.
        assert client.text_turn("Are you still there?").strip() == "You said: Are you still there?"


def send(client, event):
    client.socket.send(event if isinstance(event, str) else json.dumps(event))
    return event.get("event_id") if isinstance(event, dict) else None


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_gets_one_error_that_names_it(client, name):
    event, code, param = MISTAKES[name]
    event_id = send(client, event)
    fault = client.wait_for_error(code, param=param)
    assert fault["type"] == "invalid_request_error"
    if event_id is not None and len(event_id) <= 512:
        assert fault["event_id"] == event_id
    check_that_nothing_follows(client)


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_what_cannot_be_had_is_refused_in_words(client, name):
    event, param = UNSUPPORTED[name]
    send(client, event)
    client.wait_for_error("unsupported_feature", param=param)
    check_that_nothing_follows(client)


def check_that_nothing_follows(client):
    """The next event is the answer to the next question."""
    client.send("input_audio_buffer.clear")
    before = len(client.events)
    client.wait_for("input_audio_buffer.cleared")
    assert len(client.events) <= before + 1, client.events[-3:]


def test_a_failed_update_changes_nothing(simulated):
    with simulated.connect("ga") as client:
        session = client.wait_for("session.created")["session"]
        client.send("session.update", session={"type": "realtime", "instructions": "Be brief.", "audio": {
            "input": {"turn_detection": {"type": "server_vad", "threshold": 7}}}})
        client.wait_for_error("decimal_above_max_value")
        client.send("session.update", session={"type": "realtime"})
        after = client.wait_for("session.updated")["session"]
        assert after.get("instructions") == session.get("instructions")


def test_an_item_id_can_be_used_once(simulated):
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        client.write("Remember this, if you please.", id="item_mine")
        client.wait_for("conversation.item.done")
        client.write("Remember this, if you please.", id="item_mine")
        client.wait_for_error("item_create_duplicate_item_id", param="item.id")


def test_a_second_response_is_refused_while_one_runs(simulated):
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        client.write("count to 40")
        client.send("response.create")
        client.wait_for("response.output_item.added")
        client.send("response.create", event_id="evt_second")
        client.wait_for_error("conversation_already_has_active_response", event_id="evt_second")
        client.send("response.cancel")
        done = client.wait_for("response.done")["response"]
        assert (done["status"], done["status_details"]["reason"]) == ("cancelled", "client_cancelled")


def test_commit_is_refused_while_the_server_listens(simulated):
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        client.send("input_audio_buffer.commit", event_id="evt_commit")
        client.wait_for_error("input_audio_buffer_commit_empty", event_id="evt_commit")


def test_settings_that_can_only_be_approximated_are_no_errors(simulated):
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        client.send("session.update", session={
            "type": "realtime", "tracing": "auto", "truncation": "auto", "include": None,
            "audio": {"input": {"noise_reduction": {"type": "near_field"}}, "output": {"speed": 1.2}}})
        client.wait_for("session.updated")
