"""OpenAI's Agents SDK for Python: its realtime runner."""

import pytest

from harness.client_matrix import KINDS
from harness.stock_clients import StockClient

CLIENT = StockClient("openai-agents", "openai-agents", "openai-agents", "openai_agents.py",
                     address="ws://localhost:{port}/v1/realtime")


@pytest.mark.parametrize("kind", KINDS)
def test_a_turn(simulated, tmp_path, kind, request):
    CLIENT.take(kind, simulated, tmp_path, request)
