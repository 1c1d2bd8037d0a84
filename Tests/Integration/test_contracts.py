"""The three contracts as clients meet them: who starts an answer, in which names, at which rates."""

import json
import time

import pytest

from harness.g711 import from_mulaw, to_mulaw
from harness.speech import milliseconds, silence, spoken

HELLO = "Say hello to the harbour."
ANSWER = "You said: " + HELLO


def quiet(client, milliseconds_of_silence: int = 600) -> list[str]:
    """What the server says by itself while the client says nothing; the silence is real, there is no event to wait
    for."""
    before = len(client.events)
    time.sleep(milliseconds_of_silence / 1000)
    return [event["type"] for event in client.events[before:]]


def test_a_plain_client_is_answered_without_asking(simulated):
    with simulated.connect("plain") as client:
        session = client.wait_for("session.created")["session"]
        assert "modalities" in session and "output_modalities" in session, "it may still turn out to be either"
        client.write(HELLO)
        assert client.answer().strip() == ANSWER


def test_a_plain_client_that_asks_all_the_same_gets_one_answer(simulated):
    with simulated.connect("plain") as client:
        client.wait_for("session.created")
        client.write(HELLO)
        client.send("response.create")
        assert client.answer().strip() == ANSWER
        assert not [kind for kind in quiet(client, 1_500) if kind.startswith("response.")]
        assert len(client.all_of("response.created")) == 1


def test_a_beta_client_may_ask_or_not(simulated):
    with simulated.connect("beta") as client:
        client.wait_for("session.created")
        client.write(HELLO)
        assert client.answer().strip() == ANSWER
        client.write(HELLO)
        client.send("response.create", response={"metadata": {"turn": "2"}})
        done = client.wait_for("response.done")["response"]
        assert done["metadata"] == {"turn": "2"}
        assert not [kind for kind in quiet(client, 1_500) if kind.startswith("response.")]
        assert len(client.all_of("response.created")) == 2


def test_a_ga_client_is_answered_only_when_it_asks(simulated):
    with simulated.connect("ga") as client:
        session = client.wait_for("session.created")["session"]
        assert session["output_modalities"] == ["audio"] and session["type"] == "realtime"
        client.write(HELLO)
        client.wait_for("conversation.item.done")
        assert quiet(client, 1_000) == []
        client.send("response.create", response={"metadata": {"purpose": "test"}})
        created = client.wait_for("response.created")["response"]
        assert created["metadata"] == {"purpose": "test"} and created["status"] == "in_progress"
        done = client.wait_for("response.done")["response"]
        assert done["metadata"] == {"purpose": "test"}
        assert client.audio_of(done["id"])


def test_a_bare_client_that_speaks_ga_is_moved(simulated):
    with simulated.connect("plain") as client:
        client.wait_for("session.created")
        client.wait_for("conversation.created")
        client.conduct.dialect = "ga"
        client.contract = "ga"
        client.send("session.update", session={"type": "realtime", "output_modalities": ["text"]})
        assert client.wait_for("session.updated")["session"]["output_modalities"] == ["text"]
        assert client.text_turn(HELLO).strip() == ANSWER
        assert client.all_of("response.text.delta")[0]["type"] == "response.output_text.delta"


@pytest.mark.parametrize("contract", ["plain", "beta", "ga"])
def test_a_contract_can_be_demanded_in_the_query(simulated, contract):
    with simulated.raw() as raw:
        raw.upgrade(f"/realtime?model={simulated.model}&contract={contract}", {"api-key": simulated.key})
        raw.read_until("session.created")
        raw.send_event({"type": "session.update", "session": {"type": "realtime"}
                        if contract == "ga" else {"instructions": "Be brief."}})
        session = raw.read_until("session.updated")["session"]
        assert ("modalities" in session) == (contract != "ga")


def test_instructions_and_history_reach_the_model(simulated):
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        client.send("session.update", session={
            "type": "realtime", "output_modalities": ["text"], "instructions": "Speak like a sailor."})
        client.wait_for("session.updated")
        for role, kind, text in [("user", "input_text", "I am called Ishmael."),
                                 ("assistant", "output_text", "Welcome aboard, Ishmael.")]:
            client.send("conversation.item.create", item={
                "type": "message", "role": role, "content": [{"type": kind, "text": text}]})
            client.wait_for("conversation.item.done")
        assert "I am called Ishmael." in client.text_turn("What did I say?")
        assert "Speak like a sailor." in client.text_turn("What are your instructions?")


def test_items_can_be_retrieved_and_deleted(simulated):
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        client.write("Keep this in mind for later.", id="item_later")
        client.wait_for("conversation.item.done")
        client.send("conversation.item.retrieve", item_id="item_later")
        item = client.wait_for("conversation.item.retrieved")["item"]
        assert item["content"][0]["text"] == "Keep this in mind for later."
        client.send("conversation.item.delete", item_id="item_later")
        assert client.wait_for("conversation.item.deleted")["item_id"] == "item_later"
        client.send("conversation.item.retrieve", item_id="item_later")
        client.wait_for_error("item_retrieve_invalid_item_id")


def test_an_answer_can_be_cancelled_and_cut(simulated):
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        client.write("count to 60")
        client.send("response.create")
        item = client.wait_for("response.output_item.added")["item"]
        client.wait_for("response.audio.delta")
        client.send("response.cancel")
        done = client.wait_for("response.done")["response"]
        assert (done["status"], done["output"][0]["status"]) == ("cancelled", "incomplete")
        client.send("conversation.item.truncate", item_id=item["id"], content_index=0, audio_end_ms=40)
        assert client.wait_for("conversation.item.truncated")["audio_end_ms"] == 40
        assert client.text_turn(HELLO).strip() == ANSWER


@pytest.mark.parametrize("rate", [8_000, 48_000])
def test_a_client_may_say_its_rate_in_the_query(start_vertex, rate):
    vertex = start_vertex()
    audio = silence(300, rate) + spoken("Can you hear me at this rate?", rate) + silence(1_500, rate)
    with vertex.gateway.connect("ga", query={"input_rate": str(rate)}) as client:
        client.wait_for("session.created")
        client.stream(audio, rate, 4)
        client.answer(30)
    heard = vertex.simulator.wait_for_sessions(1)[0]
    sent = sum(int(mime.rsplit("=", 1)[1]) for mime in heard.audio_rates)
    assert abs(milliseconds(audio, rate) - heard.end["audio_bytes"] / 2 / sent * 1000) < 50


def test_a_telephone_speaks_mulaw_both_ways(start_vertex):
    vertex = start_vertex()
    sentence = spoken("Hello, this is the telephone.", 8_000)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.send("session.update", session={"type": "realtime", "audio": {
            "input": {"format": {"type": "audio/pcmu"}}, "output": {"format": {"type": "audio/pcmu"}}}})
        client.wait_for("session.updated")
        client.stream(to_mulaw(silence(300, 8_000) + sentence + silence(1_500, 8_000)), 8_000, 4, sample_bytes=1)
        response = client.wait_for("response.done", 30)["response"]
        assert response["status"] == "completed"
        answer = from_mulaw(client.audio_of(response["id"]))
    asked = milliseconds(sentence, 8_000)
    assert 0.8 * asked < milliseconds(answer, 8_000) < asked + 1_000
    assert max(map(abs, memoryview(answer).cast("h"))) > 2_000, "the answer is next to silent"


def test_usage_is_counted(simulated):
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        client.text_turn(HELLO)
        usage = client.all_of("response.done")[0]["response"]["usage"]
        assert usage["total_tokens"] == usage["input_tokens"] + usage["output_tokens"]
        assert usage["input_tokens"] > 0 and usage["output_tokens"] > 0, json.dumps(usage)
