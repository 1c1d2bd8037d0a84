"""`parley bench`: what it says about a gateway, and about one that cannot be loaded. No time is judged."""

import json
import re
import socket
import time

from harness.program import run_parley

WRITTEN = json.dumps({"type": "session.update", "session": {"type": "realtime", "output_modalities": ["text"]}})


def bench(folder, *options):
    return run_parley(["bench", "--sessions", "2", "--duration", "0.5", "--warm-up", "0.1", *options], folder)


def on(gateway, path="/v1/realtime"):
    return ["--url", gateway.url(path), "--key", gateway.key]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_written_turns_are_timed_and_drawn(simulated, tmp_path):
    result = bench(tmp_path, *on(simulated), "--mode", "turns", "--duration", "3", "--first-event", WRITTEN, "--json",
                   "result.json")
    assert result.returncode == 0, result.stderr
    assert re.search(r"2 sessions, \d+ turns in \d+\.\d+ s", result.stdout)
    assert re.search(r"item to response.done: p50 .*, p90 .*, p99 .*, max ", result.stdout)
    assert re.search(r" – .*  █+ \d+$", result.stdout, re.M), result.stdout
    assert result.stderr == "", "a progress bar is for terminals"
    report = json.loads((tmp_path / "result.json").read_text())
    assert report["turns"]["count"] > 0 and report["turns"]["p50_us"] > 0
    assert report["open_sessions"] == 2 and report["failures"] == {}


def test_sessions_that_come_over_time_are_counted_with_those_turned_away(start_gateway, tmp_path):
    port = free_port()
    gateway = start_gateway({
        "model_list": [{"model_name": "echo", "litellm_params": {
            "model": "gemini/gemini-3.8-live", "api_key": "any-key", "api_base": f"ws://127.0.0.1:{port}"}}],
        "general_settings": {"master_key": "sk-bench-test"}, "parley": {"max_sessions": 2}})
    result = bench(tmp_path, *on(gateway), "--echo-upstream", str(port), "--mode", "paced", "--sessions", "5", "--ramp", "1",
                   "--duration", "2", "--json", "-")
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    assert report["open_sessions"] == 2 and report["round_trips"]["count"] > 0
    (reason, count), = report["failures"].items()
    assert "503" in reason and count == 3
    for arguments, words in ((["--mode", "connects", "--ramp", "0.3"], "--rate"), (["--ramp", "9"], "would never come")):
        result = bench(tmp_path, *on(gateway), *arguments)
        assert result.returncode == 64 and words in result.stderr


def test_connections_and_silent_sessions_are_counted(simulated, tmp_path):
    result = bench(tmp_path, *on(simulated), "--mode", "connects", "--json", "-")
    report = json.loads(result.stdout)
    assert report["connects"]["count"] > 0 and report["failures"] == {}
    watched = str(simulated.process.pid)
    report = json.loads(bench(tmp_path, *on(simulated), "--mode", "idle", "--watch", watched, "--json", "-").stdout)
    assert report["open_sessions"] == 2
    assert report["watched"]["resident_bytes_after"] > 0 and report["generator"]["cpu_us"] > 0


def test_audio_goes_through_the_gateway_to_the_echo_and_back(start_gateway, tmp_path):
    port = free_port()
    gateway = start_gateway({
        "model_list": [{"model_name": "echo", "litellm_params": {
            "model": "gemini/gemini-3.8-live", "api_key": "any-key", "api_base": f"ws://127.0.0.1:{port}"}}],
        "general_settings": {"master_key": "sk-bench-test"}})
    options = [*on(gateway), "--echo-upstream", str(port), "--json", "-"]
    for mode in ("saturated", "paced"):
        result = bench(tmp_path, *options, "--mode", mode)
        assert result.returncode == 0, result.stderr
        report = json.loads(result.stdout)
        assert report["round_trips"]["count"] > 10, report
        assert report["round_trips"]["count"] <= report["frames_sent"] + 2 * 8
        assert report["failures"] == {}
    report = json.loads(bench(tmp_path, *options, "--mode", "turns").stdout)
    assert report["turns"]["count"] > 0 and report["failures"] == {}


def test_a_server_that_returns_no_audio_is_named(simulated, tmp_path):
    result = bench(tmp_path, *on(simulated), "--mode", "saturated", "--patience", "1", "--duration", "1.5")
    assert result.returncode == 1
    assert "no audio came back" in result.stderr and "--echo-upstream" in result.stderr
    result = bench(tmp_path, *on(simulated), "--mode", "paced", "--duration", "1")
    assert result.returncode == 0 and "does not return what it hears" in result.stdout


def test_a_place_for_the_result_that_is_none_is_told_before_the_load(simulated, tmp_path):
    began = time.monotonic()
    result = bench(tmp_path, *on(simulated), "--duration", "30", "--json", "/nowhere/result.json")
    assert result.returncode == 64 and "/nowhere/result.json: cannot be written" in result.stderr
    assert time.monotonic() - began < 20


def test_a_refused_handshake_is_told_with_status_and_body(simulated, tmp_path):
    result = bench(tmp_path, "--url", simulated.url("/v1/realtime"), "--key", "sk-not-this-one")
    assert result.returncode == 1
    assert "HTTP 401" in result.stderr and "check --key" in result.stderr and '"error"' in result.stderr
    result = bench(tmp_path, *on(simulated, "/v1/nowhere"))
    assert result.returncode == 1 and "HTTP 404" in result.stderr


def test_a_wrong_url_and_a_silent_server_are_explained(tmp_path):
    for url, words in (("localhost:4000", "must start with ws://"), (f"ws://127.0.0.1:{free_port()}/", "no connection")):
        result = bench(tmp_path, "--url", url)
        assert result.returncode == 1 and words in result.stderr, result.stderr
    # The kernel takes the connection, and nobody answers it.
    with socket.create_server(("127.0.0.1", 0)) as server:
        result = bench(tmp_path, "--url", f"ws://127.0.0.1:{server.getsockname()[1]}/", "--patience", "1")
    assert result.returncode == 1 and "time ran out waiting for the server's answer" in result.stderr, result.stderr


def test_what_cannot_be_meant_is_64(tmp_path):
    for arguments in ([], ["--url", "ws://h/", "--mode", "fast"], ["--url", "ws://h/", "--sessions", "none"]):
        assert run_parley(["bench", *arguments], tmp_path).returncode == 64
    assert "parley bench --url" in run_parley(["bench", "--help"], tmp_path).stdout
