"""OpenAI's own Python SDK, in three versions, with its present and its beta client."""

import pytest

from harness.client_matrix import KINDS
from harness.stock_clients import StockClient

CLIENTS = [
    StockClient(f"openai-python, {generation}", f"openai-{version}", "openai", program, dialect, address)
    for version in (1, 2, 3)
    for generation, program, dialect, address in (
        ("GA", "openai_ga.py", "ga", "http://localhost:{port}/v1"),
        ("beta", "openai_beta.py", "beta", "http://localhost:{port}"))]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: f"{client.environment}-{client.dialect}")
def test_a_turn(simulated, tmp_path, client, kind, request):
    client.take(kind, simulated, tmp_path, request)
