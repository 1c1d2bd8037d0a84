"""A spoken turn with OpenAI's SDK, 24 kHz PCM16 in and out: ga_voice.py BASE_URL KEY MODEL QUESTION.pcm ANSWER.pcm"""

import asyncio
import base64
import sys

from openai import AsyncOpenAI

FRAME = 24_000 // 50 * 2
base_url, key, model, question, answer = sys.argv[1:]


async def speak(connection):
    with open(question, "rb") as file:
        while frame := file.read(FRAME):
            await connection.input_audio_buffer.append(audio=base64.b64encode(frame).decode())
            await asyncio.sleep(0.02)


async def main():
    client = AsyncOpenAI(base_url=base_url, api_key=key)
    async with client.realtime.connect(model=model) as connection:
        await connection.session.update(session={
            "type": "realtime", "output_modalities": ["audio"],
            "audio": {
                "input": {
                    "format": {"type": "audio/pcm", "rate": 24000},
                    "transcription": {"model": "gpt-4o-mini-transcribe"},
                    "turn_detection": {"type": "server_vad", "silence_duration_ms": 600}},
                "output": {"voice": "marin"}}})
        microphone = asyncio.create_task(speak(connection))
        answered = transcribed = False
        with open(answer, "wb") as speaker:
            async for event in connection:
                if event.type == "response.output_audio.delta":
                    speaker.write(base64.b64decode(event.delta))
                elif event.type == "response.output_audio_transcript.done":
                    print("model:", event.transcript.strip())
                elif event.type == "conversation.item.input_audio_transcription.completed":
                    print("user:", event.transcript.strip())
                    transcribed = True
                elif event.type == "response.done":
                    print(f"[{event.response.status}]")
                    answered = True
                elif event.type == "error":
                    sys.exit(event.error.message)
                if answered and transcribed:
                    break
        await microphone


asyncio.run(main())
