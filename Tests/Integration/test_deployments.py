"""Several ways to one model, and one entry for many."""

import contextlib

from harness.vertex import MODEL, configuration


def entry(url, credentials, **parameters) -> dict:
    return configuration(url, credentials, parameters=parameters)["model_list"][0]


def converse(gateway) -> None:
    with gateway.connect() as client:
        client.wait_for("session.created")
        assert client.text_turn("Which of you is it?").strip() == "You said: Which of you is it?"


def test_sessions_are_spread_over_the_entries_of_a_name(start_gateway, start_simulator, google, tmp_path):
    credentials = google.write_credentials(tmp_path / "account.json")
    simulators = [start_simulator("--token", google.token) for _ in range(2)]
    content = configuration(simulators[0].url, credentials)
    content["model_list"].append(entry(simulators[1].url, credentials))
    gateway = start_gateway(content)
    with contextlib.ExitStack() as open_sessions:
        for _ in range(4):
            client = open_sessions.enter_context(gateway.connect())
            client.wait_for("session.created")
    assert [len(simulator.wait_for_sessions(2)) for simulator in simulators] == [2, 2]


def test_the_next_entry_serves_while_one_is_down(start_gateway, start_simulator, google, tmp_path):
    """The first client may be the one who notices; those after it are spared."""
    credentials = google.write_credentials(tmp_path / "account.json")
    simulator = start_simulator("--token", google.token)
    content = configuration("ws://127.0.0.1:9", credentials, parameters={"order": 1})
    content["model_list"].append(entry(simulator.url, credentials, order=2))
    gateway = start_gateway(content)
    with contextlib.suppress(AssertionError):
        converse(gateway)
    for _ in range(3):
        converse(gateway)


def test_another_model_stands_in_while_all_entries_of_a_name_are_down(start_gateway, start_simulator, google, tmp_path):
    credentials = google.write_credentials(tmp_path / "account.json")
    simulator = start_simulator("--token", google.token)
    content = configuration("ws://127.0.0.1:9", credentials)
    content["model_list"].append(entry(simulator.url, credentials) | {"model_name": "reserve"})
    content["router_settings"] = {"fallbacks": [{MODEL: ["reserve"]}], "cooldown_time": 60}
    gateway = start_gateway(content)
    with contextlib.suppress(AssertionError):
        converse(gateway)
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.text_turn("Hello.")
        (done,) = client.all_of("response.done")
        assert done["response"]["metadata"]["parley.deployment"] == "reserve"
    assert gateway.wait_for(r"Session begun.*deployment=reserve.*serves=(\S+)").group(1).startswith("vertex_ai/")


def test_an_entry_has_room_for_as_many_as_it_says(start_gateway, start_simulator, google, tmp_path):
    credentials = google.write_credentials(tmp_path / "account.json")
    simulator = start_simulator("--token", google.token)
    gateway = start_gateway(configuration(simulator.url, credentials, parameters={"max_sessions": 1}))
    with gateway.connect() as client:
        client.wait_for("session.created")
        with gateway.raw() as raw:
            status, headers, _ = raw.upgrade(f"/realtime?model={MODEL}", {"api-key": gateway.key})
        assert status == 503 and int(headers["retry-after"]) > 0


def test_a_wildcard_serves_every_name_it_matches(start_gateway, start_simulator, google, tmp_path):
    credentials = google.write_credentials(tmp_path / "account.json")
    simulator = start_simulator("--token", google.token)
    content = configuration(simulator.url, credentials)
    content["model_list"][0] |= {"model_name": "google/*"}
    content["model_list"][0]["litellm_params"]["model"] = "vertex_ai/*"
    gateway = start_gateway(content)
    for name in ("google/gemini-3.8-live", "google%2Fgemini-3.8-live"):
        with gateway.connect(query={"model": name}) as client:
            assert client.wait_for("session.created")["session"]["model"] == "google/gemini-3.8-live"
    for heard in simulator.wait_for_sessions(2):
        assert heard.setup["model"].endswith("/publishers/google/models/gemini-3.8-live")
    with gateway.raw() as raw:
        assert raw.upgrade("/realtime?model=openai/gpt", {"api-key": gateway.key})[0] == 404
