"""Google refuses, fails, stalls or talks nonsense: the client is told in words, every response ends, nothing leaks."""

import pytest

from harness.google import TokenServer
from harness.vertex import PROJECT, configuration

MODEL = "gemini-live-2.5-flash-native-audio"
ACCEPT = [{"expect": {"setup": "*"}}, {"send": {"setupComplete": {}}}]
WORDS = {"send": {"serverContent": {"outputTranscription": {"text": "Once upon a time"}}}}
SOUND = {"send_audio": {"tone_ms": 200, "pace": 0}}
ASKED = {"expect": {"clientContent": "*"}}
NUMBER = "813394550192"


def fault_of(client, vertex, google, within: float = 40) -> tuple[dict, int]:
    """The one `error` of a session that ends, and the close code. Neither names project, account or token."""
    error = client.wait_for("error", within)["error"]
    code, reason = client.wait_for_close()
    assert len(client.all_of("error")) == 1
    for secret in (PROJECT, google.token, google.email, NUMBER, "127.0.0.1", vertex.gateway.key):
        assert secret not in str(error) + reason, f"the client is shown {secret}: {error}"
    assert len(error["message"]) > 30
    return error, code


@pytest.mark.parametrize("status, message, code, said", [
    (401, "Request had invalid authentication credentials.", "upstream_unauthorized", "credentials"),
    (403, f"Permission 'aiplatform.endpoints.predict' denied on resource '//projects/{PROJECT}'.",
     "upstream_forbidden", "roles/aiplatform.user"),
    (403, f"Vertex AI API has not been used in project {NUMBER} before or it is disabled.",
     "upstream_forbidden", "gcloud services enable"),
    (404, "The requested URL was not found on this server.", "model_not_found", "vertex_location"),
])
def test_a_refused_handshake_says_what_to_do(start_vertex, google, status, message, code, said):
    vertex = start_vertex(script=[
        {"connection": {"repeat": True, "refuse": {"status": status, "message": message}}}], model=MODEL)
    with vertex.gateway.connect("ga") as client:
        error, closed = fault_of(client, vertex, google)
    assert error["code"] == code and said in error["message"]
    assert closed == 1008


@pytest.mark.parametrize("code, reason, said, closed", [
    (1007, "Request contains an invalid argument.", "refused", 1008),
    (1007, f"Publisher Model `projects/{PROJECT}/locations/us-east4/publishers/google/models/{MODEL}` was not found",
     "vertex_location", 1008),
    (1008, f"Your project {NUMBER} is not allowed to use this model: it does not have access", "access", 1008),
    (1011, "Internal error encountered.", "fault", 1011),
    (1011, "You exceeded your current quota, please check your plan", "quota", 1011),
])
def test_a_setup_that_is_refused_ends_the_session_with_words(start_vertex, google, code, reason, said, closed):
    vertex = start_vertex(script=[
        {"connection": {"repeat": True}}, {"expect": {"setup": "*"}}, {"close": {"code": code, "reason": reason}},
    ], model=MODEL)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.write("Is somebody at home?")
        client.send("response.create")
        client.wait_for("response.created")
        done = client.wait_for("response.done", 40)["response"]
        assert done["status"] == "failed"
        error, how = fault_of(client, vertex, google)
    assert said in error["message"].lower() or said in error["message"]
    assert how == closed


@pytest.mark.parametrize("code", [1007, 1008])
@pytest.mark.parametrize("contract", ["plain", "ga"])
def test_a_refusal_within_an_answer_fails_it_once(start_vertex, google, code, contract):
    vertex = start_vertex(script=[
        {"connection": {"repeat": True}}, *ACCEPT, ASKED, WORDS, SOUND, {"wait_ms": 300},
        {"close": {"code": code, "reason": "Internal error encountered."}}], model=MODEL)
    with vertex.gateway.connect(contract) as client:
        client.wait_for("session.created")
        client.write("Tell me a long story.")
        if contract == "ga":
            client.send("response.create")
        client.wait_for("response.created")
        done = client.wait_for("response.done")["response"]
        assert done["status"] == "failed"
        assert done["status_details"]["error"]["code"]
        error, closed = fault_of(client, vertex, google)
        assert closed == 1008
        assert len(client.all_of("response.done")) == 1


@pytest.mark.parametrize("script", [
    [{"connection": {"hang": True, "repeat": True}}],
    [{"connection": {"repeat": True}}, {"expect": {"setup": "*"}}, {"hang": True}],
], ids=["no handshake", "no setupComplete"])
def test_an_upstream_that_never_answers_is_given_up(start_vertex, google, script):
    vertex = start_vertex(
        script=script, model=MODEL, parley={"timings": {"handshake_timeout": "1s", "handshake_attempts": 2}})
    with vertex.gateway.connect() as client:
        error, closed = fault_of(client, vertex, google, within=10)
        assert closed == 1011


@pytest.mark.parametrize("garbage", ["not json at all", "[1,2,3]", '{"serverContent":', '{"serverContent":7}', "{}"])
def test_nonsense_from_upstream_breaks_no_session(start_vertex, garbage):
    vertex = start_vertex(script=[
        {"connection": {"repeat": True}}, *ACCEPT, ASKED, {"send_raw": garbage}, WORDS, SOUND,
        {"send": {"serverContent": {"generationComplete": True}}},
        {"send": {"serverContent": {"turnComplete": True}, "usageMetadata": {"totalTokenCount": 5}}}], model=MODEL)
    with vertex.gateway.connect() as client:
        client.wait_for("session.created")
        assert client.text_turn("Tell me a long story.") == "Once upon a time"


def test_unknown_fields_from_upstream_are_passed_over(start_vertex):
    vertex = start_vertex(script=[
        {"connection": {"repeat": True}}, *ACCEPT, ASKED, {"send": {"newThing": {"a": [1, {"b": None}]}}},
        {"send": {"serverContent": {"outputTranscription": {"text": "Fine.", "mood": "good"}, "next": 1}}}, SOUND,
        {"send": {"serverContent": {"generationComplete": True, "turnComplete": True},
                  "usageMetadata": {"totalTokenCount": 5, "new": 1}}}], model=MODEL)
    with vertex.gateway.connect() as client:
        client.wait_for("session.created")
        assert client.text_turn("How are you today?") == "Fine."


def test_a_function_that_was_not_declared_is_passed_on_all_the_same(start_vertex):
    vertex = start_vertex(script=[
        {"connection": {"repeat": True, "lenient": True}}, *ACCEPT, ASKED,
        {"send": {"toolCall": {"functionCalls": [{"id": "f1", "name": "weather", "args": {}}]}}}, {"hang": True},
    ], model=MODEL)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.write("What is the weather like?")
        client.send("response.create")
        done = client.wait_for("response.done")["response"]
        assert done["status"] == "completed"
        assert [item["name"] for item in done["output"]] == ["weather"]


def test_a_token_server_that_refuses_is_named_to_the_owner_and_not_to_the_client(
        start_gateway, start_simulator, tmp_path):
    server = TokenServer(PROJECT)
    server.refusal = (400, {"error": "invalid_grant", "error_description": "Invalid grant: account not found"})
    simulator = start_simulator("--token", server.token)
    credentials = server.write_credentials(tmp_path / "account.json")
    gateway = start_gateway(configuration(simulator.url, credentials))
    with gateway.connect("ga") as client:
        error = client.wait_for("error", 40)["error"]
        assert server.email not in error["message"] and "account.json" not in error["message"]
        code, _ = client.wait_for_close()
        assert code in (1008, 1011)
    gateway.wait_for(r"account\.json")
    gateway.wait_for("account not found")
    server.stop()
