"""What a client can put into a conversation besides text and a microphone: pictures, live video, recordings, and audio
in every format."""

import array
import base64
import io
import math
import os
import time
import wave

import pytest

from harness.g711 import to_mulaw
from harness.speech import milliseconds, silence, spoken

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
SENTENCE = "Is this what you heard me say?"


def text(words: str) -> dict:
    return {"type": "input_text", "text": words}


def picture(data: bytes = PIXEL, media_type: str = "image/png", **more) -> dict:
    return {"type": "input_image", "image_url": f"data:{media_type};base64,{base64.b64encode(data).decode()}"} | more


def recording(audio: bytes) -> dict:
    return {"type": "input_audio", "audio": base64.b64encode(audio).decode()}


def create(client, *parts: dict, **more) -> dict:
    client.send("conversation.item.create", item={"type": "message", "role": "user", "content": list(parts)} | more)
    return client.wait_for("conversation.item.added")["item"]


def inline_data(heard) -> list[dict]:
    """Every picture and sound file among the turns that went up."""
    turns = [turn for message in heard.messages for turn in message.get("clientContent", {}).get("turns", [])]
    return [part["inlineData"] for turn in turns for part in turn["parts"] if "inlineData" in part]


def frames(heard) -> list[bytes]:
    """The frames of live video that went up."""
    inputs = [message.get("realtimeInput", {}) for message in heard.messages]
    return [base64.b64decode(each["video"]["data"]) for each in inputs if "video" in each]


def test_a_picture_is_seen_and_counted_and_not_sent_back(start_vertex):
    vertex = start_vertex()
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        item = create(client, picture(detail="low"), id="item_shown")
        assert item["content"] == [{"type": "input_image", "detail": "low"}]
        client.send("response.create")
        assert client.answer() == "I see 1 picture."
        usage = client.all_of("response.done")[0]["response"]["usage"]
        assert usage["input_token_details"]["image_tokens"] == 258
        client.send("conversation.item.retrieve", item_id="item_shown")
        assert client.wait_for("conversation.item.retrieved")["item"]["content"] == item["content"]
    heard = vertex.simulator.wait_for_sessions(1)[0]
    assert inline_data(heard) == [{"mimeType": "image/png", "data": base64.b64encode(PIXEL).decode()}]


def test_a_picture_of_ten_megabytes_arrives_byte_for_byte(start_vertex):
    vertex = start_vertex()
    photo = os.urandom(10 << 20)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        create(client, text("What is on this photo?"), picture(photo, "image/jpeg"))
        client.send("response.create")
        assert client.answer(60)
    sent = inline_data(vertex.simulator.wait_for_sessions(1)[0])
    assert [base64.b64decode(each["data"]) == photo for each in sent] == [True]


def test_pictures_that_nobody_asks_about_are_bounded(simulated):
    photo = picture(os.urandom(5 << 20), "image/jpeg")
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        for _ in range(2):
            create(client, photo)
        client.send("conversation.item.create", item={"type": "message", "role": "user", "content": [photo]})
        client.wait_for_error("string_above_max_length")
        client.send("response.create")
        assert client.answer(60) == "I see 2 pictures."
        create(client, photo)


def test_a_picture_on_the_web_is_not_fetched(simulated):
    with simulated.connect("ga") as client:
        client.wait_for("session.created")
        client.send("conversation.item.create", event_id="event_web", item={
            "type": "message", "role": "user", "content": [
                {"type": "input_image", "image_url": f"http://localhost:{simulated.port}/health"}]})
        client.wait_for_error(
            "unsupported_feature", param="item.content[0].image_url", event_id="event_web")
        assert client.text_turn("Are you still there?").strip() == "You said: Are you still there?"


def test_a_live_video_is_seen_while_the_user_speaks(start_vertex):
    vertex = start_vertex()
    pictures = [bytes([number]) + PIXEL for number in range(4)]
    speech = spoken(SENTENCE, 24_000)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.stream(silence(400, 24_000), 24_000)
        create(client, picture(pictures[0]))
        client.stream(silence(1_200, 24_000), 24_000)
        create(client, picture(pictures[1]))
        client.stream(speech, 24_000)
        create(client, picture(pictures[2]))
        client.stream(silence(1_500, 24_000), 24_000)
        create(client, picture(pictures[3]))
        assert client.wait_for("response.done", 30)["response"]["status"] == "completed"
    heard = vertex.simulator.wait_for_sessions(1)[0]
    # The first was an item: it went up before the audio that followed it.
    assert [base64.b64decode(each["data"]) for each in inline_data(heard)] == pictures[:1]
    assert frames(heard) == pictures[1:]


def test_frames_that_come_too_often_are_left_out(start_vertex):
    vertex = start_vertex()
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        begun = time.monotonic()
        for number in range(12):
            client.stream(silence(300, 24_000), 24_000)
            create(client, picture(bytes([number]) + PIXEL))
        lasted = time.monotonic() - begun
    seen = frames(vertex.simulator.wait_for_sessions(1)[0])
    assert 2 <= len(seen) <= lasted / 0.9 + 1


@pytest.mark.parametrize("format, encoded", [
    ({"type": "audio/pcm", "rate": 24_000}, lambda pcm: pcm), ({"type": "audio/pcmu"}, to_mulaw),
])
def test_a_recording_goes_up_as_a_sound_file(start_vertex, format, encoded):
    vertex = start_vertex()
    rate = format.get("rate", 8_000)
    audio = spoken(SENTENCE, rate)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.send("session.update", session={"type": "realtime", "audio": {"input": {"format": format}}})
        client.wait_for("session.updated")
        create(client, recording(encoded(audio)))
        client.send("response.create")
        assert client.answer().startswith("I hear ")
    sound, = inline_data(vertex.simulator.wait_for_sessions(1)[0])
    assert sound["mimeType"] == "audio/wav"
    with wave.open(io.BytesIO(base64.b64decode(sound["data"]))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (rate, 1, 2)
        samples = file.readframes(file.getnframes())
    assert len(samples) == len(audio)
    if rate == 24_000:
        assert samples == audio


def test_history_with_speech_in_it_is_remembered(simulated):
    """What older clients send at the start of a session: what the user had said aloud, with its words."""
    with simulated.connect("beta") as client:
        client.wait_for("session.created")
        for role, part in [("user", {"type": "input_audio", "transcript": "My name is Ada."}),
                           ("assistant", {"type": "text", "text": "Hello Ada."})]:
            client.send("conversation.item.create", item={"type": "message", "role": role, "content": [part]})
            client.wait_for("conversation.item.created")
        assert "My name is Ada." in client.text_turn("What did I say?")


def test_a_model_can_be_kept_from_recordings(start_vertex):
    vertex = start_vertex(parameters={"audio_items": "refuse"})
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.send("conversation.item.create", item={
            "type": "message", "role": "user", "content": [recording(silence(100, 24_000))]})
        client.wait_for_error("unsupported_feature", param="item.content[0].audio")
        create(client, {"type": "input_audio", "transcript": "Hello."})
        client.send("response.create")
        assert client.answer().strip() == "You said: Hello."


@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
@pytest.mark.parametrize("upstream_rate", ["native", 16_000])
def test_an_update_may_state_the_rate_of_what_is_spoken(start_vertex, rate, upstream_rate):
    vertex = start_vertex(parameters={"upstream_input_rate": upstream_rate})
    audio = silence(300, rate) + spoken(SENTENCE, rate) + silence(1_500, rate)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.send("session.update", session={
            "type": "realtime", "audio": {"input": {"format": {"type": "audio/pcm", "rate": rate}}}})
        assert client.wait_for("session.updated")["session"].get("x_input_rate") == rate
        client.stream(audio, rate, 4)
        client.answer(30)
    heard = vertex.simulator.wait_for_sessions(1)[0]
    expected = rate if upstream_rate == "native" else upstream_rate
    assert heard.audio_rates == {f"audio/pcm;rate={expected}"}
    assert abs(milliseconds(audio, rate) - heard.end["audio_bytes"] / 2 / expected * 1_000) < 50


@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
def test_what_the_model_says_comes_at_the_rate_that_was_asked_for(start_vertex, tmp_path, rate):
    """A tone of 1 kHz stays one: whatever else there is lies 60 dB below it."""
    (tmp_path / "tone.pcm").write_bytes(tone(1_000, 24_000))
    vertex = start_vertex(script=[
        {"expect": {"setup": "*"}}, {"send": {"setupComplete": {}}}, {"expect": {"clientContent": "*"}},
        {"send_audio": {"pcm": str(tmp_path / "tone.pcm"), "pace": 0.1, "transcript": "Beep."}},
        {"send": {"serverContent": {"generationComplete": True}}}, {"send": {"serverContent": {"turnComplete": True}}},
    ], model="gemini-live-2.5-flash-native-audio")
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.send("session.update", session={
            "type": "realtime", "audio": {"output": {"format": {"type": "audio/pcm", "rate": rate}}}})
        client.wait_for("session.updated")
        client.text_turn("Say beep.")
        heard = client.audio_of(client.all_of("response.done")[0]["response"]["id"])
    samples = array.array("h", heard)[rate // 10:rate // 2]
    assert distortion(samples, 1_000, rate) < -60


def tone(hertz: int, rate: int, seconds: float = 0.7) -> bytes:
    return array.array("h", [
        round(16_000 * math.sin(2 * math.pi * hertz * at / rate)) for at in range(int(rate * seconds))]).tobytes()


def distortion(samples, hertz: int, rate: int) -> float:
    """In dB: everything that is not the tone, over the tone."""
    angles = [2 * math.pi * hertz * at / rate for at in range(len(samples))]
    sine = sum(sample * math.sin(angle) for sample, angle in zip(samples, angles)) * 2 / len(samples)
    cosine = sum(sample * math.cos(angle) for sample, angle in zip(samples, angles)) * 2 / len(samples)
    rest = sum(
        (sample - sine * math.sin(angle) - cosine * math.cos(angle)) ** 2 for sample, angle in zip(samples, angles))
    return 10 * math.log10(rest / len(samples) / ((sine ** 2 + cosine ** 2) / 2))
