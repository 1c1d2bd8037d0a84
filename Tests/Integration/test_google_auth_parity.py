"""Parley's token requests beside those of Google's own library: the same credential, the same server, the same wire."""

import base64
import http.server
import json
import pathlib
import subprocess
import sys
import threading
import urllib.parse

import pytest

from harness.gateway import Gateway
from harness.program import environment
from harness.vertex import configuration

AUDIENCE = "//iam.googleapis.com/projects/123456/locations/global/workloadIdentityPools/pool/providers/provider"
TARGET = "target@fake-project.iam.gserviceaccount.com"
GENERATE = f"/v1/projects/-/serviceAccounts/{TARGET}:generateAccessToken"
METADATA_TOKEN = "/computeMetadata/v1/instance/service-accounts/default/token"
AWS_TYPE = "urn:ietf:params:aws:token-type:aws4_request"
JWT_TYPE = "urn:ietf:params:oauth:token-type:jwt"
# Headers that say something to Google; the rest is between HTTP libraries.
TELLING = ("authorization", "metadata-flavor", "metadata", "x-forwarded-for", "x-goog-user-project")
PEER = """
import google.auth, google.auth.exceptions, google.auth.external_account, google.auth.transport.requests
google.auth.external_account.Credentials.get_project_id = lambda *_, **__: None  # would ask Google itself
credentials, _ = google.auth.default(scopes=["https://www.googleapis.com/auth/cloud-platform"])
try:
    credentials.refresh(google.auth.transport.requests.Request())
except google.auth.exceptions.GoogleAuthError as error:
    print(error)
"""


class Recorder:
    """Plays token, STS, IAM, metadata and subject token servers, and keeps what tells something of each request."""

    def __init__(self):
        self.requests: list[dict] = []
        self.refusals: list[int] = []
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.host = f"127.0.0.1:{self._server.server_port}"
        self.url = f"http://{self.host}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> tuple[int, dict | str]:
        token_paths = ("/token", "/sts", "/oauthtoken", METADATA_TOKEN)
        if path in token_paths and self.refusals:
            return self.refusals.pop(0), {"error": "refused"}
        if path in token_paths:
            return 200, {"access_token": "token-of-a-test", "expires_in": 3600, "token_type": "Bearer"}
        if path == GENERATE:
            return 200, {"accessToken": "token-of-a-test", "expireTime": "2099-01-01T00:00:00Z"}
        if path == "/subject":
            return 200, {"access_token": "subject"}
        if path.endswith("/service-accounts/default/"):
            return 200, {"email": "default", "scopes": [], "aliases": ["default"]}
        return (200, "") if path == "/" else (404, "")

    def _handler(self):
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                path, _, query = self.path.partition("?")
                owner.requests.append({
                    "method": self.command, "path": path, "query": urllib.parse.parse_qs(query),
                    "headers": {name: self.headers[name] for name in TELLING if name in self.headers},
                    "type": self.headers.get("Content-Type", "") if body else "", "body": telling(body)})
                status, answer = owner.answer(path)
                data = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
                self.send_response(status)
                self.send_header("Metadata-Flavor", "Google")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_PUT = do_POST

            def log_message(self, *_):
                pass

        return Handler


def telling(body: str):
    """A body without what differs from one second to the next."""
    if body.startswith("{"):
        content = json.loads(body)
        content.setdefault("delegates", [])
        content["delegates"] = content["delegates"] or []
        return content
    form = dict(urllib.parse.parse_qsl(body, keep_blank_values=True, strict_parsing=bool(body)))
    if "assertion" in form:
        header, claims, _ = (json.loads(base64.urlsafe_b64decode(part + "==")) if number < 2 else None
                             for number, part in enumerate(form["assertion"].split(".")))
        form["assertion"] = [header, claims | {"iat": 0, "exp": claims["exp"] - claims["iat"]}]
    if form.get("subject_token_type") == AWS_TYPE:
        signed = json.loads(urllib.parse.unquote(form["subject_token"]))
        headers = {each["key"]: each["value"] for each in signed["headers"]}
        authorization = headers["Authorization"].partition(", Signature=")[0].split("/")
        headers |= {"Authorization": authorization[:1] + authorization[2:], "x-amz-date": ""}
        form["subject_token"] = signed | {"headers": headers}
    if "options" in form:
        form["options"] = json.loads(urllib.parse.unquote(form["options"]))
    return form


@pytest.fixture
def recorder():
    recorder = Recorder()
    yield recorder
    recorder.stop()


def requests_of_both(recorder: Recorder, folder: pathlib.Path, credential: dict | None, refusals=(), **environ: str):
    """What Google's library asks, and what Parley asks, for one token."""
    variables = dict(environ)
    if credential:
        file = folder / "credential.json"
        file.write_text(json.dumps(credential))
        variables["GOOGLE_APPLICATION_CREDENTIALS"] = str(file)
    recorder.refusals = list(refusals)
    subprocess.run([sys.executable, "-c", PEER], env=environment(folder, **variables), check=True, timeout=60)
    theirs, recorder.requests = recorder.requests, []

    recorder.refusals = list(refusals)
    settings = configuration("ws://127.0.0.1:9", folder / "unused")
    del settings["model_list"][0]["litellm_params"]["vertex_credentials"]
    gateway = Gateway(folder / "gateway", settings, **variables)
    # The account that is impersonated comes after the one that impersonates it.
    account = TARGET if credential and "service_account_impersonation_url" in credential else ""
    gateway.wait_for(f"(?:Google access token obtained|No Google access token).*{account}")
    gateway.stop()
    ours, recorder.requests = recorder.requests, []
    return theirs, ours


def external(recorder: Recorder, source: dict, kind: str = JWT_TYPE, **more) -> dict:
    return {"type": "external_account", "audience": AUDIENCE, "subject_token_type": kind,
            "token_url": f"{recorder.url}/sts", "credential_source": source} | more


def test_service_account(recorder, google, tmp_path):
    credential = json.loads(google.write_credentials(tmp_path / "key.json").read_text())
    theirs, ours = requests_of_both(recorder, tmp_path, credential | {"token_uri": f"{recorder.url}/token"})
    assert ours == theirs and len(ours) == 1


@pytest.mark.parametrize("refusals, requests", [([503, 503], 3), ([400], 1)])
def test_tries_of_a_service_account(recorder, google, tmp_path, refusals, requests):
    credential = json.loads(google.write_credentials(tmp_path / "key.json").read_text())
    theirs, ours = requests_of_both(
        recorder, tmp_path, credential | {"token_uri": f"{recorder.url}/token"}, refusals)
    assert ours == theirs and len(ours) == requests


@pytest.mark.parametrize("impersonate", [False, True])
def test_workload_identity_with_a_file(recorder, tmp_path, impersonate):
    (tmp_path / "subject").write_text("subject\n")
    more = {"service_account_impersonation_url": recorder.url + GENERATE} if impersonate else {}
    credential = external(recorder, {"file": str(tmp_path / "subject")}, **more)
    theirs, ours = requests_of_both(recorder, tmp_path, credential)
    assert ours == theirs and len(ours) == 1 + impersonate


def test_workload_identity_with_a_url_and_a_client(recorder, tmp_path):
    source = {"url": f"{recorder.url}/subject?a=b", "headers": {"Metadata": "True"},
              "format": {"type": "json", "subject_token_field_name": "access_token"}}
    credential = external(recorder, source, client_id="client", client_secret="word")
    theirs, ours = requests_of_both(recorder, tmp_path, credential)
    assert ours == theirs and len(ours) == 2


def test_workforce_pool_names_the_paying_project(recorder, tmp_path):
    (tmp_path / "subject").write_text("subject")
    pool = "//iam.googleapis.com/locations/global/workforcePools/pool/providers/provider"
    credential = external(
        recorder, {"file": str(tmp_path / "subject")}, audience=pool, workforce_pool_user_project="payer")
    theirs, ours = requests_of_both(recorder, tmp_path, credential)
    assert ours == theirs and ours[0]["body"]["options"] == {"userProject": "payer"}


def test_workload_identity_with_a_program(recorder, tmp_path):
    """Without impersonation: there google-auth forgets the variables that its documentation promises."""
    program, seen = tmp_path / "program", tmp_path / "seen"
    answer = json.dumps({"version": 1, "success": True, "token_type": JWT_TYPE, "id_token": "subject"})
    program.write_text(f"""#!/bin/sh
env | grep ^GOOGLE_EXTERNAL | sort >> {seen}
for word in "$@"; do echo "$word"; done >> {seen}
echo '{answer}'
""")
    program.chmod(0o755)
    credential = external(recorder, {"executable": {"command": f"{program} 'a b' $HOME"}})
    theirs, ours = requests_of_both(
        recorder, tmp_path, credential, GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES="1")
    assert ours == theirs and len(ours) == 1
    lines = seen.read_text().splitlines()
    assert lines[:8] == lines[8:] and lines[6:8] == ["a b", "$HOME"]


def test_workload_identity_at_amazon(recorder, tmp_path):
    credential = external(recorder, {"environment_id": "aws1"}, AWS_TYPE)
    credential["credential_source"]["regional_cred_verification_url"] = (
        "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15")
    theirs, ours = requests_of_both(
        recorder, tmp_path, credential, AWS_REGION="us-east-2", AWS_ACCESS_KEY_ID="AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY="example", AWS_SESSION_TOKEN="session")
    assert ours == theirs and len(ours) == 1


def test_workforce_login(recorder, tmp_path):
    credential = {
        "type": "external_account_authorized_user", "audience": AUDIENCE, "client_id": "client",
        "client_secret": "word", "refresh_token": "refresh", "token_url": f"{recorder.url}/oauthtoken",
        "token_info_url": f"{recorder.url}/info"}
    theirs, ours = requests_of_both(recorder, tmp_path, credential)
    assert ours == theirs and len(ours) == 1


def test_metadata_server(recorder, tmp_path):
    theirs, ours = requests_of_both(
        recorder, tmp_path, None, GCE_METADATA_HOST=recorder.host, GCE_METADATA_IP=recorder.host)

    def for_a_token(requests):
        return [each for each in requests if each["path"] == METADATA_TOKEN]

    assert for_a_token(ours) == for_a_token(theirs) and len(for_a_token(ours)) == 1
    assert ours[0] == theirs[0] and ours[0]["path"] == "/"
