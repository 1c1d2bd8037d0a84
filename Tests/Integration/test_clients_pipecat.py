"""Pipecat: its OpenAI realtime service in a pipeline."""

import pytest

from harness.stock_clients import TURNS, StockClient

CLIENT = StockClient("pipecat-ai", "pipecat", "pipecat-ai", "pipecat_realtime.py",
                     address="ws://localhost:{port}/v1/realtime")


@pytest.mark.parametrize("kind", TURNS)
def test_a_turn(simulated, tmp_path, kind, request):
    CLIENT.take(kind, simulated, tmp_path, request)
