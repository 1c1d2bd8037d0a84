"""What a model can do is told before anybody speaks, and what only Gemini has reaches it."""

import json
import subprocess

import pytest

from harness.program import EXECUTABLE
from harness.vertex import MODEL, PROJECT, configuration


def told(gateway, path: str = "/v1/capabilities", **headers) -> tuple[int, dict]:
    status, answer, body = gateway.get(path, **({"Authorization": f"Bearer {gateway.key}"} | headers))
    assert answer["content-type"].startswith("application/json")
    return status, json.loads(body)


def row(capabilities: dict, field: str) -> dict:
    (found,) = [row for row in capabilities["session_fields"] if field in row["names"]]
    return found


def test_what_is_told_of_a_model_is_what_its_sessions_do(vertex):
    status, capabilities = told(vertex.gateway, f"/v1/capabilities?model={MODEL}")
    assert status == 200 and capabilities["upstream"]["status"] == "retired"
    assert capabilities["text_output"] == "native"
    assert PROJECT not in json.dumps(capabilities)
    assert row(capabilities, "audio.output.speed")["verdict"] == "no_effect"
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        for name, voice in capabilities["voice_map"].items():
            client.send("session.update", session={"type": "realtime", "audio": {"output": {"voice": name}}})
            assert client.wait_for("session.updated")["session"]["audio"]["output"]["voice"] == voice
        client.send("session.update", session={"type": "realtime", "prompt": {"id": "pmpt_1"}})
        assert row(capabilities, "prompt")["verdict"] == "refused"
        assert client.wait_for("error")["error"]["code"] == "unsupported_feature"


def test_all_models_are_told_in_short(vertex):
    status, listing = told(vertex.gateway, "/capabilities")
    assert status == 200 and listing["object"] == "list"
    assert [model["model"] for model in listing["data"]] == [MODEL]


def test_an_unknown_model_and_a_stranger_are_told_so(vertex):
    status, body = told(vertex.gateway, "/v1/capabilities?model=gpt-4o")
    assert status == 404 and body["error"]["code"] == "model_not_found" and MODEL in body["error"]["message"]
    status, body = told(vertex.gateway, f"/v1/capabilities?model={MODEL}", Authorization="Bearer sk-wrong")
    assert status == 401 and body["error"]["code"] == "invalid_api_key"


GROUNDING = {"groundingChunks": [{"web": {"uri": "https://tides.example", "title": "tides.example"}}],
             "groundingSupports": [{"segment": {"text": "at three"}, "groundingChunkIndices": [0]}]}


def test_the_setup_block_reaches_the_model_and_its_sources_the_client(start_vertex):
    vertex = start_vertex(model="gemini-3.8-live", parameters={"setup": {
        "google_search": True, "labels": {"team": "voice"}, "custom_vocabulary": ["Parley"]}}, script=[
            {"expect": {"setup": {"tools": [{"googleSearch": {}}], "labels": {"team": "voice"}}}},
            {"send": {"setupComplete": {}}}, {"expect": {"clientContent": "*"}},
            {"send": {"serverContent": {"outputTranscription": {"text": "High water is at three."}}}},
            {"send": {"serverContent": {"groundingMetadata": GROUNDING, "generationComplete": True}}},
            {"send": {"serverContent": {"turnComplete": True}}}])
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.write("When is high water?")
        client.send("response.create")
        part = client.wait_for("response.content_part.done")["part"]
        assert part["annotations"] == [{"type": "url_citation", "url": "https://tides.example",
                                        "title": "tides.example", "start_index": 14, "end_index": 22}]
        client.wait_for("response.done")
    (heard,) = vertex.simulator.wait_for_sessions(1)
    assert heard.setup["inputAudioTranscription"] == {"customVocabulary": ["Parley"]}


@pytest.mark.parametrize("model, setup, said", [
    ("gemini-3.8-live", {"thinking": {"level": "low"}}, "setup.thinking: gemini-3.8-live closes the connection"),
    ("gemini-live-2.5-flash", {"affective_dialog": True}, "setup.affective_dialog: gemini-live-2.5-flash does not know"),
])
def test_what_a_model_does_not_know_keeps_the_gateway_from_starting(tmp_path, model, setup, said):
    settings = configuration("ws://127.0.0.1:9", tmp_path / "none.json", model=model, parameters={"setup": setup})
    del settings["model_list"][0]["litellm_params"]["vertex_credentials"]
    file = tmp_path / "config.yaml"
    file.write_text(json.dumps(settings, indent=1))
    for command in (["check"], []):
        result = subprocess.run([EXECUTABLE, *command, "--config", file], capture_output=True, text=True, timeout=20)
        output = result.stdout + result.stderr
        assert result.returncode == 1 and said in output, output
        line = next(text for text in output.splitlines() if said in text)
        number = int(line.split("config.yaml:")[1].split(":")[0])
        assert next(iter(setup)) in file.read_text().splitlines()[number - 2] + file.read_text().splitlines()[number - 1]


def test_the_last_days_of_a_model_are_said_at_the_start(tmp_path, start_gateway):
    settings = configuration("ws://127.0.0.1:9", tmp_path / "none.json", model="gemini-live-2.5-flash-native-audio")
    parameters = settings["model_list"][0]["litellm_params"]
    del parameters["vertex_credentials"], parameters["api_base"]
    file = tmp_path / "config.yaml"
    file.write_text(json.dumps(settings, indent=1))
    result = subprocess.run([EXECUTABLE, "check", "--config", file], capture_output=True, text=True, timeout=20)
    assert result.returncode == 0
    assert "Google stops serving gemini-live-2.5-flash-native-audio on 2026-12-13" in result.stdout
