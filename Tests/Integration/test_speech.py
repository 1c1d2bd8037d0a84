"""Real speech through real sockets: what the client sends is what Google gets, and what Google says is what it hears."""

import base64
import hashlib

import pytest

from harness.speech import milliseconds, silence, spoken

SENTENCE = "Please read me the headlines of this morning, and take your time."


def question(rate: int) -> bytes:
    return silence(300, rate) + spoken(SENTENCE, rate) + silence(1_500, rate)


def check_upstream(simulator, audio: bytes, rate: int, sessions: int = 1):
    """The last connection got these bytes: all, once, in order."""
    heard = simulator.wait_for_sessions(sessions)[-1]
    assert heard.end["audio_bytes"] == len(audio)
    assert heard.end["audio_sha256"] == hashlib.sha256(audio).hexdigest()
    assert heard.audio_rates == {f"audio/pcm;rate={rate}"}
    return heard


def check_echo(answer: bytes, audio: bytes):
    """What came back is what was said, sample for sample. On a busy machine frames come late, and the simulator takes
    the gap for a pause: then it plays the two parts one after the other."""
    rest, parts = answer, 0
    while rest:
        size, longest = 0, len(rest)
        while size < longest:
            middle = (size + longest + 1) // 2
            size, longest = (middle, longest) if rest[:middle] in audio else (size, middle - 1)
        parts += 1
        assert size > 2_000 and parts <= 4, f"{len(rest)} of {len(answer)} bytes are no echo of the question"
        rest = rest[size:]


@pytest.mark.parametrize("contract, rate, speed", [
    ("plain", 16_000, 1), ("beta", 24_000, 3), ("ga", 24_000, 3), ("ga", 24_000, 20),
])
def test_a_spoken_turn_arrives_whole_and_comes_back(start_vertex, contract, rate, speed):
    vertex = start_vertex()
    audio = question(rate)
    with vertex.gateway.connect(contract) as client:
        client.wait_for("session.created")
        if contract == "ga":
            client.send("session.update", session={
                "type": "realtime", "audio": {"input": {"transcription": {"model": "whisper-1"}}}})
            client.wait_for("session.updated")
        elif contract == "beta":
            client.send("session.update", session={"input_audio_transcription": {"model": "whisper-1"}})
            client.wait_for("session.updated")
        client.stream(audio, rate, speed)
        started = client.wait_for("input_audio_buffer.speech_started")
        stopped = client.wait_for("input_audio_buffer.speech_stopped", item_id=started["item_id"])
        client.wait_for("input_audio_buffer.committed", item_id=started["item_id"])
        response = client.wait_for("response.done", 30)["response"]
        assert response["status"] == "completed", response
        assert response["usage"]["input_token_details"]["audio_tokens"] > 0
        answer = client.audio_of(response["id"])
        transcripts = client.all_of("conversation.item.input_audio_transcription.completed")
        if not transcripts:
            transcripts = [client.wait_for("conversation.item.input_audio_transcription.completed")]
        assert transcripts[0]["item_id"] == started["item_id"]
        assert transcripts[0]["transcript"].strip()
    check_upstream(vertex.simulator, audio, rate)
    assert stopped["audio_end_ms"] > started["audio_start_ms"]
    spoken_ms = milliseconds(spoken(SENTENCE, rate), rate)
    assert 0.8 * spoken_ms < milliseconds(answer, 24_000) < spoken_ms + 1_000
    if rate == 24_000:
        check_echo(answer, audio)


def test_speech_of_a_model_reaches_the_client_byte_for_byte(start_vertex, tmp_path):
    speech = spoken("All of this must arrive, and nothing else.", 24_000)
    (tmp_path / "answer.pcm").write_bytes(speech)
    vertex = start_vertex(script=[
        {"expect": {"setup": "*"}}, {"send": {"setupComplete": {}}},
        {"expect": {"clientContent": "*"}},
        {"send_audio": {"pcm": str(tmp_path / "answer.pcm"), "pace": 0.1, "transcript": "All of this must arrive."}},
        {"send": {"serverContent": {"generationComplete": True}}},
        {"send": {"serverContent": {"turnComplete": True}, "usageMetadata": {"totalTokenCount": 9}}},
    ], model="gemini-live-2.5-flash-native-audio")
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        assert client.text_turn("Tell me everything.") == "All of this must arrive."
        response = client.all_of("response.done")[0]["response"]
        assert client.audio_of(response["id"]) == speech


def test_two_spoken_turns_in_one_call(start_vertex):
    vertex = start_vertex()
    audio = question(16_000)
    with vertex.gateway.connect() as client:
        client.wait_for("session.created")
        items = []
        for _ in range(2):
            client.stream(audio, 16_000, 4)
            items.append(client.wait_for("input_audio_buffer.committed"))
            client.answer(30)
            client.stream(silence(3_000, 16_000), 16_000, 4)
        assert items[1]["previous_item_id"] is not None
    heard = vertex.simulator.wait_for_sessions(1)[0]
    everything = (audio + silence(3_000, 16_000)) * 2
    assert heard.end["audio_sha256"] == hashlib.sha256(everything).hexdigest()


def test_the_user_cuts_in_while_the_model_speaks(start_vertex):
    vertex = start_vertex()
    with vertex.gateway.connect() as client:
        client.wait_for("session.created")
        client.stream(silence(400, 16_000), 16_000, 4)
        client.send("session.update", session={"modalities": ["audio"]})
        client.wait_for("session.updated")
        client.write("count to 200")
        created = client.wait_for("response.created")
        client.wait_for("response.audio.delta")
        client.stream(spoken("Stop, please. That is quite enough for me.", 16_000), 16_000)
        client.wait_for("input_audio_buffer.speech_started")
        done = client.wait_for("response.done")["response"]
        assert done["id"] == created["response"]["id"]
        assert (done["status"], done["status_details"]["reason"]) == ("cancelled", "turn_detected")
        client.stream(silence(1_500, 16_000), 16_000, 2)
        assert client.answer(30)


def test_text_and_speech_share_one_call(start_vertex):
    """The plain contract answers text with text and speech with speech."""
    vertex = start_vertex()
    with vertex.gateway.connect() as client:
        client.wait_for("session.created")
        assert client.text_turn("The first words are written.").strip() == "You said: The first words are written."
        assert not client.all_of("response.audio.delta")
        client.stream(question(16_000), 16_000, 4)
        client.answer(30)
        assert client.all_of("response.audio.delta")
        assert client.text_turn("What did I say?").strip().startswith("You said: The first words are written.")


@pytest.mark.parametrize("contract", ["plain", "ga"])
def test_speech_before_the_model_is_ready_is_not_lost(start_vertex, contract):
    vertex = start_vertex(script=[
        {"connection": {}}, {"expect": {"setup": "*"}}, {"wait_ms": 1_500}, {"send": {"setupComplete": {}}},
        {"converse": {}}])
    rate = 16_000 if contract == "plain" else 24_000
    audio = question(rate)
    with vertex.gateway.connect(contract) as client:
        client.stream(audio, rate, 4)
        client.answer(30)
    check_upstream(vertex.simulator, audio, rate)


def test_a_long_recording_in_one_event_goes_up_in_pieces(start_vertex):
    vertex = start_vertex()
    audio = question(24_000) + silence(8_000, 24_000)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.append(audio)
        client.wait_for("input_audio_buffer.speech_started")
        client.answer(60)
        client.send("input_audio_buffer.clear")
        client.wait_for("input_audio_buffer.cleared")
    heard = check_upstream(vertex.simulator, audio, 24_000)
    pieces = [message["realtimeInput"]["audio"]["data"] for message in heard.messages if "realtimeInput" in message]
    assert len(pieces) > 5 and all(len(piece) * 3 // 4 <= 64 << 10 for piece in pieces)


def test_a_megabyte_of_speech_comes_down_in_pieces(start_vertex):
    speech = question(24_000) * 3
    vertex = start_vertex(script=[
        {"expect": {"setup": "*"}}, {"send": {"setupComplete": {}}}, {"expect": {"clientContent": "*"}},
        {"send": {"serverContent": {"modelTurn": {"parts": [{"inlineData": {
            "mimeType": "audio/pcm;rate=24000", "data": base64.b64encode(speech).decode()}}]}}}, "as_text": True},
        {"send": {"serverContent": {"generationComplete": True, "turnComplete": True}}},
    ], model="gemini-live-2.5-flash-native-audio")
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.text_turn("Tell me everything.")
        response = client.all_of("response.done")[0]["response"]
        assert client.audio_of(response["id"]) == speech
        deltas = client.all_of("response.audio.delta")
        assert len(deltas) > 1 and all(len(event["delta"]) <= 256 << 10 for event in deltas)


def test_an_answer_that_takes_its_time_is_spoken_all_the_same(start_vertex):
    """Nothing comes from the model for some seconds after the user has ended, not even a transcript."""
    vertex = start_vertex(script=[
        {"connection": {}}, {"expect": {"setup": "*"}}, {"send": {"setupComplete": {}}},
        {"expect": {"realtimeInput": {"audio": "*"}}}, {"wait_ms": 7_000},
        {"send": {"serverContent": {"inputTranscription": {"text": "Are you there?"}}}},
        {"send_audio": {"tone_ms": 400, "pace": 0, "transcript": "I had to think."}},
        {"send": {"serverContent": {"generationComplete": True}}},
        {"send": {"serverContent": {"turnComplete": True}, "usageMetadata": {"totalTokenCount": 9}}},
    ])
    with vertex.gateway.connect() as client:
        client.wait_for("session.created")
        client.stream(question(16_000), 16_000, 2)
        assert client.answer(30) == "I had to think."
        assert client.all_of("response.audio.delta")
