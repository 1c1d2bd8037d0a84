"""OpenAI's own Python SDK, unmodified, in three versions."""

import pytest

from harness.client_programs import INTEGRATION, ClientProgram, python
from harness.speech import milliseconds, silence, spoken

VERSIONS = ["openai-1", "openai-2", "openai-3"]
TEXT = INTEGRATION / "programs" / "ga_text.py"
VOICE = INTEGRATION / "programs" / "ga_voice.py"


def run(program, version, gateway, folder, *arguments):
    """1.x dials wss:// even for an http:// base URL; its successors do as they are told. All find the certificate."""
    command = [python(version), program, f"http://localhost:{gateway.port}/v1", gateway.key, gateway.model]
    return ClientProgram([*command, *arguments], folder, SSL_CERT_FILE=gateway.certificate).check("ga")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_text_conversation(vertex, tmp_path, version):
    lines = run(TEXT, version, vertex.gateway, tmp_path).output.splitlines()
    assert [line.strip() for line in lines] == [
        "You said: Say hello to the harbour.", "[completed, True]",
        "You said: Say hello to the harbour.", "[completed, True]",
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_spoken_turn(vertex, tmp_path, version):
    question = spoken("Could you tell me when the next ferry leaves?", 24_000)
    (tmp_path / "question.pcm").write_bytes(silence(300, 24_000) + question + silence(1_500, 24_000))
    program = run(VOICE, version, vertex.gateway, tmp_path, "question.pcm", "answer.pcm")
    assert "[completed]" in program.output
    assert "user: " in program.output and "model: " in program.output
    answer = (tmp_path / "answer.pcm").read_bytes()
    asked = milliseconds(question, 24_000)
    assert 0.8 * asked < milliseconds(answer, 24_000) < asked + 1_000
    assert any(event["type"] == "input_audio_buffer.speech_started" for event in program.events)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_gateway_without_configuration_serves_it_too(simulated, tmp_path, version):
    lines = run(TEXT, version, simulated, tmp_path).output.splitlines()
    assert lines[0].strip() == "You said: Say hello to the harbour."
