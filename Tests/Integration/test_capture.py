"""A session that was written down can be played again, and holds no secret."""

import json

from harness.speech import silence, spoken
from harness.vertex import PROJECT


def converse(client) -> list[str]:
    """A written and a spoken turn; the types of all events but those that time alone decides."""
    client.wait_for("session.created")
    assert client.text_turn("Good morning.").strip() == "You said: Good morning."
    client.stream(spoken("How are you?", 24000) + silence(1200, 24000), 24000, speed=2)
    assert client.wait_for("response.done")["response"]["status"] == "completed"
    return [event["type"] for event in client.events if not event["type"].endswith(".delta")]


def capture(start_vertex, folder, **settings):
    folder.mkdir()
    vertex = start_vertex(parley={"capture_dir": str(folder), **settings}, model="gemini-3.8-live")
    with vertex.gateway.connect("ga") as client:
        types = converse(client)
    vertex.gateway.wait_for("Session ended")
    vertex.gateway.stop()
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    return vertex, path, types


def test_a_captured_session_can_be_played_again(start_vertex, tmp_path):
    _, path, types = capture(start_vertex, tmp_path / "captures")
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert lines[0]["contract"] == "ga" and lines[0]["model"] == "gemini-3.8-live"
    assert {"from", "to"} <= {key for line in lines[1:] for key in line}
    again = start_vertex("--script", str(path), model="gemini-3.8-live")
    with again.gateway.connect("ga") as client:
        assert converse(client) == types


def test_a_capture_holds_neither_voices_nor_secrets(start_vertex, google, tmp_path):
    vertex, path, _ = capture(start_vertex, tmp_path / "captures")
    text = path.read_text()
    for secret in (vertex.gateway.key, google.token, PROJECT):
        assert secret not in text
    assert "$speech " in text and "$silence " in text
    assert max(len(line) for line in text.splitlines()) < 4000, "somebody's voice is in the capture"


def test_a_capture_can_hold_voices(start_vertex, tmp_path):
    _, path, _ = capture(start_vertex, tmp_path / "captures", capture_audio=True)
    assert "$speech" not in path.read_text()
    appended = [json.loads(line)["message"]["audio"] for line in path.read_text().splitlines()
                if '"input_audio_buffer.append"' in line]
    assert len(appended) > 20
