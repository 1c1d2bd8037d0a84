"""TLS with a CA of one's own, and the company proxy."""

import pytest

from harness.connect_proxy import ConnectProxy
from harness.vertex import configuration

HOST = "live.upstream.test:443"


@pytest.fixture
def tls_simulator(start_simulator, google, authority):
    """Answers for a name that only a proxy can find."""
    certificate, key = authority.issue("live.upstream.test")
    return start_simulator("--token", google.token, "--tls-certificate", str(certificate), "--tls-key", str(key))


def settings(google, tmp_path, authority, url=f"wss://{HOST}", **parley):
    credentials = google.write_credentials(tmp_path / "account.json")
    return configuration(url, credentials, parley={"ca_file": str(authority.certificate)} | parley)


def converse(gateway):
    with gateway.connect() as client:
        client.wait_for("session.created")
        assert client.text_turn("Is the line good?").strip() == "You said: Is the line good?"


def test_upstream_and_token_are_reached_through_the_proxy(start_gateway, tls_simulator, google, authority, tmp_path):
    proxy = ConnectProxy({HOST: ("127.0.0.1", tls_simulator.port)})
    gateway = start_gateway(
        settings(google, tmp_path, authority), HTTPS_PROXY=proxy.url, NO_PROXY="127.0.0.1,localhost")
    converse(gateway)
    assert f"CONNECT {HOST}" in proxy.asked
    proxy.stop()


def test_no_proxy_is_honoured(start_gateway, start_simulator, google, authority, tmp_path):
    certificate, key = authority.issue("localhost")
    simulator = start_simulator("--token", google.token, "--tls-certificate", str(certificate), "--tls-key", str(key))
    proxy = ConnectProxy({})
    gateway = start_gateway(
        settings(google, tmp_path, authority, f"wss://localhost:{simulator.port}"),
        HTTPS_PROXY=proxy.url, NO_PROXY="localhost,127.0.0.1")
    converse(gateway)
    assert proxy.asked == []
    proxy.stop()


def test_a_proxy_that_refuses_is_named_in_the_log(start_gateway, google, authority, tmp_path):
    proxy = ConnectProxy({}, refuses=True)
    gateway = start_gateway(
        settings(google, tmp_path, authority, timings={"handshake_attempts": 1}),
        HTTPS_PROXY=proxy.url, NO_PROXY="127.0.0.1,localhost")
    with gateway.connect() as client:
        message = client.wait_for("error", 40)["error"]["message"]
        assert len(message) > 30 and "127.0.0.1" not in message
        client.wait_for_close()
    gateway.wait_for("(?i)proxy")
    proxy.stop()


def test_an_unknown_authority_is_refused(start_gateway, tls_simulator, google, tmp_path):
    proxy = ConnectProxy({HOST: ("127.0.0.1", tls_simulator.port)})
    credentials = google.write_credentials(tmp_path / "account.json")
    gateway = start_gateway(
        configuration(f"wss://{HOST}", credentials, parley={"timings": {"handshake_attempts": 1}}),
        HTTPS_PROXY=proxy.url, NO_PROXY="127.0.0.1,localhost")
    with gateway.connect() as client:
        client.wait_for("error", 40)
        client.wait_for_close()
    gateway.wait_for("(?i)certificate")
    assert tls_simulator.heard() == []
    proxy.stop()


def test_a_certificate_for_another_name_is_refused(start_gateway, start_simulator, google, authority, tmp_path):
    certificate, key = authority.issue("somebody.else.test")
    simulator = start_simulator("--token", google.token, "--tls-certificate", str(certificate), "--tls-key", str(key))
    gateway = start_gateway(settings(
        google, tmp_path, authority, f"wss://localhost:{simulator.port}", timings={"handshake_attempts": 1}))
    with gateway.connect() as client:
        client.wait_for("error", 40)
        client.wait_for_close()
    assert simulator.heard() == []


def test_one_token_serves_many_sessions(start_vertex, google):
    vertex = start_vertex()
    before = google.requests
    for _ in range(5):
        converse(vertex.gateway)
    assert google.requests - before <= 1, "a token was asked for more than once"
