"""A gateway, a simulated Gemini Live, and between the two a proxy for each call."""

import asyncio
import pathlib

from harness.gateway import Gateway, new_key
from harness.simulator import Simulator

from .harm import HarmProxy
from .voice import RATE

MODEL = "gemini-3.8-live"


class Site:
    """`options` and `script` are the simulator's; `parley` is that section of the gateway's configuration."""

    def __init__(self, folder: pathlib.Path, calls: int, *options: str, model: str = MODEL,
                 script: list[dict] | None = None, **parley):
        self.script = script
        self.folder, self.options, self.model = folder, options, model
        self.parley = {"max_sessions": 10_000} | parley
        self.calls = calls
        self.key = new_key()
        self.headers = {"Authorization": f"Bearer {self.key}", "User-Agent": "OpenAI/Python 3.0.0"}

    async def start(self) -> "Site":
        self.simulator = Simulator(self.folder / "simulator", *self.options, "--log-level", "warning", script=self.script)
        target = ("127.0.0.1", self.simulator.port)
        self.proxies = [await HarmProxy(target).start() for _ in range(self.calls)]
        self.gateway = await asyncio.to_thread(Gateway, self.folder / "gateway", self._configuration())
        return self

    async def stop(self) -> None:
        for proxy in self.proxies:
            proxy.stop()
        await asyncio.to_thread(self.gateway.stop)
        await asyncio.to_thread(self.simulator.stop)

    def url(self, number: int | str) -> str:
        """Of a call, or `direct`: without a proxy."""
        return self.gateway.url("/v1/realtime", host="127.0.0.1", model=f"call-{number}", input_rate=str(RATE))

    def _configuration(self) -> dict:
        """One deployment for each call, so that each call has a proxy of its own."""
        ports = {number: proxy.port for number, proxy in enumerate(self.proxies)} | {"direct": self.simulator.port}
        return {
            "model_list": [{
                "model_name": f"call-{name}",
                "litellm_params": {"model": f"simulator/{self.model}", "api_base": f"ws://127.0.0.1:{port}"},
            } for name, port in ports.items()],
            "general_settings": {"master_key": self.key},
            "parley": self.parley,
        }
