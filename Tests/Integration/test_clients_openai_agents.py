"""OpenAI's Agents SDK for Python: its realtime runner."""

import pytest

from harness.stock_clients import TURNS, StockClient

CLIENT = StockClient("openai-agents", "openai-agents", "openai-agents", "openai_agents.py",
                     address="ws://localhost:{port}/v1/realtime")


@pytest.mark.parametrize("kind", TURNS)
def test_a_turn(simulated, tmp_path, kind, request):
    CLIENT.take(kind, simulated, tmp_path, request)
