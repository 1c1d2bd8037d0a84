"""One kind of turn with the beta client in OpenAI's SDK: openai_beta.py BASE_URL KEY MODEL KIND SPEECH.pcm; prints
what it heard as JSON."""

import asyncio
import base64
import json
import sys

from openai import AsyncOpenAI

RATE = 24_000
FRAME = RATE // 50 * 2
TOOL = {"type": "function", "name": "get_weather", "description": "The weather in a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}
VAD = {"type": "server_vad", "silence_duration_ms": 1_000}
HEARING = {"input_audio_format": "pcm16", "input_audio_transcription": {"model": "whisper-1"}, "voice": "alloy"}
base_url, key, model, kind, speech = sys.argv[1:]
heard = {"words": [], "user": [], "cities": [], "audio_ms": 0, "interruptions": 0}


async def ask(connection, text):
    await connection.conversation.item.create(
        item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]})
    await connection.response.create()


async def speak(connection):
    with open(speech, "rb") as file:
        while frame := file.read(FRAME):
            await connection.input_audio_buffer.append(audio=base64.b64encode(frame).decode())
            await asyncio.sleep(0.005)


async def listen(connection, until, on_first_audio=None):
    """Reads events, and notes what they say, until one of the type `until`."""
    async for event in connection:
        if event.type in ("response.text.done", "response.audio_transcript.done"):
            heard["words"].append(event.text if event.type.endswith("text.done") else event.transcript)
        elif event.type == "response.audio.delta":
            heard["audio_ms"] += len(base64.b64decode(event.delta)) / 2 / RATE * 1_000
            if on_first_audio:
                on_first_audio = on_first_audio()
        elif event.type == "conversation.item.input_audio_transcription.completed":
            heard["user"].append(event.transcript)
        elif event.type == "response.function_call_arguments.done":
            heard["cities"].append(json.loads(event.arguments)["city"])
            call_id = event.call_id
        elif event.type == "response.done":
            heard["interruptions"] += event.response.status == "cancelled"
            if event.response.output and event.response.output[-1].type == "function_call":
                await connection.conversation.item.create(item={
                    "type": "function_call_output", "call_id": call_id, "output": '{"sky":"blue as a plum"}'})
                await connection.response.create()
                continue
        elif event.type == "error":
            sys.exit(event.error.message)
        if event.type == until:
            return


async def text(connection):
    await connection.session.update(session={"modalities": ["text"]})
    await ask(connection, "Say hello to the harbour.")
    await listen(connection, "response.done")


async def voice_vad(connection):
    await connection.session.update(session=HEARING | {"turn_detection": VAD})
    microphone = asyncio.create_task(speak(connection))
    await listen(connection, "response.done")
    if not heard["user"]:
        await listen(connection, "conversation.item.input_audio_transcription.completed")
    await microphone


async def voice_manual(connection):
    await connection.session.update(session=HEARING | {"turn_detection": None})
    await speak(connection)
    await connection.input_audio_buffer.commit()
    await connection.response.create()
    await listen(connection, "response.done")
    if not heard["user"]:
        await listen(connection, "conversation.item.input_audio_transcription.completed")


async def tool(connection):
    await connection.session.update(session={"modalities": ["text"], "tools": [TOOL], "tool_choice": "auto"})
    await ask(connection, 'call get_weather {"city":"Paris"}')
    await listen(connection, "response.done")


async def interruption(connection):
    await connection.session.update(session=HEARING | {"turn_detection": VAD})
    await ask(connection, "count to 200")
    microphones = []
    await listen(connection, "response.done", lambda: microphones.append(asyncio.create_task(speak(connection))))
    await listen(connection, "response.done")
    await microphones[0]


async def update_later(connection):
    for name in ("the harbour master", "a lighthouse keeper"):
        await connection.session.update(session={"modalities": ["text"], "instructions": f"You are {name}."})
        await ask(connection, "what are your instructions?")
        await listen(connection, "response.done")


async def main():
    client = AsyncOpenAI(base_url=base_url, api_key=key)
    async with client.beta.realtime.connect(model=model) as connection:
        turn = {"text": text, "voice_vad": voice_vad, "voice_manual": voice_manual, "tool": tool,
                "interruption": interruption, "update": update_later}[kind]
        await turn(connection)
    print(json.dumps(heard))


asyncio.run(main())
