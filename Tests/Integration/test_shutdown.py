"""SIGTERM: what runs is finished, who comes is sent away, and the exit status is 0."""

import json
import signal
import time

STORY = [
    {"connection": {}}, {"expect": {"setup": "*"}}, {"send": {"setupComplete": {}}}, {"expect": {"clientContent": "*"}},
    {"send_audio": {"tone_ms": 3000, "pace": 1, "transcript": "The end is near."}},
    {"send": {"serverContent": {"generationComplete": True}}},
    {"send": {"serverContent": {"turnComplete": True}, "usageMetadata": {"totalTokenCount": 7}}},
]
MODEL = "gemini-live-2.5-flash-native-audio"


def test_a_running_answer_is_finished_before_the_gateway_ends(start_vertex):
    vertex = start_vertex(script=STORY, model=MODEL)
    gateway = vertex.gateway
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.write("How will it end?")
        client.send("response.create")
        client.wait_for("response.audio.delta")
        gateway.signal(signal.SIGTERM)
        gateway.wait_for("Shutting down")
        # Readiness is off and new sessions are refused while the answer goes on.
        status, _, readiness = gateway.get("/health/readiness")
        left = json.loads(readiness)
        assert (status, left["status"], left["open_sessions"]) == (503, "draining", 1)
        assert 0 < left["seconds_left"] <= 30
        gateway.wait_for(r"Shutting down.*seconds_left=\d+ sessions_left=1")
        with gateway.raw() as late:
            status, headers, body = late.upgrade(f"/realtime?model={gateway.model}", {"api-key": gateway.key})
        assert (status, b"server_draining" in body) == (503, True)
        assert int(headers["retry-after"]) > 0
        assert client.answer() == "The end is near."
        response = client.all_of("response.done")[0]["response"]
        assert len(client.audio_of(response["id"])) == 3_000 * 24 * 2
        client.wait_for_error("server_draining")
        assert client.wait_for_close()[0] == 1012
    assert gateway.wait() == 0


def test_idle_sessions_are_sent_away_at_once(start_gateway):
    gateway = start_gateway()
    with gateway.connect() as one, gateway.connect("ga") as other:
        for client in (one, other):
            client.wait_for("session.created")
        start = time.monotonic()
        gateway.signal(signal.SIGTERM)
        for client in (one, other):
            client.wait_for_error("server_draining")
            assert client.wait_for_close()[0] == 1012
        assert gateway.wait() == 0
        assert time.monotonic() - start < 10


def test_an_answer_that_does_not_end_is_cut_off_after_the_drain_timeout(start_vertex):
    vertex = start_vertex(
        script=STORY[:4] + [{"send_audio": {"tone_ms": 60_000, "pace": 1}}], model=MODEL,
        parley={"drain_timeout": "2s"})
    gateway = vertex.gateway
    with gateway.connect("ga", check_end=False) as client:
        client.wait_for("session.created")
        client.write("How will it end?")
        client.send("response.create")
        client.wait_for("response.audio.delta")
        gateway.signal(signal.SIGTERM)
        client.wait_for_error("server_draining")
        assert client.wait_for_close(20)[0] == 1012
        assert client.all_of("response.done")[0]["response"]["status"] == "failed"
    gateway.wait_for(r"Session ended.*outcome=drained")
    assert gateway.wait() == 0


def test_interrupt_ends_it_as_well(start_gateway):
    gateway = start_gateway()
    gateway.signal(signal.SIGINT)
    assert gateway.wait() == 0


def test_connections_without_a_call_do_not_hold_it_up(start_vertex):
    """One that has said nothing, and one that was asked something and is kept alive: neither has to run into its time-out."""
    gateway = start_vertex(parley={"event_loops": 2}).gateway
    with gateway.raw() as silent, gateway.raw() as kept:
        kept.socket.sendall(b"GET /health/liveness HTTP/1.1\r\nHost: h\r\n\r\n")
        assert b"200" in kept.socket.recv(4096)
        began = time.monotonic()
        gateway.signal(signal.SIGTERM)
        assert silent.socket.recv(1) == b"" and kept.socket.recv(1) == b""
        assert gateway.wait() == 0
        assert time.monotonic() - began < 8, "less than the time that a connection has to say what it wants"


def test_a_second_interrupt_ends_it_at_once(start_vertex):
    script = STORY[:4] + [{"send_audio": {"tone_ms": 60_000, "pace": 1}}]
    gateway = start_vertex(script=script, model=MODEL, parley={"drain_timeout": "1h"}).gateway
    with gateway.connect("ga", check_end=False) as client:
        client.wait_for("session.created")
        client.write("How will it end?")
        client.send("response.create")
        client.wait_for("response.audio.delta")
        gateway.signal(signal.SIGINT)
        gateway.wait_for("Shutting down")
        client.wait_for("response.audio.delta")
        gateway.signal(signal.SIGINT)
        client.wait_for_error("server_draining")
        client.wait_for_close(20)
    assert gateway.wait() == 0


def test_the_simulator_ends_on_sigterm(start_simulator):
    simulator = start_simulator()
    simulator.wait_for(r"(?m)Starting service$")
    simulator.signal(signal.SIGTERM)
    assert simulator.wait() == 0


def test_each_session_leaves_one_line_in_the_log(start_vertex):
    vertex = start_vertex(parley={"log_format": "json"})
    with vertex.gateway.connect() as client:
        client.wait_for("session.created")
        client.text_turn("Nobody may read this sentence in a log.")
    vertex.simulator.wait_for_sessions(1)
    line = vertex.gateway.wait_for(r"(?m)^\{.*[Ss]ession ended.*\}$").group(0)
    for field in ("duration", "turns", "tokens", "bytes", "close"):
        assert field in line, line
