"""SIGHUP and `parley reload`: new sessions get the changed file, running ones keep what they have."""

import signal
import ssl
import subprocess

import yaml

from harness import vertex
from harness.client import Client
from harness.gateway import new_key
from harness.google import TokenServer
from harness.program import run_parley

TAKEN, REFUSED = r"Configuration reloaded", r"Configuration not reloaded"


def configuration(*models, key, **parley):
    entries = [{"model_name": name, "litellm_params": {"model": "simulator/gemini-live-simulator"}} for name in models]
    # As the harness does: late threads are no reason here to turn a client away.
    parley = {"max_event_loop_lag": "60s", "max_event_loop_load": 100} | parley
    return {"model_list": entries, "general_settings": {"master_key": key}, "parley": parley}


def write(gateway, content):
    text = content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False)
    (gateway.folder / "config.yaml").write_text(text)


def names(gateway, key):
    status, _, body = gateway.get("/v1/models", api_key=key)
    return [model["id"] for model in yaml.safe_load(body)["data"]] if status == 200 else status


def test_new_sessions_have_the_changed_file_and_running_ones_go_on(start_gateway):
    old, new = new_key(), new_key()
    gateway = start_gateway(configuration("one", key=old))
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        write(gateway, configuration("two", key=new, max_sessions=7))
        gateway.signal(signal.SIGHUP)
        gateway.wait_for(TAKEN)
        assert names(gateway, new) == ["two"]
        assert names(gateway, old) == 401
        assert '"max_sessions":7' in gateway.get("/health/readiness")[2]
        assert client.text_turn("Still here?") == "You said: Still here?"
        headers = {"Authorization": f"Bearer {new}", "User-Agent": "OpenAI/Python 3.0.0"}
        with Client(gateway.url("/v1/realtime", model="two"), headers, "ga") as other:
            other.wait_for("session.created")
            assert other.text_turn("And here?") == "You said: And here?"


def test_parley_reload_says_what_came_of_it(start_gateway):
    key = new_key()
    gateway = start_gateway(configuration("one", key=key))

    def reload():
        run = run_parley(["reload", "--config", "config.yaml"], gateway.folder)
        return run.returncode, run.stdout + run.stderr

    write(gateway, configuration("one", "two", key=key))
    status, said = reload()
    assert (status, "Reloaded" in said) == (0, True), said
    assert names(gateway, key) == ["one", "two"]

    broken = yaml.safe_dump(configuration("three", key=key)).replace("max_sessions", "x")
    write(gateway, broken.replace("model_name", "model_nam"))
    status, said = reload()
    assert (status, "config.yaml:" in said, "did you mean model_name" in said) == (1, True, True), said
    gateway.wait_for(REFUSED)
    assert names(gateway, key) == ["one", "two"]

    odd = configuration("one", "two", key=key)
    odd["model_list"][0]["litellm_params"]["rpm"] = 5
    write(gateway, odd)
    status, said = reload()
    assert (status, "Reloaded" in said, "warning: " in said and "rpm" in said) == (0, True, True), said

    write(gateway, configuration("three", key=key, drain_timeout="5s"))
    status, said = reload()
    assert (status, "needs a restart: parley.drain_timeout" in said) == (1, True), said
    assert names(gateway, key) == ["one", "two"]

    write(gateway, configuration("three", key=key))
    assert reload()[0] == 0
    assert names(gateway, key) == ["three"]


def test_where_nobody_listens_reload_says_so(tmp_path):
    run = run_parley(["reload", "--config", "config.yaml"], tmp_path)
    assert (run.returncode, "no gateway runs with config.yaml" in run.stderr) == (1, True)


def test_a_file_that_no_gateway_was_started_with_is_not_said_to_be_reloaded(start_gateway):
    key = new_key()
    gateway = start_gateway(configuration("one", key=key))
    other = gateway.folder / "other.yaml"
    other.write_text(yaml.safe_dump(configuration("two", key=key)))
    for name in ("other.yaml", "no-such-file.yaml"):
        run = run_parley(["reload", "--config", name], gateway.folder)
        assert (run.returncode, "was started with" in run.stderr, name in run.stderr) == (1, True, True), run.stderr
    assert names(gateway, key) == ["one"]


def test_a_process_that_is_no_gateway_is_left_alone(tmp_path):
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        run = run_parley(["reload", "--config", "config.yaml", "--pid", str(stranger.pid)], tmp_path)
        assert (run.returncode, "is no parley" in run.stderr) == (1, True), run.stderr
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_new_connections_see_the_new_certificate(start_gateway, authority, tmp_path):
    key = new_key()
    first, second = authority.issue("localhost"), authority.issue("127.0.0.1")
    chain, private = tmp_path / "chain.pem", tmp_path / "key.pem"

    def install(pair):
        chain.write_bytes(pair[0].read_bytes())
        private.write_bytes(pair[1].read_bytes())

    install(first)
    gateway = start_gateway(configuration(
        "one", key=key, tls={"mode": "optional", "certificate": str(chain), "private_key": str(private)}))

    def shown():
        return ssl.get_server_certificate(("127.0.0.1", gateway.port))

    before = shown()
    install(second)
    gateway.signal(signal.SIGHUP)
    gateway.wait_for(TAKEN)
    assert shown() != before
    # A key that does not fit is not taken.
    chain.write_bytes(first[0].read_bytes())
    gateway.signal(signal.SIGHUP)
    gateway.wait_for(REFUSED)
    assert shown() not in (before,)


def test_new_sessions_have_the_new_credential_of_the_same_file(start_gateway, start_simulator, tmp_path):
    old, new = TokenServer(vertex.PROJECT), TokenServer(vertex.PROJECT)
    simulator = start_simulator("--token", new.token)
    path = old.write_credentials(tmp_path / "account.json")
    gateway = start_gateway(vertex.configuration(simulator.url, path))
    gateway.wait_for("access token obtained")
    with gateway.connect("ga", check_end=False) as client:
        client.wait_for("error")
        client.wait_for_close()

    def reload(pattern):
        gateway.signal(signal.SIGHUP)
        gateway.wait_for(pattern)

    new.write_credentials(path)
    reload("Google credential read again")
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        assert client.text_turn("Do you know me now?").strip() == "You said: Do you know me now?"
    # One that cannot be used does not take the place of one that can.
    path.write_text("{}")
    reload("A Google credential was not read again; the one before stays")
    with gateway.connect("ga") as client:
        client.wait_for("session.created")
        assert client.text_turn("Still?").strip() == "You said: Still?"
    old.stop()
    new.stop()
