"""What README.md shows: its programs run as they stand there, and its configurations are read."""

import os
import pathlib
import re
import subprocess

import pytest
import yaml

from harness.client_programs import ClientProgram, python
from harness.fault_proxy import FaultProxy
from harness.gateway import new_key
from harness.program import ROOT, run_parley
from harness.speech import milliseconds, spoken

README = (ROOT / "README.md").read_text()
SHIM = "const WebSocket = require('ws'), document = { body: { append: (text) => process.stdout.write(text) } };\n"


def blocks(language: str) -> list[str]:
    found = re.findall(rf"(?ms)^( *)```{language}\n(.*?)^ *```", README)
    return [re.sub(rf"(?m)^{indent}", "", code) for indent, code in found]


def sample(language: str, mark: str, gateway, folder) -> str:
    """The one program with `mark` in it, with another port and key and no other change; returns its file's name."""
    (code,) = [block for block in blocks(language) if mark in block]
    assert "localhost:4000" in code and "sk-your-key" in code and gateway.model in code
    name = "sample.py" if language == "python" else "sample.js"
    code = code.replace("localhost:4000", f"localhost:{gateway.port}").replace("sk-your-key", gateway.key)
    (folder / name).write_text(code)
    return name


def test_every_program_is_tried_here():
    assert (len(blocks("python")), len(blocks("js"))) == (5, 4)


def test_python_with_websockets(simulated, tmp_path):
    name = sample("python", "Say hello in one sentence.", simulated, tmp_path)
    program = ClientProgram([python("main"), name], tmp_path).check("beta")
    assert program.output.strip() == "You said: Say hello in one sentence."


@pytest.mark.parametrize("version", ["openai-1", "openai-2", "openai-3"])
def test_openais_sdk(simulated, tmp_path, version):
    name = sample("python", "client.realtime.connect", simulated, tmp_path)
    program = ClientProgram([python(version), name], tmp_path, SSL_CERT_FILE=simulated.certificate)
    assert program.check("ga").output.strip() == "You said: Say hello."


def test_openais_beta_client(simulated, tmp_path):
    name = sample("python", "client.beta.realtime.connect", simulated, tmp_path)
    program = ClientProgram([python("openai-1"), name], tmp_path, SSL_CERT_FILE=simulated.certificate)
    assert program.check("beta").output.strip() == "You said: Say hello."


def test_node(simulated, tmp_path):
    name = sample("js", "require(", simulated, tmp_path)
    program = ClientProgram(["node", name], tmp_path, NODE_PATH="/usr/share/nodejs")
    assert program.output.strip() == "You said: Say hello."


def test_web_page(simulated, tmp_path):
    """In Node, with the two things of a page that it uses."""
    name = sample("js", "document.body.append(event.delta)", simulated, tmp_path)
    code = SHIM + (tmp_path / name).read_text().replace(
        "socket.onmessage = ({ data }) => {",
        "socket.onmessage = ({ data }) => {\n  if (data.includes('response.done')) socket.close();")
    (tmp_path / name).write_text(code)
    program = ClientProgram(["node", name], tmp_path, NODE_PATH="/usr/share/nodejs")
    assert program.output.strip() == "You said: Say hello."


def test_client_secret(simulated, tmp_path):
    """Made by the server's program, and used by the page's, in Node."""
    name = sample("python", "client_secrets.create", simulated, tmp_path)
    secret = ClientProgram([python("openai-3"), name], tmp_path).output.strip()
    assert secret.startswith("ek_")
    (page,) = [block for block in blocks("js") if "${secret}" in block and "reattach" not in block]
    heard = "socket.onmessage = ({ data }) => { console.log(JSON.parse(data).session.instructions); socket.close(); };"
    (tmp_path / "page.js").write_text("\n".join([
        SHIM, f"const secret = '{secret}';", page.replace("localhost:4000", f"localhost:{simulated.port}"), heard]))
    program = ClientProgram(["node", "page.js"], tmp_path, NODE_PATH="/usr/share/nodejs")
    assert program.output.strip() == "You sell ferry tickets."


def test_a_page_comes_back(start_gateway, tmp_path):
    """In Node; between two connections the network breaks."""
    whole, *sections = blocks("yaml")
    (waits,) = [section for section in sections if "reattach_window" in section]
    model = {"model_name": "gemini-live-simulator", "litellm_params": {"model": "simulator/gemini-live-simulator"}}
    gateway = start_gateway(
        {"model_list": [model], "general_settings": {"master_key": new_key()}} | yaml.safe_load(waits))
    network = FaultProxy(("127.0.0.1", gateway.port))
    (page,) = [block for block in blocks("js") if "reattach_token" in block]
    page = page.replace("localhost:4000", f"127.0.0.1:{network.port}")
    (tmp_path / "page.js").write_text("\n".join([SHIM, f"const secret = '{gateway.key}';", page]))
    with subprocess.Popen(
            ["node", "page.js"], cwd=tmp_path, env={"PATH": os.environ["PATH"], "NODE_PATH": "/usr/share/nodejs"},
            stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout.readline() == "session.created\n"
            network.reset()
            assert program.stdout.readline() == "session.created\n"
            gateway.wait_for("Session reattached")
        finally:
            program.kill()
    network.stop()
    assert gateway.log.count("Session begun") == 1


def test_voice(simulated, tmp_path):
    name = sample("python", "question.pcm", simulated, tmp_path)
    question = spoken("What time does the ferry leave?", 16_000)
    (tmp_path / "question.pcm").write_bytes(question)
    program = ClientProgram([python("main"), name], tmp_path).check("beta")
    answer, asked = (tmp_path / "answer.pcm").read_bytes(), milliseconds(question, 16_000)
    assert "speech" in program.output
    assert 0.8 * asked < milliseconds(answer, 24_000) < asked + 1_000


def test_configurations_are_read(simulated, tmp_path):
    """Those with models are whole; the others are sections of Parley's own, here beneath the first."""
    identity = pathlib.Path(simulated.certificate).parent
    whole, *sections = blocks("yaml")
    assert sections and all(section.startswith(("parley:", "model_list:")) for section in sections)
    for settings in ["", *sections]:
        text = settings if settings.startswith("model_list:") else whole + "\n" + settings
        text = text.replace("/etc/parley/chain.pem", str(identity / "certificate.pem"))
        text = text.replace("/etc/parley/key.pem", str(identity / "private-key.pem"))
        (tmp_path / "config.yaml").write_text(text)
        result = run_parley(["check", "--config", "config.yaml"], tmp_path)
        assert result.returncode == 0 and "nothing wrong" in result.stdout, result.stdout


def test_links_lead_somewhere():
    for file in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md"),
                 ROOT / "Tests" / "Transcripts" / "README.md"]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", file.read_text()):
            if "://" not in target:
                assert (file.parent / target).exists(), f"{file.name} points to {target}"
