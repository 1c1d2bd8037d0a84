"""One port: plain and TLS, IPv4 and IPv6."""

import socket
import ssl

import pytest

from harness.client import Client
from harness.gateway import Gateway
from harness.vertex import configuration

HEARD = "You said: Can you hear me?"


def converse(client) -> None:
    with client:
        client.wait_for("session.created")
        assert client.text_turn("Can you hear me?").strip() == HEARD


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
        return True
    except OSError:
        return False


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
@pytest.mark.parametrize("scheme", ["ws", "wss"])
def test_the_same_port_speaks_plain_and_tls_on_every_address(simulated, scheme, host):
    if host == "[::1]" and not has_ipv6():
        pytest.skip("this machine has no IPv6")
    tls = {"ssl": ssl.create_default_context(cafile=simulated.certificate)} if scheme == "wss" else {}
    converse(Client(simulated.url(scheme=scheme, host=host), {"api-key": simulated.key}, **tls))


def test_a_self_signed_certificate_is_kept_for_the_next_start(tmp_path):
    folder = tmp_path / "gateway"
    first = Gateway(folder)
    certificate = open(first.certificate).read()
    first.stop()
    second = Gateway(folder)
    assert open(second.certificate).read() == certificate
    second.stop()


def test_a_certificate_of_ones_own_is_served(start_gateway, authority, tmp_path):
    certificate, key = authority.issue("localhost")
    gateway = start_gateway({
        "model_list": [{"model_name": "sim", "litellm_params": {"model": "simulator/gemini-live-simulator"}}],
        "general_settings": {"master_key": "sk-a-key-of-ones-own"},
        "parley": {"tls": {"mode": "required", "certificate": str(certificate), "private_key": str(key)}}})
    tls = ssl.create_default_context(cafile=str(authority.certificate))
    converse(Client(gateway.url(scheme="wss", model="sim"), {"api-key": gateway.key}, ssl=tls))
    with pytest.raises(Exception, match="."):
        Client(gateway.url(model="sim"), {"api-key": gateway.key}, open_timeout=5)


def test_tls_can_be_turned_off(start_gateway):
    gateway = start_gateway({
        "model_list": [{"model_name": "sim", "litellm_params": {"model": "simulator/gemini-live-simulator"}}],
        "general_settings": {"master_key": "sk-a-key-of-ones-own"}, "parley": {"tls": "off"}})
    converse(gateway.connect(query={"model": "sim"}))
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with pytest.raises((ssl.SSLError, ConnectionError)):
        gateway.raw(tls=context)


def test_a_gateway_can_be_for_this_machine_only(start_gateway):
    gateway = start_gateway(None, "--host", "127.0.0.1")
    converse(gateway.connect())
    if has_ipv6():
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("::1", gateway.port), 5)


def test_behind_a_reverse_proxy_a_prefix_and_the_clients_address_count(
        start_gateway, start_simulator, google, tmp_path):
    simulator = start_simulator("--token", google.token)
    gateway = start_gateway(configuration(
        simulator.url, google.write_credentials(tmp_path / "account.json"),
        parley={"path_prefix": "/voice", "trusted_proxies": ["127.0.0.0/8"], "log_format": "json"}))
    headers = {"api-key": gateway.key, "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https",
               "X-Forwarded-Host": "voice.example.com", "Origin": "https://voice.example.com"}
    converse(Client(gateway.url("/voice/realtime", host="127.0.0.1"), headers))
    gateway.wait_for(r"203\.0\.113\.9")
