"""Sessions that only write down what the user says, through real sockets."""

import re

import pytest

from harness.speech import silence, spoken

SENTENCE = "Please write this down, and say nothing."
TRANSCRIBER = "gemini-3.5-transcribe-live-preview"
CONVERSATIONAL = "gemini-3.8-live"


def begin(gateway, contract, turn_detection):
    """A session that only transcribes, with turns found like this; no model is named."""
    client = gateway.connect(contract, query={"model": None, "intent": "transcription"})
    if contract == "ga":
        session = client.wait_for("session.created")["session"]
        assert (session["type"], session["object"]) == ("transcription", "realtime.transcription_session")
        client.send("session.update", session={"type": "transcription", "audio": {"input": {
            "transcription": {"model": "gpt-4o-transcribe"}, "turn_detection": turn_detection}}})
        shown = client.wait_for("session.updated")["session"]["audio"]["input"]
    else:
        client.wait_for("transcription_session.created")
        client.send("transcription_session.update", session={
            "input_audio_transcription": {"model": "gpt-4o-transcribe"}, "turn_detection": turn_detection})
        shown = client.wait_for("transcription_session.updated")["session"]
    assert (shown["turn_detection"] is None) == (turn_detection is None)
    return client


def check_transcript(client, committed):
    """What was heard of the committed turn, and how long it was; nobody answered it."""
    done = client.wait_for("conversation.item.input_audio_transcription.completed", item_id=committed["item_id"])
    assert re.search(r"\d seconds of speech", done["transcript"]), done
    assert done["usage"]["type"] == "duration" and 1 < done["usage"]["seconds"] < 10
    answers = [event["type"] for event in client.events if event["type"].startswith("response.")]
    assert not answers, f"a transcription session answered: {answers}"


@pytest.mark.parametrize("model", [TRANSCRIBER, CONVERSATIONAL])
@pytest.mark.parametrize("contract", ["beta", "ga"])
def test_two_turns_are_heard_and_not_answered(start_vertex, contract, model):
    vertex = start_vertex(model=model)
    with begin(vertex.gateway, contract, {"type": "server_vad", "silence_duration_ms": 500}) as client:
        for _ in range(2):
            client.stream(silence(300, 24_000) + spoken(SENTENCE, 24_000) + silence(1_500, 24_000), 24_000, speed=2)
            started = client.wait_for("input_audio_buffer.speech_started")
            client.wait_for("input_audio_buffer.speech_stopped", item_id=started["item_id"])
            committed = client.wait_for("input_audio_buffer.committed", item_id=started["item_id"])
            check_transcript(client, committed)


@pytest.mark.parametrize("model", [TRANSCRIBER, CONVERSATIONAL])
def test_the_client_says_when_a_turn_is_over(start_vertex, model):
    vertex = start_vertex(model=model)
    with begin(vertex.gateway, "ga", None) as client:
        for _ in range(2):
            client.stream(spoken(SENTENCE, 24_000), 24_000, speed=10)
            client.send("input_audio_buffer.commit")
            check_transcript(client, client.wait_for("input_audio_buffer.committed"))


def test_a_response_cannot_be_had(start_vertex):
    with begin(start_vertex(model=TRANSCRIBER).gateway, "ga", {"type": "server_vad"}) as client:
        client.send("response.create")
        fault = client.wait_for_error("invalid_value", param="type")
        assert "input_audio_buffer.append" in fault["message"]
