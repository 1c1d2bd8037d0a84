"""The gateway under test."""

import json
import pathlib
import urllib.request
import uuid

import yaml

from . import secret_words
from .client import Client
from .program import Program
from .raw_socket import RawSocket


def new_key() -> str:
    key = "sk-test-" + uuid.uuid4().hex
    secret_words.keep_out_of_logs(key)
    return key


class Gateway(Program):
    """`parley` on a free port, with debug logs.

    Without a configuration it serves the embedded simulator under a key that it makes and prints.
    """

    def __init__(self, folder: pathlib.Path, configuration: dict | None = None, *options: str, **environ: str):
        arguments = ["--port", "0", "--log-level", "debug", *options]
        folder.mkdir(parents=True, exist_ok=True)
        if configuration is not None:
            # Many tests run on few cores: late threads are no reason here to turn a client away.
            parley = {"max_event_loop_lag": "60s", "max_event_loop_load": 100} | configuration.get("parley", {})
            configuration = configuration | {"parley": parley}
            (folder / "config.yaml").write_text(yaml.safe_dump(configuration, sort_keys=False))
            arguments += ["--config", "config.yaml"]
        super().__init__(arguments, folder, **environ)
        self.port = int(self.wait_for(r"WebSocket +wss?://[^/\s]+:(\d+)\S*/realtime\?model=(\S+)\s").group(1))
        self.model = self.wait_for(r"/realtime\?model=(\S+)").group(1)
        if configuration is None:
            self.key = self.wait_for(r"Key +(sk-\S+)").group(1)
            secret_words.keep_out_of_logs(self.key)
        else:
            self.key = configuration["general_settings"]["master_key"]

    @property
    def certificate(self) -> str:
        """The file that the banner tells clients to trust."""
        return str(self.folder / self.wait_for(r"SSL_CERT_FILE=(\S+)").group(1))

    def url(self, path: str = "/realtime", scheme: str = "ws", host: str = "localhost", **query: str) -> str:
        query = {"model": self.model} | query
        text = "&".join(f"{name}={value}" for name, value in query.items() if value is not None)
        return f"{scheme}://{host}:{self.port}{path}" + (f"?{text}" if text else "")

    def connect(self, contract: str = "plain", **options) -> Client:
        """A client as `contract` would be recognised by the handshake: a bare one, one with OpenAI's beta header, or
        one of OpenAI's SDK."""
        headers = {
            "plain": {"api-key": self.key},
            "beta": {"Authorization": f"Bearer {self.key}", "OpenAI-Beta": "realtime=v1"},
            "ga": {"Authorization": f"Bearer {self.key}", "User-Agent": "OpenAI/Python 3.0.0"},
        }[contract]
        path = "/v1/realtime" if contract == "ga" else "/realtime"
        query = options.pop("query", {})
        return Client(self.url(path, **query), headers | options.pop("headers", {}), contract, **options)

    def raw(self, **options) -> RawSocket:
        """A socket that can break every rule."""
        return RawSocket("127.0.0.1", self.port, **options)

    def get(self, path: str, **headers: str) -> tuple[int, dict, str]:
        """Status, headers (names in lower case) and body of an HTTP answer."""
        return self._ask(path, None, headers)

    def post(self, path: str, body: dict, **headers: str) -> tuple[int, dict, dict]:
        """The same for a JSON body, and a JSON answer."""
        status, heads, text = self._ask(path, json.dumps(body).encode(), {"Content-Type": "application/json"} | headers)
        return status, heads, json.loads(text)

    def _ask(self, path: str, body: bytes | None, headers: dict) -> tuple[int, dict, str]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, {
            name.replace("_", "-"): value for name, value in headers.items()})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _KeepErrors())
        with opener.open(request, timeout=10) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read().decode()


class _KeepErrors(urllib.request.HTTPErrorProcessor):
    """Answers of every status are answers."""

    def http_response(self, request, response):
        return response

    https_response = http_response
