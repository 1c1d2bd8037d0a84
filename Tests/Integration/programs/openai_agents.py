"""One kind of turn with OpenAI's Agents SDK: openai_agents.py URL KEY MODEL KIND SPEECH.pcm; prints what it heard as
JSON."""

import asyncio
import json
import sys

from agents import function_tool, set_tracing_disabled
from agents.realtime import RealtimeAgent, RealtimeModelSendRawMessage, RealtimeRunner

RATE = 24_000
FRAME = RATE // 50 * 2
url, key, model, kind, speech = sys.argv[1:]
heard = {"words": [], "user": [], "cities": [], "audio_ms": 0, "interruptions": 0}


@function_tool
def get_weather(city: str) -> str:
    """The weather in a city."""
    heard["cities"].append(city)
    return '{"sky":"blue as a plum"}'


def agent(instructions="Answer in one sentence."):
    return RealtimeAgent(name="Assistant", instructions=instructions, tools=[get_weather] if kind == "tool" else [])


async def speak(session):
    with open(speech, "rb") as file:
        while frame := file.read(FRAME):
            await session.send_audio(frame)
            await asyncio.sleep(0.005)


async def listen(events, on_first_audio=None, until="turn_ended"):
    """Notes what the session tells until the model's event `until`, and the words of the answers at that time."""
    async for event in events:
        if event.type == "error":
            sys.exit(f"{event.error}")
        elif event.type == "audio":
            heard["audio_ms"] += len(event.audio.data) / 2 / RATE * 1_000
            if on_first_audio:
                on_first_audio = on_first_audio()
        elif event.type == "audio_interrupted":
            heard["interruptions"] += 1
        elif event.type == "history_updated":
            notes = {"assistant": [], "user": []}
            for item in event.history:
                if item.type == "message" and item.role in notes:
                    notes[item.role] += [part.transcript for part in item.content if getattr(part, "transcript", None)]
            heard["words"], heard["user"] = notes["assistant"], notes["user"]
        elif event.type == "raw_model_event" and event.data.type == until:
            return


async def text(session, events):
    await session.send_message("Say hello to the harbour.")
    await listen(events)


async def voice_vad(session, events):
    microphone = asyncio.create_task(speak(session))
    await listen(events)
    await microphone
    while not heard["user"]:
        await listen(events, until="item_updated")


async def voice_manual(session, events):
    await speak(session)
    await session.send_audio(bytes(FRAME), commit=True)
    await session.model.send_event(RealtimeModelSendRawMessage(message={"type": "response.create"}))
    await listen(events)
    while not heard["user"]:
        await listen(events, until="item_updated")


async def tool(session, events):
    await session.send_message('call get_weather {"city":"Paris"}')
    await listen(events)
    await listen(events)


async def interruption(session, events):
    microphones = []
    await session.send_message("count to 200")
    await listen(events, lambda: microphones.append(asyncio.create_task(speak(session))))
    await listen(events)
    await microphones[0]


async def update(session, events):
    for name in ("the harbour master", "a lighthouse keeper"):
        await session.update_agent(agent(f"You are {name}."))
        await session.send_message("what are your instructions?")
        await listen(events)


async def main():
    set_tracing_disabled(True)
    detection = {"type": "server_vad", "silence_duration_ms": 1_000, "interrupt_response": True}
    runner = RealtimeRunner(agent(), config={"model_settings": {
        "model_name": model, "voice": "marin", "input_audio_transcription": {"model": "gpt-4o-mini-transcribe"},
        "turn_detection": None if kind == "voice_manual" else detection}})
    async with await runner.run(model_config={"url": f"{url}?model={model}", "api_key": key}) as session:
        turn = {"text": text, "voice_vad": voice_vad, "voice_manual": voice_manual, "tool": tool,
                "interruption": interruption, "update": update}[kind]
        await turn(session, session.__aiter__())
    print(json.dumps(heard))


asyncio.run(main())
