"""What is said before, or instead of, a WebSocket."""

import json

import pytest

from harness.vertex import configuration

PATHS = ["/realtime", "/v1/realtime", "/openai/v1/realtime", "/realtime/"]


def error_of(body: str | bytes) -> dict:
    error = json.loads(body)["error"]
    assert {"message", "type", "param", "code"} <= set(error), error
    return error


def refuse(gateway, target: str, headers: dict) -> tuple[int, dict, dict]:
    with gateway.raw() as raw:
        status, answer, body = raw.upgrade(target, headers)
        assert answer["content-type"].startswith("application/json"), answer
        return status, answer, error_of(body)


@pytest.mark.parametrize("path", PATHS)
def test_sessions_are_served_on_every_path(simulated, path):
    with simulated.raw() as raw:
        status, headers, _ = raw.upgrade(f"{path}?model={simulated.model}", {"api-key": simulated.key})
        assert status == 101
        assert "sec-websocket-extensions" not in headers and "sec-websocket-protocol" not in headers
        assert raw.read_event()["type"] == "session.created"


@pytest.mark.parametrize("headers", [
    {"api-key": "KEY"}, {"Authorization": "Bearer KEY"}, {"authorization": "bearer KEY"},
    {"Sec-WebSocket-Protocol": "realtime, openai-insecure-api-key.KEY, openai-beta.realtime-v1"},
])
def test_a_key_may_come_in_three_ways(simulated, headers):
    headers = {name: value.replace("KEY", simulated.key) for name, value in headers.items()}
    with simulated.raw() as raw:
        status, answer, _ = raw.upgrade(f"/v1/realtime?model={simulated.model}", headers)
        assert status == 101
        expected = "realtime" if "Sec-WebSocket-Protocol" in headers else None
        assert answer.get("sec-websocket-protocol") == expected
        assert simulated.key not in str(answer)


@pytest.mark.parametrize("protocols, contract", [
    ("realtime, openai-insecure-api-key.KEY", "ga"),
    ("realtime, openai-insecure-api-key.KEY, openai-beta.realtime-v1", "beta"),
])
def test_a_browser_is_answered_in_the_dialect_of_its_subprotocols(simulated, protocols, contract):
    offered = protocols.replace("KEY", simulated.key)
    with simulated.raw() as raw:
        status, _, _ = raw.upgrade(f"/v1/realtime?model={simulated.model}", {
            "Sec-WebSocket-Protocol": offered, "Origin": f"http://localhost:{simulated.port}",
            "Host": f"localhost:{simulated.port}"})
        assert status == 101
        session = raw.read_until("session.created")["session"]
        assert ("output_modalities" in session) == (contract == "ga")


def test_no_key_and_a_wrong_key_are_401(simulated):
    target = f"/realtime?model={simulated.model}"
    status, _, error = refuse(simulated, target, {})
    assert (status, error["type"], error["code"]) == (401, "invalid_request_error", None)
    assert "api-key" in error["message"] and "Bearer" in error["message"]
    for wrong in ({"api-key": "sk-wrong"}, {"Authorization": "Bearer sk-wrong"}, {"api-key": simulated.key[:-1]},
                  {"Sec-WebSocket-Protocol": "realtime, openai-insecure-api-key.sk-wrong"}):
        status, _, error = refuse(simulated, target, wrong)
        assert (status, error["code"]) == (401, "invalid_api_key")
        assert "sk-" not in error["message"]


def test_an_unknown_model_is_404_and_the_known_ones_are_listed(simulated):
    status, _, error = refuse(simulated, "/realtime?model=gpt-realtime", {"api-key": simulated.key})
    assert (status, error["code"], error["param"]) == (404, "model_not_found", "model")
    assert "gpt-realtime" in error["message"] and simulated.model in error["message"]
    # Strangers do not learn what is served.
    status, _, error = refuse(simulated, "/realtime?model=gpt-realtime", {"api-key": "sk-wrong"})
    assert status == 401 and simulated.model not in error["message"]


def test_a_missing_model_is_400(simulated):
    status, _, error = refuse(simulated, "/realtime", {"api-key": simulated.key})
    assert (status, error["code"], error["param"]) == (400, "missing_required_parameter", "model")
    assert simulated.model in error["message"]


@pytest.mark.parametrize("query", ["intent=conversation", "model=MODEL&call_id=rtc_1", "model=MODEL&contract=mine"])
def test_queries_that_cannot_be_served_are_400(simulated, query):
    status, _, error = refuse(
        simulated, "/v1/realtime?" + query.replace("MODEL", simulated.model), {"api-key": simulated.key})
    assert status == 400 and error["param"]


def test_a_full_gateway_is_503_with_retry_after(start_gateway, start_simulator, tmp_path, google):
    simulator = start_simulator("--token", google.token)
    credentials = google.write_credentials(tmp_path / "account.json")
    gateway = start_gateway(configuration(simulator.url, credentials, parley={"max_sessions": 1}))
    with gateway.connect() as client:
        client.wait_for("session.created")
        status, headers, error = refuse(gateway, f"/realtime?model={gateway.model}", {"api-key": gateway.key})
        assert (status, error["code"]) == (503, "server_full")
        assert int(headers["retry-after"]) > 0
    # Room again, as soon as the connection is gone.
    for _ in range(100):
        with gateway.raw() as raw:
            if raw.upgrade(f"/realtime?model={gateway.model}", {"api-key": gateway.key})[0] == 101:
                return
    raise AssertionError("the place of the session that ended was never free again")


def test_a_realtime_path_without_an_upgrade_is_426(simulated):
    status, headers, body = simulated.get(f"/v1/realtime?model={simulated.model}", api_key=simulated.key)
    assert status == 426 and "WebSocket" in error_of(body)["message"]
    assert headers.get("upgrade", "websocket").lower() == "websocket"


def test_unknown_paths_and_methods_are_refused_in_words(simulated):
    status, _, body = simulated.get("/v1/chat/completions")
    assert status == 404 and "/v1/realtime" in error_of(body)["message"]
    with simulated.raw() as raw:
        raw.send(b"POST /v1/models HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
        status, _, body = raw.read_answer()
        assert status == 405 and error_of(body)["message"]


def test_health_needs_no_key(simulated):
    status, _, body = simulated.get("/health")
    assert (status, json.loads(body)["status"]) == (200, "ok")
    assert simulated.get("/health/liveliness")[0] == 200
    status, _, body = simulated.get("/health/readiness")
    assert (status, json.loads(body)["status"]) == (200, "ready")


def test_models_are_listed_for_those_with_a_key(simulated):
    status, _, body = simulated.get("/v1/models")
    assert status == 401 and error_of(body)["message"]
    status, _, body = simulated.get("/v1/models", api_key=simulated.key)
    listing = json.loads(body)
    assert (status, listing["object"]) == (200, "list")
    assert [model["id"] for model in listing["data"]] == [simulated.model]


@pytest.mark.parametrize("origin, allowed", [
    ("http://localhost", False), ("https://evil.example", False), ("null", False),
    ("https://app.example.com", True), ("https://a.b.example.org", True), ("https://example.org", False),
])
def test_web_pages_of_other_origins_stay_out(start_gateway, start_simulator, tmp_path, google, origin, allowed):
    simulator = start_simulator("--token", google.token)
    gateway = start_gateway(configuration(
        simulator.url, google.write_credentials(tmp_path / "account.json"),
        parley={"allowed_origins": ["https://app.example.com", "https://*.example.org"]}))
    with gateway.raw() as raw:
        status, _, body = raw.upgrade(
            f"/realtime?model={gateway.model}", {"api-key": gateway.key, "Origin": origin})
        assert status == (101 if allowed else 403)
        if not allowed:
            assert error_of(body)["code"] == "origin_not_allowed"


def test_a_page_of_the_gateways_own_host_may_connect(simulated):
    with simulated.raw() as raw:
        status, _, _ = raw.upgrade(f"/realtime?model={simulated.model}", {
            "api-key": simulated.key, "Origin": f"http://127.0.0.1:{simulated.port}"})
        assert status == 101
