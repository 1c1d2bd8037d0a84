"""Google's side of credentials: a service account of our own making, and a server that gives tokens for it."""

import base64
import http.server
import json
import pathlib
import threading
import urllib.parse
import uuid

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from . import secret_words

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
# What Google's libraries put into every assertion, whatever `token_uri` is.
AUDIENCE = "https://oauth2.googleapis.com/token"
SCOPE = "https://www.googleapis.com/auth/cloud-platform"


class TokenServer:
    """Gives `token` for an assertion that the service account has signed, and refuses everything else.

    `refusal` (status and body) makes it refuse that, too.
    """

    def __init__(self, project: str):
        self.project = project
        self.token = "ya29.test-" + uuid.uuid4().hex
        self.email = f"voice@{project}.iam.gserviceaccount.com"
        self.requests = 0
        self.mistakes: list[str] = []
        self.refusal: tuple[int, dict] | None = None
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/token"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        secret_words.keep_out_of_logs(self.token, *self._pem().splitlines()[1:-1])

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _pem(self) -> str:
        return self._key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()

    def write_credentials(self, path: pathlib.Path) -> pathlib.Path:
        path.write_text(json.dumps({
            "type": "service_account", "project_id": self.project, "private_key_id": "key-1",
            "private_key": self._pem(), "client_email": self.email, "client_id": "1",
            "token_uri": self.url}))
        return path

    def _handler(self):
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                status, answer = owner.answer(urllib.parse.parse_qs(body))
                text = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        return Handler

    def answer(self, form: dict) -> tuple[int, dict]:
        self.requests += 1
        if self.refusal:
            return self.refusal
        try:
            assert form["grant_type"] == [GRANT], form.get("grant_type")
            self._check_assertion(form["assertion"][0])
        except Exception as error:
            self.mistakes.append(repr(error))
            return 400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
        return 200, {"access_token": self.token, "token_type": "Bearer", "expires_in": 3599}

    def _check_assertion(self, assertion: str) -> None:
        header, claims, signature = assertion.split(".")
        self._key.public_key().verify(
            _decoded(signature), f"{header}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256())
        assert json.loads(_decoded(header))["alg"] == "RS256"
        claims = json.loads(_decoded(claims))
        assert (claims["iss"], claims["aud"]) == (self.email, AUDIENCE), claims
        assert SCOPE in claims["scope"].split(), claims


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
