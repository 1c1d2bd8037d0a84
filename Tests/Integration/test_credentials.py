"""Where credentials come from, end to end."""

import http.server
import json
import threading

import pytest

from harness import secret_words
from harness.google import TokenServer
from harness.vertex import PROJECT, configuration

GREETING = "Do you know who I am?"


def converse(gateway) -> None:
    with gateway.connect() as client:
        client.wait_for("session.created")
        assert client.text_turn(GREETING).strip() == "You said: " + GREETING


@pytest.fixture
def metadata_server():
    """What a virtual machine at Google asks for its own account."""
    token = "ya29.metadata-token-of-the-machine"
    secret_words.keep_out_of_logs(token)
    answers = {
        "token": json.dumps({"access_token": token, "expires_in": 3599, "token_type": "Bearer"}),
        "project-id": "project-of-the-machine", "email": "vm@example.iam.gserviceaccount.com", "universe-domain": "googleapis.com",
    }

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            allowed = self.headers.get("Metadata-Flavor") == "Google"
            path = self.path.split("?")[0].rstrip("/")
            text = answers.get(path.rsplit("/", 1)[-1], "").encode() if allowed else b"forbidden"
            self.send_response(200 if allowed else 403)
            self.send_header("Metadata-Flavor", "Google")
            self.send_header("Content-Type", "application/json" if text.startswith(b"{") else "text/plain")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.token = token
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def without_credentials(url: str) -> dict:
    content = configuration(url, "")
    del content["model_list"][0]["litellm_params"]["vertex_credentials"]
    return content


def test_application_default_credentials_are_found_by_their_variable(
        start_gateway, start_simulator, google, tmp_path):
    simulator = start_simulator("--token", google.token)
    path = google.write_credentials(tmp_path / "default.json")
    converse(start_gateway(without_credentials(simulator.url), GOOGLE_APPLICATION_CREDENTIALS=str(path)))


def test_the_file_may_set_the_variable(start_gateway, start_simulator, google, tmp_path):
    simulator = start_simulator("--token", google.token)
    path = google.write_credentials(tmp_path / "default.json")
    content = without_credentials(simulator.url) | {
        "environment_variables": {"GOOGLE_APPLICATION_CREDENTIALS": str(path)}}
    del content["model_list"][0]["litellm_params"]["vertex_project"]
    converse(start_gateway(content))
    assert simulator.wait_for_sessions(1)[0].setup["model"].startswith(f"projects/{PROJECT}/")


def test_a_machine_at_google_needs_no_file(start_gateway, start_simulator, metadata_server):
    simulator = start_simulator("--token", metadata_server.token)
    host = f"127.0.0.1:{metadata_server.server_port}"
    content = without_credentials(simulator.url)
    del content["model_list"][0]["litellm_params"]["vertex_project"]
    converse(start_gateway(content, GCE_METADATA_HOST=host, GCE_METADATA_IP=host))
    setup = simulator.wait_for_sessions(1)[0].setup
    assert setup["model"].startswith("projects/project-of-the-machine/")


def test_a_credential_may_stand_in_the_file(start_gateway, start_simulator, google, tmp_path):
    simulator = start_simulator("--token", google.token)
    content = configuration(simulator.url, "")
    inline = google.write_credentials(tmp_path / "account.json").read_text()
    content["model_list"][0]["litellm_params"]["vertex_credentials"] = inline
    converse(start_gateway(content))


def test_a_gateway_without_credentials_starts_and_says_how_to_log_in(start_gateway, start_simulator):
    gateway = start_gateway(without_credentials(start_simulator().url))
    gateway.wait_for("gcloud auth application-default login")
    assert gateway.get("/health")[0] == 200
    with gateway.connect() as client:
        fault = client.wait_for("error", 40)["error"]
        assert "credential" in fault["message"]
        client.wait_for_close()


def test_google_ai_studio_takes_a_key(start_gateway, start_simulator):
    key = "AIzaTestKeyThatIsNoneAtAll-0123456789"
    secret_words.keep_out_of_logs(key)
    simulator = start_simulator("--token", key)
    content = configuration(simulator.url, "")
    content["model_list"][0]["litellm_params"] = {
        "model": "gemini/gemini-3.8-live", "api_base": simulator.url, "api_key": "os.environ/STUDIO_KEY"}
    converse(start_gateway(content, STUDIO_KEY=key))
    assert simulator.wait_for_sessions(1)[0].setup["model"] == "models/gemini-3.8-live"


def test_a_refused_token_is_fetched_anew_once(start_gateway, start_simulator, tmp_path):
    """Google may forget a token before its time."""
    server = TokenServer(PROJECT)
    simulator = start_simulator("--token", "ya29.the-second-token")
    gateway = start_gateway(configuration(simulator.url, server.write_credentials(tmp_path / "account.json")))
    gateway.wait_for("access token obtained")
    server.token = "ya29.the-second-token"
    converse(gateway)
    assert server.requests == 2
    server.stop()
