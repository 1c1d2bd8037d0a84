"""Who ends the user's turn: the client by commit and create, or the gateway's own detector, over real sockets. The
simulator refuses what Google would: an activity that begins twice, audioStreamEnd without detection, unknown fields."""

import hashlib

import pytest

from harness.speech import silence, spoken

SENTENCE = "Please tell me what is new this morning."


def set_detection(client, contract: str, detection: dict | None) -> dict:
    client.wait_for("session.created")
    if contract == "ga":
        session = {"type": "realtime", "audio": {"input": {
            "turn_detection": detection, "transcription": {"model": "whisper-1"}}}}
    else:
        session = {"turn_detection": detection, "input_audio_transcription": {"model": "whisper-1"}}
    client.send("session.update", session=session)
    return client.wait_for("session.updated")["session"]


def append_all(client, audio: bytes, step: int = 9_600):
    for start in range(0, len(audio), step):
        client.append(audio[start:start + step])


def ask(client, audio: bytes) -> str:
    """A manual turn. Returns its item's id."""
    append_all(client, audio)
    client.send("input_audio_buffer.commit")
    item = client.wait_for("input_audio_buffer.committed")["item_id"]
    client.send("response.create")
    return item


def check_activity(simulator, audio: bytes, connections: int = 1):
    """Google heard exactly this inside activities, on the last of so many connections."""
    heard = simulator.wait_for_sessions(connections)[-1]
    assert heard.end["activity_bytes"] == len(audio)
    assert heard.end["activity_sha256"] == hashlib.sha256(audio).hexdigest()
    return heard


@pytest.mark.parametrize("contract, rate", [("ga", 24_000), ("beta", 24_000), ("plain", 16_000)])
def test_a_manual_turn_is_heard_whole_and_answered(start_vertex, contract, rate):
    vertex = start_vertex()
    question = spoken(SENTENCE, rate)
    with vertex.gateway.connect(contract) as client:
        set_detection(client, contract, None)
        item = ask(client, question)
        response = client.wait_for("response.done", 30)["response"]
        assert response["status"] == "completed", response
        assert client.audio_of(response["id"])
        transcript = client.all_of("conversation.item.input_audio_transcription.completed")
        if not transcript:
            transcript = [client.wait_for("conversation.item.input_audio_transcription.completed")]
        assert transcript[0]["item_id"] == item and "speech" in transcript[0]["transcript"]
        assert not client.all_of("input_audio_buffer.speech_started")
    # A plain client's setup has gone up before its first update: that takes another connection.
    check_activity(vertex.simulator, question, 2 if contract == "plain" else 1)


def test_what_was_cleared_is_never_heard_and_commits_share_an_activity(start_vertex):
    vertex = start_vertex()
    first, second, cleared = spoken("First.", 24_000), spoken("And second.", 24_000), spoken("Never mind.", 24_000)
    with vertex.gateway.connect("ga") as client:
        set_detection(client, "ga", None)
        append_all(client, cleared)
        client.send("input_audio_buffer.clear")
        client.wait_for("input_audio_buffer.cleared")
        client.send("input_audio_buffer.commit", event_id="empty")
        client.wait_for_error("input_audio_buffer_commit_empty")
        append_all(client, first)
        client.send("input_audio_buffer.commit")
        append_all(client, second)
        client.send("input_audio_buffer.commit")
        client.send("response.create")
        assert client.wait_for("response.done", 30)["response"]["status"] == "completed"
        assert len(client.all_of("input_audio_buffer.committed")) == 2
    check_activity(vertex.simulator, first + second)


def test_a_manual_client_barges_in(start_vertex):
    vertex = start_vertex()
    question, interjection = spoken(SENTENCE, 24_000), spoken("Stop, please.", 24_000)
    with vertex.gateway.connect("ga") as client:
        set_detection(client, "ga", None)
        ask(client, question)
        delta = client.wait_for("response.audio.delta", 30)
        client.send("response.cancel")
        cancelled = client.wait_for("response.done")["response"]
        assert cancelled["status"] == "cancelled" and cancelled["id"] == delta["response_id"]
        client.send("conversation.item.truncate", item_id=delta["item_id"], content_index=0, audio_end_ms=10)
        client.wait_for("conversation.item.truncated")
        heard = len(client.audio_of(cancelled["id"]))
        ask(client, interjection)
        answer = client.wait_for("response.done", 30)["response"]
        assert answer["status"] == "completed", answer
        assert len(client.audio_of(cancelled["id"])) == heard
    check_activity(vertex.simulator, question + interjection)


def test_our_detector_marks_the_turn_and_the_model_waits_for_the_create(start_vertex):
    vertex = start_vertex()
    rate = 24_000
    with vertex.gateway.connect("ga") as client:
        shown = set_detection(client, "ga", {
            "type": "server_vad", "silence_duration_ms": 300, "create_response": False})
        assert shown["audio"]["input"]["turn_detection"]["create_response"] is False
        client.stream(silence(1_500, rate) + spoken(SENTENCE, rate) + silence(1_000, rate), rate, 5)
        started = client.wait_for("input_audio_buffer.speech_started")
        client.wait_for("input_audio_buffer.speech_stopped", item_id=started["item_id"])
        client.wait_for("input_audio_buffer.committed", item_id=started["item_id"])
        assert not client.all_of("response.created")
        client.send("response.create")
        response = client.wait_for("response.done", 30)["response"]
        assert response["status"] == "completed", response
        assert client.audio_of(response["id"])
    heard = vertex.simulator.wait_for_sessions(1)[-1]
    # Half a second before the speech and the silence that ended it, but not the rest.
    sentence = len(spoken(SENTENCE, rate))
    assert sentence < heard.end["activity_bytes"] < sentence + 2 * rate * 1.2
    assert heard.end["activity_bytes"] == heard.end["audio_bytes"]


def test_instructions_of_one_response_come_and_go(start_vertex):
    vertex = start_vertex(model="gemini-3.8-live")
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        for instructions in ["Whisper.", None]:
            client.send("conversation.item.create", item={
                "type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hello"}]})
            client.send("response.create", **(
                {"response": {"instructions": instructions, "metadata": {"n": "1"}}} if instructions else {}))
            response = client.wait_for("response.done", 30)["response"]
            assert response["status"] == "completed", response
    updates = [message["contextUpdate"]["systemInstruction"].get("parts", [])
               for message in vertex.simulator.wait_for_sessions(1)[-1].messages if "contextUpdate" in message]
    assert updates == [[{"text": "Whisper."}], []]


def test_a_long_history_is_seeded_in_order(start_vertex):
    vertex = start_vertex()
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        for number in range(1_200):
            role, part = [("user", "input_text"), ("assistant", "output_text")][number % 2]
            client.send("conversation.item.create", item={
                "type": "message", "role": role, "content": [{"type": part, "text": f"Line {number}."}]})
        client.send("response.create")
        assert client.wait_for("response.done", 60)["response"]["status"] == "completed"
        client.send("conversation.item.retrieve", item_id=client.all_of("conversation.item.added")[700]["item"]["id"])
        assert client.wait_for("conversation.item.retrieved")["item"]["content"][0]["text"] == "Line 700."
    content = [message["clientContent"] for message in vertex.simulator.wait_for_sessions(1)[-1].messages
               if "clientContent" in message]
    texts = [turn["parts"][0]["text"] for message in content for turn in message.get("turns", [])]
    assert texts[:1_200] == [f"Line {number}." for number in range(1_200)]
