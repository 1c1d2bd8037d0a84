"""The beta's way: a server makes a session, and an app connects with its key: beta_session.py BASE_URL KEY MODEL"""

import asyncio
import sys

from openai import AsyncOpenAI

base_url, key, model = sys.argv[1:]


async def main():
    server = AsyncOpenAI(base_url=base_url, api_key=key)
    session = await server.beta.realtime.sessions.create(
        model=model, modalities=["text"], instructions="Answer in one sentence.")
    print(f"[{session.modalities}, {session.instructions}]")
    listening = await server.beta.realtime.transcription_sessions.create(
        modalities=["text"], input_audio_transcription={"model": "gpt-4o-transcribe"},
        client_secret={"expires_at": {"anchor": "created_at", "seconds": 60}})
    print(f"[{listening.input_audio_transcription.model}, {listening.client_secret.value[:3]}]")
    app = AsyncOpenAI(base_url=base_url, api_key=session.client_secret.value)
    async with app.beta.realtime.connect(model=model) as connection:
        created = await connection.recv()
        print(f"[{created.session.modalities}, {created.session.instructions}]")
        await connection.conversation.item.create(
            item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Say hello."}]})
        async for event in connection:
            if event.type == "response.text.delta":
                print(event.delta, end="", flush=True)
            elif event.type == "response.done":
                print(f"\n[{event.response.status}]")
                return
            elif event.type == "error":
                sys.exit(event.error.message)


asyncio.run(main())
