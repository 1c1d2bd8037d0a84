"""The voice client that the document describes but does not show: its key settings, as it gives them.

Speaks microphone.pcm (16 kHz PCM16) in real time, and writes what it hears to speaker.pcm (24 kHz PCM16).
"""

import asyncio
import base64
import json
import websockets

PROXY_URL = "ws://localhost:4000/realtime?model=vertex-gemini-live"
API_KEY = "sk-your-key"
FRAME_BYTES = 640  # 20 ms

async def configure(ws):
    # session.update with server VAD — the proxy ignores this for Vertex AI
    # because VAD is already configured in the initial setup message.
    await ws.send(json.dumps({
        "type": "session.update",
        "session": {
            "modalities": ["audio"],
            "turn_detection": {"type": "server_vad", "silence_duration_ms": 800},
        },
    }))

async def speak(ws):
    with open("microphone.pcm", "rb") as microphone:
        while frame := microphone.read(FRAME_BYTES):
            await ws.send(json.dumps({
                "type": "input_audio_buffer.append",
                "audio": base64.b64encode(frame).decode(),
            }))
            await asyncio.sleep(0.02)

async def listen(ws):
    with open("speaker.pcm", "wb") as speaker:
        async for raw in ws:
            ev = json.loads(raw)
            t = ev.get("type", "")
            if t == "conversation.item.input_audio_transcription.completed":
                print("user:", ev["transcript"].strip())
            elif t == "response.audio_transcript.delta":
                print(ev["delta"], end="", flush=True)
            elif t == "response.audio.delta":
                speaker.write(base64.b64decode(ev["delta"]))
            elif t == "response.done":
                print("\n[done]")
                break

async def main():
    async with websockets.connect(
        PROXY_URL,
        additional_headers={"api-key": API_KEY},
    ) as ws:
        await ws.recv()  # session.created
        await configure(ws)
        microphone = asyncio.create_task(speak(ws))
        await listen(ws)
        await microphone

asyncio.run(main())
