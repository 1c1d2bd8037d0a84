"""A running call goes on in another region, in another project or with another model when its own cannot be reached."""

import contextlib
import time

import pytest

from harness.fault_proxy import FaultProxy
from harness.vertex import MODEL, configuration

CALLS = 20
LIMIT = 10
MEMORY = "what did I say?"
SPEAKS = "gemini-3.8-live"
ACCEPT = [{"expect": {"setup": "*"}}, {"send": {"setupComplete": {}}}]


class Regions:
    """A gateway with two entries of one name: what is played for the first is given, the second converses."""

    def __init__(self, start_gateway, start_simulator, google, folder):
        self.start_gateway, self.start_simulator, self.google = start_gateway, start_simulator, google
        self.credentials = google.write_credentials(folder / "account.json")

    def entry(self, url: str, **parameters) -> dict:
        return configuration(url, self.credentials, model=SPEAKS, parameters=parameters)["model_list"][0]

    def simulator(self, script=None):
        return self.start_simulator("--token", self.google.token, script=script)

    def gateway(self, entries: list[dict], **more):
        content = configuration("ws://127.0.0.1:9", self.credentials) | {"model_list": entries} | more
        return self.start_gateway(content)


@pytest.fixture
def regions(start_gateway, start_simulator, google, tmp_path):
    return Regions(start_gateway, start_simulator, google, tmp_path)


def fact(number: int) -> str:
    return f"My number is {number}."


def ask(client, text: str) -> None:
    client.write(text)
    client.send("response.create")


def unnoticed(client) -> None:
    assert len(client.all_of("session.created")) == 1
    assert not client.all_of("session.updated") and not client.all_of("error")


@pytest.fixture
def open_calls():
    with contextlib.ExitStack() as stack:
        def open_them(gateway, count):
            clients = [stack.enter_context(gateway.connect("ga")) for _ in range(count)]
            for number, client in enumerate(clients):
                client.wait_for("session.created")
                ask(client, fact(number))
            for number, client in enumerate(clients):
                assert str(number) in client.answer()
            return clients

        yield open_them


def all_move(gateway, count: int) -> None:
    deadline = time.monotonic() + LIMIT
    while (moved := gateway.log.count("Call moved to another deployment")) < count:
        assert time.monotonic() < deadline, f"{moved} of {count} calls have moved within {LIMIT} s"
        time.sleep(0.05)


def everybody_remembers(clients) -> None:
    for client in clients:
        ask(client, MEMORY)
    for number, client in enumerate(clients):
        assert fact(number) in client.answer(within=40)
        unnoticed(client)


def newcomers_are_served(gateway) -> None:
    """And at once: nobody is sent to the region that fails."""
    before = gateway.log.count("Upstream attempt failed")
    for _ in range(5):
        with gateway.connect("ga") as client:
            client.wait_for("session.created")
            assert "newcomer" in client.text_turn("I am a newcomer.")
    assert gateway.log.count("Upstream attempt failed") <= before + 1


def test_a_region_is_killed_under_load(regions, open_calls):
    first, second = regions.simulator(), regions.simulator()
    gateway = regions.gateway([regions.entry(first.url), regions.entry(second.url, vertex_location="europe-west4")])
    clients = open_calls(gateway, CALLS)
    assert gateway.log.count(f"deployment={MODEL} ") >= CALLS // 2
    first.kill()
    all_move(gateway, CALLS // 2)
    newcomers_are_served(gateway)
    everybody_remembers(clients)


def test_a_region_takes_connections_and_never_answers(regions, open_calls):
    first, second = regions.simulator(), regions.simulator()
    hole = FaultProxy(("127.0.0.1", first.port))
    gateway = regions.gateway([
        regions.entry(f"ws://127.0.0.1:{hole.port}"), regions.entry(second.url, vertex_location="europe-west4")])
    clients = open_calls(gateway, CALLS)
    hole.weather.swallows_new = True
    hole.reset()
    all_move(gateway, CALLS // 2)
    newcomers_are_served(gateway)
    everybody_remembers(clients)
    hole.stop()


def test_what_is_said_while_the_region_dies_is_heard_by_the_other(regions):
    script = [{"connection": {}}, *ACCEPT, {"expect": {"clientContent": "*"}}, {"reset": True},
              {"connection": {"repeat": True, "refuse": {"status": 503, "message": "Gone."}}}]
    first, second = regions.simulator(script), regions.simulator()
    gateway = regions.gateway([regions.entry(first.url), regions.entry(second.url)])
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        assert "turquoise" in client.text_turn("My favourite colour is turquoise.")
        assert len(client.all_of("response.created")) == 1
        unnoticed(client)
    moved = gateway.wait_for(r"Call moved to another deployment.*")
    assert f"from={MODEL} " in moved.group(0) and f"to={MODEL}#2" in moved.group(0) and "503" in moved.group(0)


@pytest.mark.parametrize("status, message", [
    (403, "Permission denied."), (404, "The requested URL was not found on this server."),
    (429, "Resource exhausted."), (401, "Request had invalid authentication credentials."), (503, "Unavailable.")])
def test_a_new_call_is_served_by_the_next_entry_when_the_first_refuses(regions, status, message):
    refusing = {"connection": {"repeat": True, "refuse": {"status": status, "message": message}}}
    first, second = regions.simulator([refusing]), regions.simulator()
    gateway = regions.gateway([regions.entry(first.url, order=1), regions.entry(second.url, order=2)])
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        assert "turquoise" in client.text_turn("My favourite colour is turquoise.")
        unnoticed(client)


@pytest.mark.parametrize("code, reason", [
    (1011, "You exceeded your current quota, please check your plan"),
    (1008, "Publisher Model `projects/x/locations/y/publishers/google/models/z` was not found"),
    (1011, "Internal error encountered.")])
def test_a_setup_that_one_entry_refuses_is_taken_to_the_next(regions, code, reason):
    script = [{"connection": {"repeat": True}}, {"expect": {"setup": "*"}}, {"close": {"code": code, "reason": reason}}]
    first, second = regions.simulator(script), regions.simulator()
    gateway = regions.gateway([regions.entry(first.url, order=1), regions.entry(second.url, order=2)])
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        assert "turquoise" in client.text_turn("My favourite colour is turquoise.")
        unnoticed(client)
    assert len(first.wait_for_sessions(1)) == 1


def test_a_token_that_is_refused_once_is_exchanged_for_another(regions):
    refused = {"connection": {"refuse": {"status": 401, "message": "Request had invalid authentication credentials."}}}
    simulator = regions.simulator([refused, {"connection": {"repeat": True}}, {"converse": True}])
    gateway = regions.gateway([regions.entry(simulator.url)])
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        assert "turquoise" in client.text_turn("My favourite colour is turquoise.")
        unnoticed(client)
    assert gateway.log.count("Upstream attempt failed") == 0


def test_quota_is_asked_for_once_where_there_is_no_other_entry(regions):
    refusing = {"connection": {"repeat": True, "refuse": {"status": 429, "message": "Resource exhausted."}}}
    gateway = regions.gateway([regions.entry(regions.simulator([refusing]).url)])
    with gateway.connect("ga") as client:
        assert "quota" in client.wait_for_error("rate_limit_exceeded")["message"]
        client.wait_for_close()
    assert gateway.log.count("Upstream attempt failed") == 1


def test_another_model_takes_over_a_running_call(regions):
    first, second = regions.simulator(), regions.simulator()
    fallback = regions.entry(second.url, model="vertex_ai/gemini-2.0-flash-live-001") | {"model_name": "reserve"}
    gateway = regions.gateway(
        [regions.entry(first.url), fallback], router_settings={"fallbacks": [{MODEL: ["reserve"]}]})
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.text_turn("My favourite colour is turquoise.")
        first.kill()
        assert "turquoise" in client.text_turn(MEMORY)
        before, after = client.all_of("response.done")
        assert before["response"]["metadata"] is None
        assert after["response"]["metadata"] == {
            "parley.deployment": "reserve", "parley.model": "vertex_ai/gemini-2.0-flash-live-001"}
        client.send("session.update", session={"type": "realtime", "instructions": "Answer like a pirate."})
        assert client.wait_for("session.updated")["session"]["model"] == MODEL
        assert "pirate" in client.text_turn("what are your instructions?")
        assert not client.all_of("error")
    gateway.wait_for(r"Session ended.*serves=vertex_ai/gemini-2.0-flash-live-001")


def test_an_answer_outside_the_conversation_is_given_by_the_other_region(regions):
    first, second = regions.simulator(), regions.simulator()
    hole = FaultProxy(("127.0.0.1", first.port))
    gateway = regions.gateway(
        [regions.entry(f"ws://127.0.0.1:{hole.port}", order=1), regions.entry(second.url, order=2)])
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        client.text_turn("My favourite colour is turquoise.")
        hole.weather.refuses_new = True
        item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Sum up."}]}
        client.send("response.create", response={"conversation": "none", "input": [item]})
        assert client.wait_for("response.done")["response"]["status"] == "completed"
        assert "turquoise" in client.text_turn(MEMORY)
        unnoticed(client)
    hole.stop()


def test_a_region_takes_no_more_calls_than_it_may(regions):
    """Two calls lose their region, and the other has one place."""
    first, second = regions.simulator(), regions.simulator()
    gateway = regions.gateway([regions.entry(first.url, order=1), regions.entry(second.url, order=2, max_sessions=1)])
    with gateway.connect("ga") as one, gateway.connect("ga") as other:
        for client in (one, other):
            client.wait_for("session.created")
            client.text_turn("My favourite colour is turquoise.")
        first.kill()
        gateway.wait_for("Call moved to another deployment")
        for client in (one, other):
            ask(client, MEMORY)
        ends = {client.wait_for("response.done", 40)["response"]["status"]: client for client in (one, other)}
        assert set(ends) == {"completed", "failed"}
        assert "cannot be reached" in ends["failed"].wait_for_error("server_error")["message"]
    assert gateway.log.count("Call moved to another deployment") == 1
