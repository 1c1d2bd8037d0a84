"""LiveKit Agents: the realtime model of its OpenAI plugin, by itself."""

import pytest

from harness.client_matrix import KINDS
from harness.stock_clients import StockClient

CLIENT = StockClient("livekit-plugins-openai", "livekit", "livekit-plugins-openai", "livekit_realtime.py")


@pytest.mark.parametrize("kind", KINDS)
def test_a_turn(simulated, tmp_path, kind, request):
    CLIENT.take(kind, simulated, tmp_path, request)
