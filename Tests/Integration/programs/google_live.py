"""Google's own client of Gemini Live talks to the simulator: google_live.py BASE_URL SURFACE MODEL SPEECH.pcm; prints
what it heard as JSON."""

import asyncio
import json
import sys

from google import genai
from google.genai import types
from google.oauth2.credentials import Credentials

base_url, surface, model, speech = sys.argv[1:]
heard = {"words": [], "user": "", "cities": [], "audio_bytes": 0, "interruptions": 0, "tokens": 0}
RATE = 16_000
TOOL = {"function_declarations": [{
    "name": "get_weather", "description": "The weather in a city",
    "parameters": {"type": "OBJECT", "properties": {"city": {"type": "STRING"}}, "required": ["city"]}}]}
CONFIG = types.LiveConnectConfig(
    response_modalities=["AUDIO"], tools=[TOOL], system_instruction="Answer in one sentence.",
    input_audio_transcription={}, output_audio_transcription={},
    realtime_input_config={"automatic_activity_detection": {"silence_duration_ms": 1_000}})


async def speak(session):
    with open(speech, "rb") as file:
        while frame := file.read(RATE // 50 * 2):
            await session.send_realtime_input(audio=types.Blob(data=frame, mime_type=f"audio/pcm;rate={RATE}"))
            await asyncio.sleep(0.005)


async def listen(session, on_first_audio=None):
    """Notes a whole turn."""
    words = []
    async for message in session.receive():
        content = message.server_content
        if message.data:
            heard["audio_bytes"] += len(message.data)
            if on_first_audio:
                on_first_audio = on_first_audio()
        if content and content.output_transcription:
            words.append(content.output_transcription.text or "")
        if content and content.input_transcription:
            heard["user"] += content.input_transcription.text or ""
        if content and content.interrupted:
            heard["interruptions"] += 1
        if message.usage_metadata:
            heard["tokens"] += message.usage_metadata.response_token_count or 0
        for call in message.tool_call.function_calls if message.tool_call else []:
            heard["cities"].append(call.args["city"])
            await session.send_tool_response(function_responses=types.FunctionResponse(
                id=call.id, name=call.name, response={"sky": "blue as a plum"}))
    heard["words"].append("".join(words))


async def ask(session, text):
    await session.send_client_content(turns=types.Content(role="user", parts=[types.Part(text=text)]))


async def main():
    options = types.HttpOptions(base_url=base_url)
    client = genai.Client(api_key="a-key", http_options=options) if surface == "studio" else genai.Client(
        vertexai=True, project="acme-voice-413712", location="us-east4", credentials=Credentials("a-token"),
        http_options=options)
    async with client.aio.live.connect(model=model, config=CONFIG) as session:
        await ask(session, "Say hello to the harbour.")
        await listen(session)
        await ask(session, 'call get_weather {"city":"Paris"}')
        await listen(session)
        if not heard["words"][-1]:
            await listen(session)
        await asyncio.gather(speak(session), listen(session))
        microphones = []
        await ask(session, "count to 200")
        await listen(session, lambda: microphones.append(asyncio.create_task(speak(session))))
        await listen(session)
        await microphones[0]
    print(json.dumps(heard))


asyncio.run(main())
