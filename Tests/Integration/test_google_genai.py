"""Google's own SDK, google-genai: its types read what Parley sends, and its client talks to the simulator."""

import json
import subprocess

import pytest

from harness.client_programs import INTEGRATION, ClientProgram, python
from harness.program import ROOT
from harness.speech import milliseconds, silence, spoken

PROGRAMS = INTEGRATION / "programs"
QUESTION = "Could you tell me when the next ferry leaves?"
TOOL = {"type": "function", "name": "get_weather", "description": "The weather in a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}


def read_with_googles_types(*files) -> int:
    """How many messages the files hold; all of them fit."""
    result = subprocess.run(
        [python("google-genai"), PROGRAMS / "google_types.py", *files], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return int(result.stdout)


def test_googles_types_refuse_what_does_not_fit(tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text(json.dumps({"gemini": "client", "message": {"setup": {"model": "m", "voice": "Puck"}}}))
    with pytest.raises(AssertionError, match="voice"):
        read_with_googles_types(bad)


def test_googles_types_read_every_message_of_the_swift_tests():
    files = sorted((ROOT / ".build" / "emitted").glob("*.jsonl"))
    assert files, "run swift test first: it writes .build/emitted/*.jsonl"
    assert read_with_googles_types(*files) > 300


def test_googles_types_read_every_message_of_a_call(start_vertex, tmp_path):
    vertex = start_vertex(model="gemini-live-2.5-flash-native-audio")
    with vertex.gateway.connect("ga") as client:
        client.send("session.update", session={
            "type": "realtime", "tools": [TOOL], "instructions": "Be brief.",
            "audio": {"input": {"transcription": {"model": "whisper-1"}}}})
        assert "harbour" in client.text_turn("Say hello to the harbour.")
        client.write('call get_weather {"city":"Paris"}')
        client.send("response.create")
        (call,) = client.wait_for("response.done")["response"]["output"]
        client.send("conversation.item.create", item={
            "type": "function_call_output", "call_id": call["call_id"], "output": '{"sky":"blue"}'})
        client.send("response.create")
        assert "blue" in client.answer()
        client.stream(silence(300, 24_000) + spoken(QUESTION, 24_000) + silence(2_000, 24_000), 24_000, 4)
        client.answer()
    (heard,) = vertex.simulator.wait_for_sessions(1)
    call = tmp_path / "call.jsonl"
    call.write_text("".join(json.dumps({"gemini": "client", "message": message}) + "\n" for message in heard.messages))
    kinds = {kind for message in heard.messages for kind in message}
    assert kinds == {"setup", "clientContent", "toolResponse", "realtimeInput"}
    assert read_with_googles_types(call) == len(heard.messages)


@pytest.mark.parametrize("surface", ["studio", "vertex"])
def test_googles_client_talks_to_the_simulator(start_simulator, authority, tmp_path, surface):
    certificate, key = authority.issue("localhost")
    simulator = start_simulator("--tls-certificate", str(certificate), "--tls-key", str(key))
    (tmp_path / "speech.pcm").write_bytes(silence(300, 16_000) + spoken(QUESTION, 16_000) + silence(2_000, 16_000))
    program = ClientProgram(
        [python("google-genai"), PROGRAMS / "google_live.py", f"https://localhost:{simulator.port}", surface,
         "gemini-live-2.5-flash-native-audio", "speech.pcm"], tmp_path, SSL_CERT_FILE=str(authority.certificate))
    heard = json.loads(program.output.splitlines()[-1])
    assert heard["words"][0].strip() == "You said: Say hello to the harbour."
    assert any("blue as a plum" in words for words in heard["words"])
    assert heard["cities"] == ["Paris"]
    assert "seconds of speech" in heard["user"]
    assert heard["audio_bytes"] > 2 * milliseconds(spoken(QUESTION, 16_000), 16_000) * 24
    assert heard["interruptions"] == 1
    assert heard["tokens"] > 0
