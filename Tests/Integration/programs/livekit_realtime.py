"""One kind of turn with LiveKit's realtime model: livekit_realtime.py BASE_URL KEY MODEL KIND SPEECH.pcm; prints what
it heard as JSON."""

import asyncio
import json
import sys

from livekit import rtc
from livekit.agents import function_tool, llm
from livekit.plugins.openai import realtime
from openai.types.realtime import AudioTranscription
from openai.types.realtime.realtime_audio_input_turn_detection import ServerVad

RATE = 24_000
FRAME = RATE // 50
base_url, key, model, kind, speech = sys.argv[1:]
heard = {"words": [], "user": [], "cities": [], "audio_ms": 0, "interruptions": 0}


@function_tool
async def get_weather(city: str) -> str:
    """The weather in a city."""
    heard["cities"].append(city)
    return '{"sky":"blue as a plum"}'


async def speak(session):
    with open(speech, "rb") as file:
        while frame := file.read(FRAME * 2):
            frame = frame.ljust(FRAME * 2, b"\0")
            session.push_audio(rtc.AudioFrame(frame, sample_rate=RATE, num_channels=1, samples_per_channel=FRAME))
            await asyncio.sleep(0.005)


async def tell(session, *items):
    context = session.chat_ctx.copy()
    context.insert(list(items))
    await session.update_chat_ctx(context)


async def ask(session, text):
    await tell(session, llm.ChatMessage(role="user", content=[text]))
    return await session.generate_reply()


async def hear(generation, on_first_audio=None):
    """Takes in a whole answer; returns the calls in it."""
    async def words(message):
        heard["words"].append("".join([piece async for piece in message.text_stream]))

    async def audio(message):
        nonlocal on_first_audio
        async for frame in message.audio_stream:
            heard["audio_ms"] += frame.duration * 1_000
            if on_first_audio:
                on_first_audio = on_first_audio(message.message_id)

    async def messages():
        async for message in generation.message_stream:
            await asyncio.gather(words(message), audio(message))

    async def calls():
        return [call async for call in generation.function_stream]

    return (await asyncio.gather(messages(), calls()))[1]


async def text(session, generations, transcribed):
    await hear(await ask(session, "Say hello to the harbour."))


async def voice_vad(session, generations, transcribed):
    microphone = asyncio.create_task(speak(session))
    await hear(await generations.get())
    await asyncio.gather(microphone, transcribed.wait())


async def voice_manual(session, generations, transcribed):
    await speak(session)
    session.commit_audio()
    await hear(await session.generate_reply())
    await transcribed.wait()


async def tool(session, generations, transcribed):
    await session.update_tools([get_weather])
    for call in await hear(await ask(session, 'call get_weather {"city":"Paris"}')):
        output = await get_weather(**json.loads(call.arguments))
        await tell(session, llm.FunctionCallOutput(
            call_id=call.call_id, name=call.name, output=output, is_error=False))
    await hear(await session.generate_reply())


async def interruption(session, generations, transcribed):
    microphones = []

    def begin(message_id):
        microphones.append(asyncio.create_task(speak(session)))
        session.once("input_speech_started", lambda _: cut(message_id))

    def cut(message_id):
        heard["interruptions"] += 1
        session.truncate(message_id=message_id, modalities=["audio"], audio_end_ms=300)

    await hear(await ask(session, "count to 200"), begin)
    await generations.get()
    await hear(await generations.get())
    await microphones[0]


async def update(session, generations, transcribed):
    for name in ("the harbour master", "a lighthouse keeper"):
        await session.update_instructions(f"You are {name}.")
        await hear(await ask(session, "what are your instructions?"))


async def main():
    detection = None if kind == "voice_manual" else ServerVad(type="server_vad", silence_duration_ms=1_000)
    realtime_model = realtime.RealtimeModel(
        model=model, base_url=base_url, api_key=key, turn_detection=detection,
        input_audio_transcription=AudioTranscription(model="gpt-4o-mini-transcribe"))
    session = realtime_model.session()
    generations, transcribed, failed = asyncio.Queue(), asyncio.Event(), asyncio.get_running_loop().create_future()

    def user_said(event):
        if event.is_final:
            heard["user"].append(event.transcript)
            transcribed.set()

    session.on("generation_created", generations.put_nowait)
    session.on("input_audio_transcription_completed", user_said)
    session.on("error", lambda event: failed.set_exception(event.error))
    turn = {"text": text, "voice_vad": voice_vad, "voice_manual": voice_manual, "tool": tool,
            "interruption": interruption, "update": update}[kind]
    turning = asyncio.create_task(turn(session, generations, transcribed))
    done, _ = await asyncio.wait({turning, failed}, return_when=asyncio.FIRST_COMPLETED)
    for future in done:
        future.result()
    await session.aclose()
    await realtime_model.aclose()
    print(json.dumps(heard))


asyncio.run(main())
