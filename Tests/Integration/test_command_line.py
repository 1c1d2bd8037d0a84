"""The command line: help, files and their faults, ports that are taken."""

import shutil
import socket

import pytest
import yaml

from harness.program import ROOT, run_parley
from harness.vertex import configuration

GOOD = {
    "model_list": [{"model_name": "sim", "litellm_params": {"model": "simulator/gemini-live-simulator"}}],
    "general_settings": {"master_key": "sk-some-master-key"},
}


def write(folder, content) -> str:
    text = content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False)
    (folder / "config.yaml").write_text(text)
    return "config.yaml"


def check(folder, content, *options, **environ):
    return run_parley(["check", "--config", write(folder, content), *options], folder, **environ)


def test_help_shows_how_to_begin(tmp_path):
    result = run_parley(["--help"], tmp_path)
    assert result.returncode == 0
    for word in ("parley --config", "check", "simulate", "api-key", "ws://localhost:4000/realtime"):
        assert word in result.stdout
    for command in ("serve", "check", "simulate"):
        assert "USAGE" in run_parley([command, "--help"], tmp_path).stdout


def test_version_is_one_line(tmp_path):
    result = run_parley(["--version"], tmp_path)
    assert result.returncode == 0
    assert len(result.stdout.split()) == 1 and result.stdout[0].isdigit()


def test_wrong_arguments_are_64(tmp_path):
    for arguments in (["--prot", "4000"], ["--port", "70000"], ["--port", "x"], ["check"]):
        result = run_parley(arguments, tmp_path)
        assert result.returncode == 64 and "Error" in result.stderr, arguments


def test_a_good_file_is_summed_up(tmp_path):
    result = check(tmp_path, GOOD)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "nothing wrong" in result.stdout
    assert "sk-some-master-key" not in result.stdout + result.stderr


def test_the_sample_file_is_good(tmp_path):
    shutil.copy(ROOT / "config-sample.yaml", tmp_path / "config.yaml")
    result = run_parley(["check", "--config", "config.yaml"], tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_misspelt_setting_is_shown_with_its_line_and_the_right_word(tmp_path):
    result = check(tmp_path, "model_list:\n  - model_name: a\n    litellm_params:\n"
                             "      model: simulator/x\n      vertex_projct: p\ngeneral_settings:\n  master_key: sk-12345\n")
    assert result.returncode == 1
    assert "config.yaml:5:7: error:" in result.stdout
    assert "did you mean vertex_project?" in result.stdout
    assert "1 error" in result.stdout


@pytest.mark.parametrize("content, said", [
    ("", "config-sample.yaml"),
    ("model_list: [", "config.yaml:2:1: error: not YAML"),
    ({"model_list": GOOD["model_list"]}, "master_key"),
    (GOOD | {"model_list": [{"model_name": "o", "litellm_params": {"model": "openai/gpt-realtime"}}]}, "vertex_ai/"),
    (GOOD | {"model_list": [{"model_name": "g", "litellm_params": {"model": "gemini/gemini-3.8-live"}}]}, "api_key"),
    (GOOD | {"parley": {"port": "many"}}, "parley.port"),
    (GOOD | {"parley": {"limits": {"client_message_bytes": "1KiB"}}}, "64KiB"),
    (GOOD | {"parley": {"tls": {"certificate": "missing.pem"}}}, "private_key"),
])
def test_a_bad_file_is_refused_with_the_place_and_the_remedy(tmp_path, content, said):
    result = check(tmp_path, content)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "config.yaml:" in result.stdout and "error" in result.stdout and said in result.stdout
    # The gateway does not start with it either, and says the same.
    started = run_parley(["--config", "config.yaml", "--port", "0"], tmp_path)
    assert started.returncode == 1 and said in started.stderr


def test_settings_of_litellm_that_mean_nothing_here_are_one_warning(tmp_path):
    result = check(tmp_path, GOOD | {"litellm_settings": {"drop_params": True}, "router_settings": {"num_retries": 2}})
    assert result.returncode == 0, result.stdout
    assert result.stdout.count("warning:") == 1, result.stdout


def test_a_missing_file_is_2(tmp_path):
    for arguments in (["check", "--config", "nowhere.yaml"], ["--config", "nowhere.yaml"]):
        result = run_parley(arguments, tmp_path)
        assert result.returncode == 2 and "nowhere.yaml" in result.stderr, result.stderr


def test_a_port_in_use_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for command in (["--host", "127.0.0.1", "--port", port], ["simulate", "--port", port]):
            result = run_parley(command, tmp_path)
            assert result.returncode == 1, result.stdout + result.stderr
            assert f"port {port} is in use" in result.stderr and "--port" in result.stderr


def test_check_connect_tries_credential_and_model(tmp_path, google, start_simulator):
    simulator = start_simulator("--token", google.token)
    credentials = google.write_credentials(tmp_path / "account.json")
    result = check(tmp_path, configuration(simulator.url, credentials), "--connect")
    assert result.returncode == 0, result.stdout + result.stderr
    assert google.email in result.stdout
    assert google.token not in result.stdout + result.stderr
    heard = simulator.wait_for_sessions(1)[0]
    assert [next(iter(message)) for message in heard.messages] == ["setup"], "more was said than hello"


def test_check_connect_says_what_google_does_not_accept(tmp_path, google, start_simulator):
    simulator = start_simulator("--token", "another-token-than-ours")
    result = check(tmp_path, configuration(simulator.url, google.write_credentials(tmp_path / "a.json")), "--connect")
    assert result.returncode == 1
    assert "vertex-gemini-live" in result.stdout and "credentials" in result.stdout
    assert google.token not in result.stdout + result.stderr


def test_check_connect_says_how_to_log_in(tmp_path):
    result = check(tmp_path, configuration("ws://127.0.0.1:9", tmp_path / "missing.json"), "--connect")
    assert result.returncode == 1
    assert "missing.json" in result.stdout
    without = configuration("ws://127.0.0.1:9", tmp_path)
    del without["model_list"][0]["litellm_params"]["vertex_credentials"]
    result = check(tmp_path, without, "--connect")
    assert result.returncode == 1
    assert "gcloud auth application-default login" in result.stdout


def test_values_may_come_from_the_environment(tmp_path):
    content = GOOD | {"general_settings": {"master_key": "os.environ/PARLEY_TEST_KEY"}}
    assert check(tmp_path, content, PARLEY_TEST_KEY="sk-from-outside").returncode == 0
    result = check(tmp_path, content)
    assert result.returncode == 1 and "PARLEY_TEST_KEY" in result.stdout


def test_a_script_with_a_fault_is_refused_with_its_line(tmp_path):
    (tmp_path / "story.jsonl").write_text('{"wait_ms": 5}\n{"sned": {}}\n')
    result = run_parley(["simulate", "--port", "0", "--script", "story.jsonl"], tmp_path)
    assert result.returncode == 1
    assert "story.jsonl:2" in result.stderr and "send" in result.stderr
