"""LiveKit Agents: the realtime model of its OpenAI plugin, by itself."""

import pytest

from harness.stock_clients import TURNS, StockClient

CLIENT = StockClient("livekit-plugins-openai", "livekit", "livekit-plugins-openai", "livekit_realtime.py")


@pytest.mark.parametrize("kind", TURNS)
def test_a_turn(simulated, tmp_path, kind, request):
    CLIENT.take(kind, simulated, tmp_path, request)
