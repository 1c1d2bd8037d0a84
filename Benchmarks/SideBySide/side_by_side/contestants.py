"""Who is compared. Each is started on the gateway's core in front of the same upstream."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from . import certificate
from .process import FOLDER, KEY, PARLEY, ROOT, UPSTREAM_PORT, Trouble, resident_bytes, start, stop, wait_until


class Contestant:
    """A server under load. `url` is where most loads go; `connect_url` where a connect includes all work that this
    server does for one."""

    name = ""
    port = 0
    ready_within = 20.0


    def __init__(self):
        self.process: subprocess.Popen | None = None
        self.start_seconds = 0.0
        self.base_bytes = 0

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/v1/realtime?model=echo"

    @property
    def connect_url(self) -> str:
        return self.url

    @property
    def process_id(self) -> int:
        return self.process.pid

    def version(self) -> str:
        raise NotImplementedError

    def command(self) -> tuple[list[str], dict[str, str]]:
        raise NotImplementedError

    def is_ready(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1):
                return True
        except OSError:
            return False

    def start(self) -> None:
        command, environ = self.command()
        self.process = start(self.name, command, **environ)
        self.start_seconds = wait_until(self.is_ready, f"{self.name}'s start", self.ready_within, self.process, self.name)
        time.sleep(0.3)
        self.base_bytes = resident_bytes(self.process_id)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if self.process:
            stop(self.process)
            self.process = None

    def restart(self) -> None:
        self.stop()
        self.start()


class Parley(Contestant):
    name = "parley"
    port = 4500

    def __init__(self, loops: int = 1, dials_tls: bool = False, prewarm: int = 0, turns_away: bool = False):
        super().__init__()
        self.turns_away = turns_away
        self.loops = loops
        self.dials_tls = dials_tls
        self.prewarm = prewarm

    def version(self) -> str:
        version = subprocess.run([PARLEY, "--version"], capture_output=True, text=True).stdout.strip()
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
        return f"{version} ({commit.stdout.strip()})"

    @property
    def connect_url(self) -> str:
        # Under this contract session.created follows the upstream's setup, so nothing of it is left out.
        return self.url + "&contract=plain"

    def command(self):
        configuration = {
            "model_list": [{"model_name": "echo", "litellm_params": {
                "model": "gemini/gemini-3.8-live", "api_key": "any", "prewarm": self.prewarm,
                "api_base": f"{'wss' if self.dials_tls else 'ws'}://127.0.0.1:{UPSTREAM_PORT}"}}],
            "general_settings": {"master_key": KEY},
            "parley": ({"ca_file": str(certificate.FILE)} if self.dials_tls else {}) | {
                "host": "127.0.0.1", "port": self.port, "event_loops": self.loops, "max_sessions": 100_000,
                "tls": "off", "log_level": "warning", "drain_timeout": "1s"} | ({} if self.turns_away else {
                    # All sessions of a round are to be served, however late the loop is.
                    "max_event_loop_lag": "60s", "max_event_loop_load": 100})}
        FOLDER.mkdir(parents=True, exist_ok=True)
        file = FOLDER / "parley.yaml"
        file.write_text(json.dumps(configuration, indent=2))
        return [PARLEY, "--config", str(file)], {}

    def is_ready(self) -> bool:
        return _answers(f"http://127.0.0.1:{self.port}/health/readiness")


class HAProxy(Contestant):
    """A relay that translates nothing, set up as its manual says for WebSockets."""

    name = "haproxy"
    port = 4503

    def version(self) -> str:
        return subprocess.run(["haproxy", "-v"], capture_output=True, text=True).stdout.split()[2]

    def command(self):
        if not shutil.which("haproxy"):
            raise Trouble("haproxy is not there: apt install haproxy, or leave it out with --without haproxy")
        FOLDER.mkdir(parents=True, exist_ok=True)
        file = FOLDER / "haproxy.cfg"
        file.write_text(f"""global
    nbthread 1
    maxconn 8000
defaults
    mode http
    timeout connect 5s
    timeout client 1h
    timeout server 1h
    timeout tunnel 1h
frontend calls
    bind 127.0.0.1:{self.port}
    default_backend models
backend models
    server echo 127.0.0.1:{UPSTREAM_PORT}
""")
        return ["haproxy", "-db", "-f", str(file)], {}


class LiteLLM(Contestant):
    """LiteLLM's proxy, on its way to Gemini: the same translation."""

    name = "litellm"
    port = 4502
    ready_within = 120.0
    folder = ROOT / ".venv" / "litellm"

    def version(self) -> str:
        pip = [str(self.folder / "bin" / "pip"), "show", "litellm"]
        shown = subprocess.run(pip, capture_output=True, text=True).stdout
        return next((line.split()[1] for line in shown.splitlines() if line.startswith("Version:")), "?")

    def command(self):
        self.install()
        configuration = {
            "model_list": [{"model_name": "echo", "model_info": {"mode": "realtime"}, "litellm_params": {
                "model": "gemini/gemini-3.8-live", "api_key": "any", "api_base": f"ws://127.0.0.1:{UPSTREAM_PORT}"}}],
            "general_settings": {"master_key": KEY}, "litellm_settings": {"telemetry": False}}
        FOLDER.mkdir(parents=True, exist_ok=True)
        file = FOLDER / "litellm.yaml"
        file.write_text(json.dumps(configuration, indent=2))
        command = [str(self.folder / "bin" / "litellm"), "--config", str(file), "--host", "127.0.0.1", "--port",
                   str(self.port), "--num_workers", "1"]
        return command, {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR"}

    def install(self) -> None:
        if (self.folder / "bin" / "litellm").exists():
            return
        print("bench: installing litellm[proxy] under .venv/litellm", file=sys.stderr)
        self.folder.parent.mkdir(exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", str(self.folder)], check=True)
        subprocess.run([str(self.folder / "bin" / "pip"), "install", "-q", "litellm[proxy]"], check=True)

    def is_ready(self) -> bool:
        return _answers(f"http://127.0.0.1:{self.port}/health/liveliness")


def _answers(url: str) -> bool:
    try:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(url, timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False
