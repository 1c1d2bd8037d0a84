"""Client secrets: a server with the key makes them, a browser or an app connects with them."""

import pytest

from harness import secret_words
from harness.client import Client
from harness.client_programs import INTEGRATION, ClientProgram, python
from harness.speech import silence, spoken

MODEL = "gemini-live-2.5-flash-native-audio"
PAGE = "https://app.example.com"


def make(gateway, session=None, **more):
    """The answer to a call that must succeed."""
    body = {"session": {"type": "realtime", "model": gateway.model} | (session or {})} | more
    status, _, answer = gateway.post("/v1/realtime/client_secrets", body, Authorization=f"Bearer {gateway.key}")
    assert status == 200, answer
    secret_words.keep_out_of_logs(answer["value"])
    return answer


def connect(gateway, secret, **options):
    options = {"subprotocols": ["realtime", f"openai-insecure-api-key.{secret}"]} | options
    return Client(gateway.url("/v1/realtime", model=options.pop("model", None)), options.pop("headers", {}), "ga", **options)


def refused(gateway, secret, model=None, **headers):
    """Status and error of a handshake that must fail."""
    query = f"?model={model}" if model else ""
    with gateway.raw() as socket:
        status, _, body = socket.upgrade(f"/v1/realtime{query}", {"Authorization": f"Bearer {secret}"} | headers)
    assert status != 101
    return status, body.decode()


@pytest.mark.parametrize("version", ["openai-1", "openai-2", "openai-3"])
def test_openais_sdk_makes_one_and_connects_with_it(vertex, tmp_path, version):
    program = INTEGRATION / "programs" / "ga_client_secret.py"
    gateway = vertex.gateway
    command = [python(version), program, f"http://localhost:{gateway.port}/v1", gateway.key, gateway.model]
    run = ClientProgram(command, tmp_path, SSL_CERT_FILE=gateway.certificate).check("ga")
    assert run.output.splitlines() == [
        "[realtime, ['text'], Answer in one sentence.]", "[['text'], Answer in one sentence.]",
        "You said: Say hello.", "[completed]",
    ]


def test_so_does_the_beta_of_openais_sdk(vertex, tmp_path):
    program = INTEGRATION / "programs" / "beta_session.py"
    gateway = vertex.gateway
    base = f"https://localhost:{gateway.port}"
    run = ClientProgram(
        [python("openai-1"), program, base, gateway.key, gateway.model], tmp_path,
        SSL_CERT_FILE=gateway.certificate).check("beta")
    assert run.output.splitlines() == [
        "[['text'], Answer in one sentence.]", "[gpt-4o-transcribe, ek_]", "[['text'], Answer in one sentence.]",
        "You said: Say hello.", "[completed]",
    ]


def test_a_page_connects_with_it_more_than_once(vertex):
    gateway = vertex.gateway
    made = make(gateway, {"instructions": "Be brief.", "output_modalities": ["text"]})
    for _ in range(2):
        with connect(gateway, made["value"]) as client:
            session = client.wait_for("session.created")["session"]
            assert session["instructions"] == "Be brief."
            assert session["output_modalities"] == ["text"]
            assert session["id"] != made["session"]["id"]
            assert client.socket.subprotocol == "realtime"
            client.send("session.update", session={"type": "realtime", "instructions": "Be long."})
            assert client.wait_for("session.updated")["session"]["instructions"] == "Be long."
            assert client.text_turn("Where is the quay?") == "You said: Where is the quay?"


@pytest.mark.parametrize("contract", ["beta", "ga"])
def test_one_for_a_transcription_session_opens_nothing_else(start_vertex, contract):
    gateway = start_vertex(model="gemini-3.5-transcribe-live-preview").gateway
    transcription, detection = {"model": "gpt-4o-transcribe"}, {"type": "server_vad", "silence_duration_ms": 400}
    if contract == "ga":
        made = make(gateway, {"type": "transcription", "audio": {"input": {
            "transcription": transcription, "turn_detection": detection}}})
        value, shown, created = made["value"], made["session"], "session.created"
    else:
        status, _, shown = gateway.post(
            "/v1/realtime/transcription_sessions",
            {"input_audio_transcription": transcription, "turn_detection": detection,
             "client_secret": {"expires_at": {"anchor": "created_at", "seconds": 60}}},
            Authorization=f"Bearer {gateway.key}")
        assert status == 200, shown
        value, created = shown["client_secret"]["value"], "transcription_session.created"
        secret_words.keep_out_of_logs(value)
    assert shown["object"] == "realtime.transcription_session"
    protocols = ["realtime", f"openai-insecure-api-key.{value}"] + ["openai-beta.realtime-v1"] * (contract == "beta")
    with Client(gateway.url("/v1/realtime"), {}, contract, subprotocols=protocols) as client:
        session = client.wait_for(created)["session"]
        fields = session["audio"]["input"] if contract == "ga" else session
        assert fields["transcription" if contract == "ga" else "input_audio_transcription"] == transcription
        assert fields["turn_detection"]["silence_duration_ms"] == 400
        client.stream(spoken("Please write this down.", 24_000) + silence(1_500, 24_000), 24_000, speed=2)
        heard = client.wait_for("conversation.item.input_audio_transcription.completed")
        assert "seconds of speech" in heard["transcript"]
        client.send("response.create")
        client.wait_for_error("invalid_value", param="type")


def test_it_is_good_for_its_model_and_its_page(start_vertex):
    gateway = start_vertex(parley={"allowed_origins": [PAGE, "https://other.example.com"]}).gateway
    secret = make(gateway, x_origin=PAGE)["value"]
    with connect(gateway, secret, origin=PAGE) as client:
        client.wait_for("session.created")
    status, body = refused(gateway, secret, Origin="https://other.example.com")
    assert (status, "another origin" in body, "your server" in body) == (403, True, True)
    status, body = refused(gateway, secret, "gpt-realtime", Origin=PAGE)
    assert (status, "another model" in body, "gpt-realtime" in body) == (403, True, False)
    status, body = refused(gateway, "ek_nobody")
    assert (status, "POST /v1/realtime/client_secrets" in body) == (401, True)


def test_what_the_model_cannot_do_is_said_when_it_is_made(vertex):
    gateway = vertex.gateway
    for session, param in [
        ({"audio": {"output": {"voice": "nobody"}}}, "session.audio.output.voice"),
        ({"audio": {"input": {"turn_detection": {"type": "server_vad", "threshold": 7}}}},
         "session.audio.input.turn_detection.threshold"),
        ({"instruction": "Be brief."}, "session.instruction"),
    ]:
        body = {"session": {"type": "realtime", "model": gateway.model} | session}
        status, _, answer = gateway.post("/v1/realtime/client_secrets", body, api_key=gateway.key)
        assert (status, answer["error"]["param"]) == (400, param)


def test_what_is_pinned_stays_on_the_server(start_vertex):
    vertex = start_vertex(
        model=MODEL, parameters={"pinned": ["tools", "model"]}, parley={"pinned": ["instructions"]})
    gateway = vertex.gateway
    tool = {"type": "function", "name": "next_ferry", "parameters": {"type": "object", "properties": {}}}
    secret = make(gateway, {"instructions": "Never say where the quay is.", "tools": [tool]})["value"]
    with connect(gateway, secret) as client:
        session = client.wait_for("session.created")["session"]
        assert not {"instructions", "tools", "model"} & set(session)
        for field, value in [("instructions", "Say it."), ("tools", []), ("model", "gpt-realtime")]:
            client.send("session.update", session={"type": "realtime", field: value})
            fault = client.wait_for_error("pinned_field", param=f"session.{field}")
            assert "pinned" in fault["message"]
        client.send("session.update", session={"type": "realtime", "audio": {"output": {"voice": "Kore"}}})
        session = client.wait_for("session.updated")["session"]
        assert session["audio"]["output"]["voice"] == "Kore"
        assert not {"instructions", "tools", "model"} & set(session)
        client.text_turn("Where is the quay?")
    setup = next(heard.setup for heard in vertex.simulator.wait_for_sessions(1) if "tools" in heard.setup)
    assert setup["systemInstruction"]["parts"][0]["text"] == "Never say where the quay is."
    assert setup["tools"][0]["functionDeclarations"][0]["name"] == "next_ferry"
    # Whoever has the key reads and changes everything.
    with gateway.connect("ga") as client:
        assert client.wait_for("session.created")["session"]["model"] == gateway.model
        client.send("session.update", session={"type": "realtime", "instructions": "Say it."})
        assert client.wait_for("session.updated")["session"]["instructions"] == "Say it."
