"""A client that lost its connection comes back to its session, and goes on where it was."""

import json
import signal
import time

from harness import secret_words
from harness.client import Client
from harness.client_programs import INTEGRATION, ClientProgram, python
from harness.fault_proxy import FaultProxy
from harness.gateway import new_key
from harness.speech import silence, spoken

MODEL = "gemini-live-2.5-flash-native-audio"
WAITS = {"timings": {"reattach_window": "60s"}}
LONG_ANSWER = [
    {"connection": {}}, {"expect": {"setup": "*"}}, {"send": {"setupComplete": {}}}, {"expect": {"clientContent": "*"}},
    {"send_audio": {"tone_ms": 3000, "pace": 1, "transcript": "It is a long story."}},
    {"send": {"serverContent": {"generationComplete": True}}},
    {"send": {"serverContent": {"turnComplete": True}, "usageMetadata": {"totalTokenCount": 7}}},
]


def created(client) -> dict:
    session = client.wait_for("session.created")["session"]
    if token := session.get("reattach_token"):
        secret_words.keep_out_of_logs(token)
    return session


def come_back(gateway, lost, session, **options) -> Client:
    """Another connection of the same client, which says what it has heard last."""
    query = {"session_id": session["id"], "last_event_id": lost.events[-1]["event_id"],
             "reattach_token": session["reattach_token"]} | options.pop("query", {})
    lost.conduct.connected_again()
    client = gateway.connect(lost.contract, conduct=lost.conduct, query=query, **options)
    again = created(client)
    assert (again["id"], again["reattach_token"]) == (session["id"], session["reattach_token"])
    return client


def refused(gateway, query: str, **headers) -> tuple[int, bytes]:
    with gateway.raw() as socket:
        status, _, body = socket.upgrade(f"/v1/realtime?{query}", headers or {"api-key": gateway.key})
    assert status != 101
    return status, body


def open_sessions(gateway) -> int:
    return json.loads(gateway.get("/health/readiness")[2])["open_sessions"]


def wait_for_sessions(gateway, count: int) -> None:
    deadline = time.monotonic() + 10
    while open_sessions(gateway) != count:
        assert time.monotonic() < deadline, f"{open_sessions(gateway)} open sessions, not {count}"
        time.sleep(0.02)


def test_an_answer_is_heard_to_its_end_on_another_connection(start_vertex):
    gateway = start_vertex(script=LONG_ANSWER, model=MODEL, parley=WAITS).gateway
    with gateway.connect("ga") as lost:
        session = created(lost)
        lost.write("Tell me a long story.")
        lost.send("response.create")
        response = lost.wait_for("response.created")["response"]["id"]
        lost.wait_for("response.audio.delta")
        lost.lose()
        gateway.wait_for("Session detached")
        time.sleep(0.5)
        with come_back(gateway, lost, session) as client:
            assert client.answer() == "It is a long story."
            audio = lost.audio_of(response) + client.audio_of(response)
            assert len(audio) == 3_000 * 24 * 2
    gateway.wait_for("Session reattached")
    assert gateway.log.count("Session begun") == 1
    gateway.wait_for("Session ended")


def test_a_session_goes_on_over_many_connections_on_either_event_loop(start_gateway):
    gateway = start_gateway(simulated(WAITS))
    client = gateway.connect("beta")
    with client:
        session = created(client)
        assert client.text_turn("Good morning.").strip() == "You said: Good morning."
        client.lose()
    for number in range(8):
        gateway.wait_for(rf"(?s)(Session detached.*){{{number + 1}}}")
        before = client
        with come_back(gateway, before, session) as client:
            assert client.text_turn(f"Turn {number}.").strip() == f"You said: Turn {number}."
            if number < 7:
                client.lose()
    log = gateway.log
    assert {"hops=true", "hops=false"} <= {word for word in log.split() if word.startswith("hops=")}
    gateway.wait_for("Session ended")
    assert log.count("Session begun") == 1
    wait_for_sessions(gateway, 0)


def test_a_sentence_goes_on_where_it_broke_off(start_vertex):
    vertex = start_vertex(model="gemini-3.8-live", parley=WAITS)
    gateway = vertex.gateway
    sentence = spoken("I would like a coffee with a lot of milk, please.", 24000)
    half = len(sentence) // 4 * 2
    with gateway.connect("ga") as lost:
        session = created(lost)
        lost.stream(sentence[:half], 24000)
        lost.wait_for("input_audio_buffer.speech_started")
        lost.lose()
        gateway.wait_for("Session detached")
        time.sleep(1)
        with come_back(gateway, lost, session) as client:
            client.stream(sentence[half:] + silence(1500, 24000), 24000)
            assert client.answer()
            assert len(client.all_of("input_audio_buffer.committed")) == 1
    gateway.wait_for("Session ended")


def test_who_comes_back_early_takes_the_session_over(start_gateway):
    gateway = start_gateway(simulated(WAITS))
    with gateway.connect("ga", check_end=False) as old:
        session = created(old)
        assert old.text_turn("Hello.").strip() == "You said: Hello."
        with come_back(gateway, old, session) as client:
            code, reason = old.wait_for_close()
            assert code == 1000 and "took over" in reason
            assert client.text_turn("Still here?").strip() == "You said: Still here?"
            wait_for_sessions(gateway, 1)
    gateway.wait_for("Session ended")


def test_what_was_sent_into_a_silent_network_comes_again(start_vertex):
    gateway = start_vertex(script=LONG_ANSWER, model=MODEL, parley=WAITS).gateway
    network = FaultProxy(("127.0.0.1", gateway.port))
    url = gateway.url("/v1/realtime", host="127.0.0.1").replace(f":{gateway.port}/", f":{network.port}/")
    with Client(url, {"Authorization": f"Bearer {gateway.key}", "User-Agent": "OpenAI/Python 3.0.0"}, "ga",
                check_end=False) as lost:
        session = created(lost)
        lost.write("Tell me a long story.")
        lost.send("response.create")
        response = lost.wait_for("response.created")["response"]["id"]
        lost.wait_for("response.audio.delta")
        network.weather.is_silent = True
        time.sleep(1)
        # Nobody has missed the client yet.
        assert "Session detached" not in gateway.log
        with come_back(gateway, lost, session) as client:
            network.stop()
            assert client.answer() == "It is a long story."
            assert len(lost.audio_of(response) + client.audio_of(response)) == 3_000 * 24 * 2


def test_openais_sdk_comes_back(start_gateway, tmp_path):
    gateway = start_gateway(simulated(WAITS))
    program = INTEGRATION / "programs" / "ga_reattach.py"
    command = [python("openai-3"), program, f"http://localhost:{gateway.port}/v1", gateway.key, gateway.model]
    run = ClientProgram(command, tmp_path, SSL_CERT_FILE=gateway.certificate)
    assert run.output.splitlines() == ["[the same session]", "You said: Say hello.", "[completed]"]
    gateway.wait_for("Session reattached")


def test_a_client_that_closes_has_ended_its_session(start_gateway):
    gateway = start_gateway(simulated(WAITS))
    with gateway.connect("ga") as client:
        session = created(client)
    gateway.wait_for("Session ended")
    query = f"session_id={session['id']}&reattach_token={session['reattach_token']}"
    status, body = refused(gateway, query)
    assert (status, json.loads(body)["error"]["code"]) == (404, "session_not_found")


def test_nobody_else_gets_in(start_gateway):
    keys = [new_key(), new_key()]
    configuration = simulated(WAITS)
    configuration["general_settings"]["master_key"] = keys
    gateway = start_gateway(configuration | {"general_settings": {"master_key": keys}})
    gateway.key = keys[0]
    with gateway.connect("ga") as client:
        session = created(client)
        right = f"session_id={session['id']}&reattach_token={session['reattach_token']}"
        wrong = right[:-1] + ("a" if right[-1] != "a" else "b")
        unknown = right.replace(session["id"], "sess_" + "0" * 21)
        answers = [refused(gateway, wrong), refused(gateway, unknown), refused(gateway, right, **{"api-key": keys[1]})]
        # The same answer to all of them tells nobody which sessions there are.
        assert answers[0][0] == 404 and len(set(answers)) == 1
        assert refused(gateway, right, **{"api-key": "sk-wrong"})[0] == 401
        status, body = refused(gateway, f"session_id={session['id']}")
        assert (status, json.loads(body)["error"]["param"]) == (400, "reattach_token")
        # The token may come in a header, too, and the client has lost nothing.
        client.lose()
        gateway.wait_for("Session detached")
        query = {"reattach_token": None}
        header = {"x-reattach-token": session["reattach_token"]}
        with come_back(gateway, client, session, query=query, headers=header) as again:
            assert again.text_turn("Hello.").strip() == "You said: Hello."


def test_a_browser_comes_back_with_its_expired_secret(start_gateway):
    gateway = start_gateway(simulated(WAITS))
    body = {"session": {"type": "realtime", "model": gateway.model}, "expires_after": {"anchor": "created_at", "seconds": 10}}

    def secret() -> str:
        value = gateway.post("/v1/realtime/client_secrets", body, Authorization=f"Bearer {gateway.key}")[2]["value"]
        secret_words.keep_out_of_logs(value)
        return value

    first, made = secret(), time.monotonic()
    with Client(gateway.url("/v1/realtime"), {"Authorization": f"Bearer {first}"}, "ga") as client:
        session = created(client)
        query = f"session_id={session['id']}&reattach_token={session['reattach_token']}"
        client.lose()
        gateway.wait_for("Session detached")
        time.sleep(max(0, made + 11 - time.monotonic()))
        status, body_text = refused(gateway, "", Authorization=f"Bearer {first}")
        assert (status, b"client_secret_expired" in body_text) == (401, True)
        for key in (first, secret()):
            client.conduct.connected_again()
            url = f"ws://localhost:{gateway.port}/v1/realtime?{query}"
            with Client(url, {"Authorization": f"Bearer {key}"}, "ga", conduct=client.conduct) as again:
                assert created(again)["id"] == session["id"]
                assert again.text_turn("Hello.").strip() == "You said: Hello."
                again.lose()


def test_a_detached_session_counts_and_ends_after_the_window(start_gateway):
    gateway = start_gateway(simulated({"timings": {"reattach_window": "3s"}, "max_sessions": 1}))
    with gateway.connect("ga") as client:
        session = created(client)
        client.lose()
    gateway.wait_for("Session detached")
    wait_for_sessions(gateway, 1)
    status, body = refused(gateway, f"model={gateway.model}")
    assert (status, b"server_full" in body) == (503, True)
    # A full gateway has room for those who were there.
    with come_back(gateway, client, session) as again:
        again.lose()
    gateway.wait_for("The client did not come back")
    gateway.wait_for("Session ended.*outcome=client_closed")
    wait_for_sessions(gateway, 0)
    query = f"session_id={session['id']}&reattach_token={session['reattach_token']}"
    assert refused(gateway, query)[0] == 404


def test_sessions_without_a_client_do_not_hold_up_a_shutdown(start_gateway):
    gateway = start_gateway(simulated(WAITS))
    with gateway.connect("ga") as client:
        created(client)
        client.lose()
    gateway.wait_for("Session detached")
    start = time.monotonic()
    gateway.signal(signal.SIGTERM)
    assert gateway.wait() == 0
    assert time.monotonic() - start < 10
    gateway.wait_for("Session ended.*outcome=drained")


def test_without_the_setting_a_session_ends_with_its_connection(start_gateway):
    gateway = start_gateway(simulated({}))
    with gateway.connect("ga") as client:
        session = created(client)
        assert "reattach_token" not in session
        client.lose()
    gateway.wait_for("Session ended")
    assert refused(gateway, f"session_id={session['id']}&reattach_token=rt_guess")[0] == 404


def simulated(parley: dict) -> dict:
    model = {"model_name": "a-model", "litellm_params": {"model": "simulator/gemini-3.8-live"}}
    return {"model_list": [model], "general_settings": {"master_key": new_key()}, "parley": parley}
