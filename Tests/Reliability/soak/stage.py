"""The programs of a run: one gateway, and a simulator for each kind of day that Google can have."""

import asyncio
import json
import pathlib
import urllib.request

from harness.gateway import Gateway
from harness.program import Program

from .process import Process
from .visits import Entrance

MODEL = "gemini-3.8-live"
KEY = "sk-soak-run"
DAYS: dict[str, tuple[list[str], list[dict]]] = {
    "good": ([], []),
    "quick": (["--immediate"], []),
    "short": (["--connection-life", "5", "--go-away-notice", "2"], []),
    "slow": ([], [
        {"connection": {"repeat": True, "network": {"latency_ms": 80, "jitter_ms": 60, "segment_bytes": 7}}},
        {"converse": True}]),
    "broken": ([], [
        {"connection": {"repeat": True}}, {"converse": {"for_ms": 700}}, {"reset": True}]),
    "strict": ([], [
        {"connection": {"repeat": True}}, {"expect": {"setup": "*"}},
        {"close": {"code": 1007, "reason": "Request contains an invalid argument."}}]),
    "full": ([], [
        {"connection": {"repeat": True, "refuse": {
            "status": 503, "message": "The service is currently unavailable."}}}]),
}


class Upstream(Program):
    """`parley simulate` that keeps no record."""

    def __init__(self, folder: pathlib.Path, options: list[str], script: list[dict]):
        folder.mkdir(parents=True, exist_ok=True)
        if script:
            (folder / "script.jsonl").write_text("".join(json.dumps(step) + "\n" for step in script))
            options = [*options, "--script", "script.jsonl"]
        super().__init__(["simulate", "--port", "0", "--log-level", "warning", *options], folder)
        self.port = int(self.wait_for(r"at ws://\S+:(\d+)").group(1))


class Stage:
    def __init__(self, folder: pathlib.Path, days: list[str]):
        self.folder = folder
        self.upstreams = {day: Upstream(folder / day, *DAYS[day]) for day in days}

    def open(self, models: dict[str, int]) -> None:
        """Starts the gateway; `models` are ports of upstreams by the name under which a client asks for them."""
        configuration = {
            "model_list": [
                {"model_name": name,
                 "litellm_params": {"model": f"simulator/{MODEL}", "api_base": f"ws://127.0.0.1:{port}"}}
                for name, port in models.items()],
            "general_settings": {"master_key": KEY},
            "parley": {"max_sessions": 10_000},
        }
        self.gateway = Gateway(self.folder / "gateway", configuration, "--log-level", "info")
        self.process = Process(self.gateway.process.pid)
        self.entrance = Entrance(self.gateway.port, KEY)

    def models(self) -> dict[str, int]:
        return {day: upstream.port for day, upstream in self.upstreams.items()}

    async def emptied(self, within: float = 60) -> bool:
        """Waits until no session is open; false if some stay."""
        for _ in range(int(within * 10)):
            if await asyncio.to_thread(self._open_sessions) == 0:
                return True
            await asyncio.sleep(0.1)
        return False

    async def settled(self, descriptors: int, within: float = 15) -> int:
        """Descriptors once there are no more than so many, or when the time is over."""
        for _ in range(int(within * 10)):
            if self.process.descriptors <= descriptors:
                break
            await asyncio.sleep(0.1)
        return self.process.descriptors

    def _open_sessions(self) -> int:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{self.gateway.port}/health/readiness", timeout=10) as answer:
            return json.load(answer)["open_sessions"]

    async def close(self) -> None:
        await asyncio.to_thread(self.gateway.stop)
        for upstream in self.upstreams.values():
            await asyncio.to_thread(upstream.stop)
