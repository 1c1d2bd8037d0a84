"""Responses outside the conversation, through real sockets: each has an upstream connection of its own."""

import pytest

from harness.client import words_of

SENTENCE = "The quick brown fox jumps over the lazy dog and then goes home to sleep until the next morning"


def text(words, role="user"):
    kind = "input_text" if role == "user" else "output_text"
    return {"type": "message", "role": role, "content": [{"type": kind, "text": words}]}


def create(client, topic, words=None, **fields):
    """A response outside the conversation, about `words`; None: about the conversation."""
    response = {"conversation": "none", "metadata": {"topic": topic}} | fields
    if words is not None:
        response["input"] = [text(words)]
    client.send("response.create", response=response)


def done(client, topic, within=15):
    """The `response.done` of that topic, whichever comes before it."""
    while True:
        response = client.wait_for("response.done", within)["response"]
        if (response["metadata"] or {}).get("topic") == topic:
            return response


@pytest.mark.parametrize("contract", ["beta", "ga"])
def test_an_answer_of_which_the_conversation_learns_nothing(vertex, contract):
    modalities = {"output_modalities": ["text"]} if contract == "ga" else {"modalities": ["text"]}
    with vertex.gateway.connect(contract) as client:
        client.wait_for("session.created")
        create(client, "count", "one two three", **modalities)
        response = done(client, "count")
        assert response["status"] == "completed" and response["conversation_id"] is None
        assert "one two three" in words_of(response)
        assert client.all_of("response.text.delta"), "the text did not stream"
        announced = client.all_of("conversation.item.added") + client.all_of("conversation.item.created")
        assert not announced, f"the conversation got {announced}"


def test_four_run_beside_the_answer_and_a_fifth_is_one_too_many(start_vertex):
    with start_vertex().gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.write(SENTENCE)
        client.send("response.create")
        client.wait_for("response.audio.delta")
        for number in range(5):
            create(client, str(number), f"number {number}", output_modalities=["text"])
        fault = client.wait_for_error("rate_limit_exceeded", param="response.conversation")
        assert "4 responses" in fault["message"]
        responses = [client.wait_for("response.done")["response"] for _ in range(5)]
        assert {r["status"] for r in responses} == {"completed"}
        outside = {r["metadata"]["topic"]: words_of(r) for r in responses if r["conversation_id"] is None}
        assert set(outside) == {"0", "1", "2", "3"}
        for topic, words in outside.items():
            assert f"number {topic}" in words
        (inside,) = [r for r in responses if r["conversation_id"] is not None]
        assert SENTENCE in words_of(inside)


def test_speech_arrives_whole_and_on_a_connection_of_its_own(start_vertex):
    vertex = start_vertex()
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        create(client, "speech", SENTENCE, instructions="Read it aloud.")
        response = done(client, "speech")
        assert SENTENCE in words_of(response)
        assert len(client.audio_of(response["id"])) > 24_000, "under half a second of speech for a long sentence"
    connections = vertex.simulator.wait_for_sessions(2)
    instructions = [c.setup.get("systemInstruction", {}).get("parts", [{}])[0].get("text") for c in connections]
    assert sorted(map(str, instructions)) == ["None", "Read it aloud."]
    (aside,) = [c for c in connections if "systemInstruction" in c.setup]
    assert [list(message) for message in aside.messages] == [["setup"], ["clientContent"]]


def test_without_input_it_is_told_the_conversation(start_vertex):
    vertex = start_vertex()
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.send("session.update", session={"type": "realtime", "output_modalities": ["text"]})
        client.text_turn("plums are blue")
        create(client, "all")
        done(client, "all")
    connections = vertex.simulator.wait_for_sessions(2)
    told = [c.messages[1]["clientContent"]["turns"] for c in connections if len(c.messages) == 2]
    says = [(turn["role"], turn["parts"][0]["text"]) for turn in told[-1]]
    assert says[:2] == [("user", "plums are blue"), ("model", "You said: plums are blue")]


def test_a_cancelled_one_ends_at_once_and_nothing_else_does(vertex):
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        create(client, "long", "count to 50")
        identifier = client.wait_for("response.created")["response"]["id"]
        client.wait_for("response.audio.delta")
        client.send("response.cancel")
        client.wait_for_error("response_cancel_not_active")
        client.send("response.cancel", response_id=identifier)
        response = done(client, "long")
        assert response["status"] == "cancelled"
        assert response["status_details"]["reason"] == "client_cancelled"
        assert client.text_turn("still here")


def test_a_connection_that_is_cut_fails_its_response_alone(start_vertex):
    ready = [{"connection": {}}, {"expect": {"setup": {}}}, {"send": {"setupComplete": {}}},
             {"expect": {"clientContent": {}}}]
    script = ready + [
        {"send": {"serverContent": {"outputTranscription": {"text": "I am"}}}},
    ] + ready + [
        {"send": {"serverContent": {"outputTranscription": {"text": "To be"}}}},
        {"close": {"code": 1011, "reason": "Internal error encountered."}},
    ]
    with start_vertex(script=script).gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.write("Who is there?")
        client.send("response.create")
        client.wait_for("response.audio_transcript.delta")
        create(client, "lost", "Go on.")
        response = done(client, "lost")
        assert response["status"] == "failed" and words_of(response) == "To be"
        assert response["status_details"]["error"]["code"] == "server_error"
        client.send("response.cancel")
        assert client.wait_for("response.done")["response"]["status"] == "cancelled"
