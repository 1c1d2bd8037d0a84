"""The scripts of the document that Parley is to replace, run as they stand there."""

import pytest

from harness.client_programs import SEED, ClientProgram, python, seed_script
from harness.program import run_parley
from harness.speech import milliseconds, silence, spoken

NAMES = ["config.yaml", "text_websockets.py", "text_ws.js", "text_openai_sdk.py", "voice.py"]


def document_parts() -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for block in (SEED / "document.txt").read_text().split("\n=== ")[1:]:
        name, _, code = block.partition("\n")
        parts[name] = unindented(code)
    return parts


def unindented(code: str) -> list[str]:
    return [line.strip() for line in code.strip().splitlines()]


@pytest.mark.parametrize("name", NAMES)
def test_the_script_is_the_documents_but_for_indentation(name):
    ours = unindented((SEED / name).read_text())
    theirs = document_parts()[name]
    if name == "voice.py":
        # The document gives only the settings of its voice client.
        start = ours.index(theirs[0])
        ours = ours[start:start + len(theirs)]
    assert ours == theirs


def test_python_with_websockets_prints_the_words_and_done(vertex, tmp_path):
    script = seed_script("text_websockets.py", tmp_path, vertex.gateway.port, vertex.gateway.key)
    program = ClientProgram([python("main"), script], tmp_path).check("beta")
    first, words, done = program.output.splitlines()
    assert first.startswith("session.created: sess_")
    assert words.strip() == "You said: Say hello in one sentence."
    assert done == "[done]"


def test_node_with_ws_prints_the_words(vertex, tmp_path):
    script = seed_script("text_ws.js", tmp_path, vertex.gateway.port, vertex.gateway.key)
    program = ClientProgram(["node", script], tmp_path).check("beta")
    assert program.output.strip() == "You said: Say hello."


@pytest.mark.parametrize("version", ["openai-1", "openai-2"])
def test_the_beta_client_of_openais_sdk_prints_the_words(vertex, tmp_path, version):
    """It dials wss:// whatever its base URL says, so the plain port must speak TLS, too."""
    script = seed_script("text_openai_sdk.py", tmp_path, vertex.gateway.port, vertex.gateway.key)
    program = ClientProgram([python(version), script], tmp_path, SSL_CERT_FILE=vertex.gateway.certificate)
    assert program.check("beta").output.strip() == "You said: Say hello."


def test_the_voice_client_speaks_and_is_answered(vertex, tmp_path):
    question = spoken("Good morning. What is the weather like today?", 16_000) + silence(1_600, 16_000)
    (tmp_path / "microphone.pcm").write_bytes(silence(300, 16_000) + question)
    script = seed_script("voice.py", tmp_path, vertex.gateway.port, vertex.gateway.key)
    program = ClientProgram([python("main"), script], tmp_path).check("beta")
    # The words of the answer and what was understood of the question, in the order in which they came.
    assert program.output.count("of speech") == 2 and "user:" in program.output, program.output
    assert program.output.rstrip().endswith("\n[done]")
    kinds = {event["type"] for event in program.events}
    assert {"input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped",
            "input_audio_buffer.committed", "conversation.item.created"} <= kinds
    # The simulator plays the question back: without the silence, at 24 kHz instead of 16 kHz.
    answered = milliseconds((tmp_path / "speaker.pcm").read_bytes(), 24_000)
    asked = milliseconds(question, 16_000) - 1_600
    assert 0.8 * asked < answered < asked + 1_000


def test_the_documents_configuration_is_accepted_as_it_stands(tmp_path):
    (tmp_path / "config.yaml").write_bytes((SEED / "config.yaml").read_bytes())
    result = run_parley(["check", "--config", "config.yaml"], tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr
    assert ": error:" not in result.stdout and "unknown" not in result.stdout
    assert "vertex-gemini-live" in result.stdout
