"""`prewarm`: connections to the model that are open before a client comes."""

import contextlib
import signal
import time

import pytest
import yaml

from harness.fault_proxy import FaultProxy
from harness.vertex import configuration

TAKEN, NEW = r"Upstream connected.*prewarmed=true", r"Upstream connected.*prewarmed=false"
OPENED = "session opened"


@pytest.fixture
def start(tmp_path, google, start_gateway, start_simulator):
    """A gateway on one event loop that keeps connections ready, and its simulator; `through`: a port in between."""

    def start(prewarm: int, script=None, through=None, **timings):
        simulator = start_simulator("--token", google.token, script=script)
        proxy = through(("127.0.0.1", simulator.port)) if through else None
        url = f"ws://127.0.0.1:{proxy.port}" if proxy else simulator.url
        credentials = google.write_credentials(tmp_path / "account.json")
        gateway = start_gateway(configuration(
            url, credentials, parameters={"prewarm": prewarm},
            parley={"event_loops": 1, "timings": {"prewarm_max_age": "5m"} | timings}))
        return gateway, simulator, proxy

    return start


def until(condition, what: str, within: float = 15) -> None:
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def opened(simulator) -> int:
    return simulator.log.count(OPENED)


def wait_until_opened(simulator, count: int) -> None:
    until(lambda: opened(simulator) >= count, f"{opened(simulator)} connections, not {count}")


def converse(gateway, contract: str = "plain") -> None:
    with gateway.connect(contract) as client:
        client.wait_for("session.created")
        assert client.text_turn("Are you ready?").strip() == "You said: Are you ready?"


def test_a_calls_connection_was_open_before_its_client_came(start):
    gateway, simulator, _ = start(2)
    wait_until_opened(simulator, 2)
    assert "Session begun" not in gateway.log
    for calls in (1, 2):
        converse(gateway)
        until(lambda: gateway.log.count("Upstream connected") == calls, "no connection was used")
        # Each is replaced, and no call dials.
        wait_until_opened(simulator, 2 + calls)
    assert gateway.log.count("prewarmed=true") == 2 and "prewarmed=false" not in gateway.log
    assert opened(simulator) == 4


def test_more_calls_than_are_ready_dial_for_themselves(start):
    gateway, simulator, _ = start(1)
    wait_until_opened(simulator, 1)
    with contextlib.ExitStack() as calls:
        for _ in range(3):
            client = calls.enter_context(gateway.connect())
            client.wait_for("session.created")
            assert client.text_turn("And you?").strip() == "You said: And you?"
    gateway.wait_for(TAKEN)
    assert gateway.log.count("Upstream connected") == 3


def test_a_connection_that_breaks_at_setup_is_replaced_by_a_new_one(
        tmp_path, google, start_gateway, start_simulator):
    simulator = start_simulator("--token", google.token, script=[
        {"connection": {}}, {"expect": {"setup": "*"}}, {"reset": True}, {"connection": {"repeat": True}},
        {"converse": True}])
    other = start_simulator("--token", google.token)
    credentials = google.write_credentials(tmp_path / "account.json")
    content = configuration(simulator.url, credentials, parameters={"prewarm": 1, "order": 1},
                            parley={"event_loops": 1, "timings": {"handshake_attempts": 1}})
    second = configuration(other.url, credentials, parameters={"order": 2})
    content["model_list"] += second["model_list"]
    gateway = start_gateway(content)
    wait_until_opened(simulator, 1)
    converse(gateway)
    gateway.wait_for(TAKEN)
    gateway.wait_for(NEW)
    # It broke in waiting, as far as anybody knows: neither the call nor the deployment is blamed.
    assert opened(other) == 0 and "Call moved" not in gateway.log


def test_a_connection_that_breaks_before_setup_is_replaced_by_a_new_one(start):
    gateway, simulator, proxy = start(1, through=FaultProxy, setup_quiet="5s", setup_latest="5s")
    wait_until_opened(simulator, 1)
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        gateway.wait_for(TAKEN)
        assert proxy.reset() > 0
        gateway.wait_for(NEW)
        assert client.text_turn("Are you ready?").strip() == "You said: Are you ready?"
        assert len(client.all_of("session.created")) == 1 and not client.all_of("error")
    proxy.stop()


def test_what_the_other_side_ends_is_replaced_and_told_once(start):
    gateway, simulator, proxy = start(2, through=FaultProxy)
    wait_until_opened(simulator, 2)
    proxy.weather.refuses_new = True
    proxy.reset()
    gateway.wait_for("Connections cannot be kept ready.*reason=")
    proxy.weather.refuses_new = False
    wait_until_opened(simulator, 4)
    # Two waited until a call took one; that settles it.
    converse(gateway)
    gateway.wait_for("Connections are kept ready again")
    assert gateway.log.count("Connections cannot be kept ready") == 1
    proxy.stop()


def test_while_none_can_be_kept_calls_dial_for_themselves(start):
    gateway, simulator, proxy = start(1, through=FaultProxy)
    wait_until_opened(simulator, 1)
    proxy.reset()
    gateway.wait_for("Connections cannot be kept ready")
    converse(gateway)
    gateway.wait_for("Upstream connected")
    proxy.stop()


def test_what_has_waited_too_long_is_exchanged(start):
    gateway, simulator, _ = start(2, prewarm_max_age="1s")
    ended = simulator.wait_for_sessions(4)
    assert all(not heard.messages for heard in ended)
    converse(gateway)
    assert "cannot be kept ready" not in gateway.log


def test_a_shutdown_closes_what_waits_and_lets_the_call_end(start):
    gateway, simulator, _ = start(2)
    wait_until_opened(simulator, 2)
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.write("count to 40")
        client.send("response.create")
        client.wait_for("response.created")
        wait_until_opened(simulator, 3)
        gateway.signal(signal.SIGTERM)
        waited = simulator.wait_for_sessions(2, within=5)
        assert all(not heard.messages for heard in waited)
        assert client.wait_for("response.done", 40)["response"]["status"] == "completed"
        assert client.wait_for("error")["error"]["code"] == "server_draining"
        assert client.wait_for_close()[0] == 1012
    assert gateway.wait() == 0
    simulator.wait_for_sessions(3)
    assert opened(simulator) == 3


def test_a_reload_keeps_ready_what_the_new_file_wants(start, google):
    gateway, simulator, _ = start(2)
    wait_until_opened(simulator, 2)
    file = gateway.folder / "config.yaml"
    content = yaml.safe_load(file.read_text())
    content["model_list"][0]["litellm_params"]["prewarm"] = 1
    file.write_text(yaml.safe_dump(content))
    gateway.signal(signal.SIGHUP)
    simulator.wait_for_sessions(2)
    wait_until_opened(simulator, 3)
    converse(gateway)
    gateway.wait_for(TAKEN)
    content["model_list"][0]["litellm_params"]["prewarm"] = 0
    file.write_text(yaml.safe_dump(content))
    wait_until_opened(simulator, 4)
    gateway.signal(signal.SIGHUP)
    simulator.wait_for_sessions(4)
    converse(gateway)
    gateway.wait_for(NEW)
    assert opened(simulator) == 5
