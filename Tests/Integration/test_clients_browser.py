"""A page in headless Chromium: the browser's own WebSocket with the key in a subprotocol, and its microphone."""

import json
import wave

import pytest

from harness.browser import Browser, Pages
from harness.client_matrix import KINDS
from harness.client_programs import INTEGRATION
from harness.conduct import Conduct
from harness.gateway import Gateway, new_key
from harness.speech import milliseconds
from harness.stock_clients import RATE, check, note, speech

MODEL = "gemini-live-simulator"


@pytest.fixture(scope="module")
def pages():
    server = Pages(INTEGRATION / "programs")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory, pages):
    """Pages of `pages` may connect to it."""
    gateway = Gateway(tmp_path_factory.mktemp("gateway"), {
        "model_list": [{"model_name": MODEL, "litellm_params": {"model": f"simulator/{MODEL}"}}],
        "general_settings": {"master_key": new_key()}, "parley": {"allowed_origins": [pages.origin]}})
    yield gateway
    gateway.stop()


@pytest.mark.parametrize("kind", KINDS)
def test_a_turn(gateway, pages, tmp_path, kind, request):
    note(request, "Chromium, its WebSocket", "Debian's", kind)
    with wave.open(str(tmp_path / "speech.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(speech(kind))
    arguments = [gateway.url("/v1/realtime"), gateway.key, kind, milliseconds(speech(kind), RATE) + 300]
    with Browser(tmp_path, tmp_path / "speech.wav") as browser:
        browser.open(f"{pages.origin}/page/index.html")
        result = browser.run(f"converse({', '.join(map(json.dumps, arguments))})")
    assert not browser.complaints
    assert result["subprotocol"] == "realtime"
    events = [json.loads(frame) for frame in browser.frames]
    conduct = Conduct("ga")
    for event in events:
        conduct.heard(event)
        assert event["type"] != "error", f"an error came: {event}"
    check(kind, result["heard"], events)
