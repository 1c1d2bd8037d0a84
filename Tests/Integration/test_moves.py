"""A call goes on when its connection to the model does not: the client notices nothing, or what cannot be hidden."""

import hashlib
import json

import pytest

from harness.speech import silence, spoken

OLD = "gemini-live-2.5-flash-native-audio"
NEW = "gemini-3.8-live"
ACCEPT = [{"expect": {"setup": "*"}}, {"send": {"setupComplete": {}}}]
ASKED = {"expect": {"clientContent": "*"}}
WORDS = {"send": {"serverContent": {"outputTranscription": {"text": "Once upon a time"}}}}
SOUND = {"send_audio": {"tone_ms": 200, "pace": 0}}
AGAIN = [{"connection": {"repeat": True}}, {"converse": True}]
FIRST = "My favourite colour is turquoise."
MEMORY = "what did I say?"


def resumed(heard) -> bool:
    return bool(heard.setup["sessionResumption"].get("handle"))


def contents(heard) -> list[dict]:
    return [message["clientContent"] for message in heard.messages if "clientContent" in message]


def quiet(client) -> None:
    """Nothing but the events of ordinary turns was heard: one session, no update that nobody asked for."""
    assert len(client.all_of("session.created")) == 1
    assert not client.all_of("session.updated")


@pytest.mark.parametrize("contract", ["plain", "beta", "ga"])
def test_a_connection_that_will_close_is_left_between_two_turns(start_vertex, contract):
    vertex = start_vertex(script=[
        {"connection": {}}, {"converse": {"turns": 1}}, {"send": {"goAway": {"timeLeft": "8s"}}}, {"hang": True}, *AGAIN])
    with vertex.gateway.connect(contract) as client:
        client.wait_for("session.created")
        client.text_turn(FIRST)
        vertex.simulator.wait_for_sessions(1)
        assert "turquoise" in client.text_turn(MEMORY)
        quiet(client)
    first, second = vertex.simulator.wait_for_sessions(2)
    assert not resumed(first) and resumed(second)


@pytest.mark.parametrize("end", [
    {"close": {"code": 1001, "reason": "going away"}}, {"close": {"code": 1011, "reason": "Internal error encountered."}},
    {"close": {"code": 1008, "reason": "The operation was aborted."}}, {"reset": True}],
    ids=["1001", "1011", "1008", "reset"])
def test_a_connection_that_breaks_between_two_turns_is_replaced(start_vertex, end):
    vertex = start_vertex(script=[{"connection": {}}, {"converse": {"turns": 1}}, {"wait_ms": 200}, end, *AGAIN])
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.text_turn(FIRST)
        vertex.simulator.wait_for_sessions(1)
        assert "turquoise" in client.text_turn(MEMORY)
        quiet(client)


def test_an_answer_that_breaks_off_ends_incomplete_and_is_remembered(start_vertex):
    vertex = start_vertex(script=[
        {"connection": {}}, *ACCEPT, ASKED, WORDS, SOUND, {"wait_ms": 100}, {"reset": True}, *AGAIN])
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.write(FIRST)
        client.send("response.create")
        done = client.wait_for("response.done")["response"]
        assert done["status"] == "incomplete"
        assert "turquoise" in client.text_turn(MEMORY)
        quiet(client)
    told = contents(vertex.simulator.wait_for_sessions(2)[1])[0]
    assert told["turnComplete"] is False
    assert [(turn["role"], turn["parts"][0]["text"]) for turn in told["turns"]] == [
        ("user", FIRST), ("model", "Once upon a time")]


def test_a_create_without_an_answer_is_asked_again_once(start_vertex):
    vertex = start_vertex(script=[{"connection": {}}, *ACCEPT, ASKED, {"reset": True}, *AGAIN])
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        assert "turquoise" in client.text_turn(FIRST)
        assert len(client.all_of("response.created")) == 1
        quiet(client)
    assert len(contents(vertex.simulator.wait_for_sessions(2)[1])) == 1


def test_a_turn_that_breaks_off_is_heard_whole_by_the_next_connection(start_vertex):
    rate = 24_000
    audio = silence(300, rate) + spoken("Please read me the headlines of this morning.", rate) + silence(1_500, rate)
    vertex = start_vertex(model=NEW, script=[
        {"connection": {}}, *ACCEPT, {"expect": {"realtimeInput": {"audio": "*"}}}, {"wait_ms": 900}, {"reset": True},
        *AGAIN])
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.stream(audio, rate)
        response = client.wait_for("response.done", 30)["response"]
        assert response["status"] == "completed"
        assert len(client.all_of("input_audio_buffer.speech_started")) == 1
        assert len(client.all_of("input_audio_buffer.committed")) == 1
    second = vertex.simulator.wait_for_sessions(2)[1]
    # The ring reaches back to the beginning of this call, so the second connection heard every byte, once.
    assert second.end["audio_bytes"] == len(audio)
    assert second.end["audio_sha256"] == hashlib.sha256(audio).hexdigest()


@pytest.mark.parametrize("contract", ["beta", "ga"])
def test_the_output_of_a_function_outlives_the_connection_that_called_it(start_vertex, contract):
    tool = {"type": "function", "name": "get_weather", "parameters": {"type": "object", "properties": {}}}
    vertex = start_vertex(model=NEW, script=[
        {"connection": {}}, *ACCEPT, ASKED,
        {"send": {"toolCall": {"functionCalls": [{"id": "f1", "name": "get_weather", "args": {}}]}}},
        {"wait_ms": 300}, {"reset": True}, *AGAIN])
    with vertex.gateway.connect(contract) as client:
        client.wait_for("session.created")
        client.send("session.update", session={"tools": [tool]} | ({"type": "realtime"} if contract == "ga" else {}))
        client.wait_for("session.updated")
        client.write("What is the weather like?")
        client.send("response.create")
        (call,) = client.wait_for("response.done")["response"]["output"]
        vertex.simulator.wait_for_sessions(1)
        client.send("conversation.item.create", item={
            "type": "function_call_output", "call_id": call["call_id"], "output": json.dumps({"sky": "golden"})})
        if contract == "ga":
            client.send("response.create")
        assert "golden" in client.answer()


def test_a_handle_that_is_too_old_is_given_up_and_everything_told_anew(start_vertex):
    vertex = start_vertex(script=[
        {"connection": {}}, {"converse": {"turns": 1}}, {"wait_ms": 200}, {"reset": True},
        {"connection": {}}, {"expect": {"setup": {"sessionResumption": {"handle": "*"}}}},
        {"close": {"code": 1008, "reason": "BidiGenerateContent session not found"}}, *AGAIN])
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.text_turn(FIRST)
        vertex.simulator.wait_for_sessions(2)
        assert "turquoise" in client.text_turn(MEMORY)
        quiet(client)
    third = vertex.simulator.wait_for_sessions(3)[2]
    assert not resumed(third)
    assert contents(third)[0]["turns"][0]["parts"] == [{"text": FIRST}]


def test_a_silent_model_is_asked_again_on_another_connection(start_vertex):
    vertex = start_vertex(parley={"timings": {"answer_watchdog": "1s"}}, script=[
        {"connection": {}}, *ACCEPT, ASKED, {"hang": True}, *AGAIN])
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        assert "turquoise" in client.text_turn(FIRST)
        assert len(client.all_of("response.created")) == 1


def test_instructions_change_on_the_running_connection(start_vertex):
    vertex = start_vertex(model=NEW)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.text_turn(FIRST)
        client.send("session.update", session={"type": "realtime", "instructions": "Answer like a pirate."})
        assert client.wait_for("session.updated")["session"]["instructions"] == "Answer like a pirate."
        assert "pirate" in client.text_turn("what are your instructions?")
    (heard,) = vertex.simulator.wait_for_sessions(1)
    assert [message for message in heard.messages if "contextUpdate" in message]


def test_instructions_change_with_another_connection_where_the_model_wants_one(start_vertex):
    vertex = start_vertex(model=OLD)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.text_turn(FIRST)
        client.send("session.update", session={"type": "realtime", "instructions": "Answer like a pirate."})
        assert client.wait_for("session.updated")["session"]["instructions"] == "Answer like a pirate."
        assert "pirate" in client.text_turn("what are your instructions?")
        assert "turquoise" in client.text_turn(MEMORY)
    assert len(vertex.simulator.wait_for_sessions(2)) == 2


def test_settings_that_the_model_refuses_give_way_to_those_before(start_vertex):
    vertex = start_vertex(model=OLD, script=[
        {"connection": {}}, {"converse": True},
        {"connection": {}}, {"expect": {"setup": {"systemInstruction": "*"}}},
        {"close": {"code": 1007, "reason": "Request contains an invalid argument."}}, *AGAIN])
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.text_turn(FIRST)
        client.send("session.update", session={"type": "realtime", "instructions": "Answer like a pirate."})
        assert client.wait_for("session.updated")["session"]["instructions"] == "Answer like a pirate."
        client.wait_for_error("invalid_value", param="session")
        assert client.wait_for("session.updated")["session"]["instructions"] == ""
        assert "turquoise" in client.text_turn(MEMORY)


def test_a_call_outlives_many_connections(start_vertex):
    broken = [{"connection": {}}, {"converse": {"turns": 1}}, {"wait_ms": 50}, {"reset": True}]
    vertex = start_vertex(script=broken * 6 + AGAIN)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.text_turn(FIRST)
        for number in range(1, 6):
            vertex.simulator.wait_for_sessions(number)
            client.text_turn(f"This is turn {number}.")
        vertex.simulator.wait_for_sessions(6)
        assert "turquoise" in client.text_turn(MEMORY)
        quiet(client)
