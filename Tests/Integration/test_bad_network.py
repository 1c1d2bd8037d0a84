"""The network between client, gateway and Google is slow, cuts bytes apart, stalls or breaks; what is said arrives whole."""

import hashlib

import pytest

from harness.fault_proxy import FaultProxy
from harness.speech import silence, spoken

SLOW = {"latency_ms": 60, "jitter_ms": 60}


def network(**faults) -> list[dict]:
    return [{"connection": {"repeat": True, "network": faults}}, {"converse": True}]


@pytest.fixture
def proxied(start_vertex):
    """A gateway behind a fault proxy, and a client that goes through it."""
    proxies = []

    def start(**changes):
        vertex = start_vertex(**changes)
        proxy = FaultProxy(("127.0.0.1", vertex.gateway.port))
        proxies.append(proxy)
        return vertex, proxy

    yield start
    for proxy in proxies:
        proxy.stop()


@pytest.mark.parametrize("faults", [
    SLOW, {"segment_bytes": 1}, {"segment_bytes": 3, **SLOW}, {"stall": {"after_ms": 500, "for_ms": 1500}},
    {"pong_delay_ms": 30000},
], ids=str)
def test_a_bad_network_to_google_loses_nothing(start_vertex, faults):
    vertex = start_vertex("--immediate", script=network(**faults))
    speech = spoken("Is anybody there?", 24000) + silence(1000, 24000)
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        assert client.text_turn("Are you there?", 30).strip() == "You said: Are you there?"
        client.stream(speech, 24000, speed=4)
        done = client.wait_for("response.done", 30)["response"]
        assert done["status"] == "completed", done
        assert len(client.audio_of(done["id"])) > 24000
    heard = vertex.simulator.wait_for_sessions(1)[0]
    assert heard.end["audio_sha256"] == hashlib.sha256(speech).hexdigest()


def test_a_bad_network_to_the_client_loses_nothing(proxied):
    vertex, proxy = proxied()
    proxy.weather.latency, proxy.weather.jitter, proxy.weather.segment_bytes = 0.03, 0.03, 7
    speech = spoken("Is anybody there?", 24000) + silence(1000, 24000)
    with vertex.gateway.connect("ga", address=("127.0.0.1", proxy.port)) as client:
        client.wait_for("session.created")
        client.stream(speech, 24000, speed=4)
        assert client.wait_for("response.done", 30)["response"]["status"] == "completed"
    heard = vertex.simulator.wait_for_sessions(1)[0]
    assert heard.end["audio_sha256"] == hashlib.sha256(speech).hexdigest()


def test_a_client_that_is_cut_off_leaves_nothing_behind(proxied):
    vertex, proxy = proxied()
    with vertex.gateway.connect("ga", address=("127.0.0.1", proxy.port), check_end=False) as client:
        client.wait_for("session.created")
        client.text_turn("Goodbye then.")
        assert proxy.reset() == 2
        client.wait_for_close()
    assert vertex.simulator.wait_for_sessions(1)[0].end["failure"] is None


def test_a_client_that_falls_silent_is_found(proxied):
    vertex, proxy = proxied(parley={"timings": {"client_ping_interval": "1s", "client_pong_timeout": "1s"}})
    with vertex.gateway.connect("ga", address=("127.0.0.1", proxy.port), check_end=False) as client:
        client.wait_for("session.created")
        client.text_turn("Can you hear me?")
        proxy.weather.is_silent = True
        vertex.simulator.wait_for_sessions(1)
