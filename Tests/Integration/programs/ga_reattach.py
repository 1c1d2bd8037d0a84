"""An app loses its connection in the middle of an answer and comes back: ga_reattach.py BASE_URL KEY MODEL"""

import asyncio
import sys

from openai import AsyncOpenAI

base_url, key, model = sys.argv[1:]


async def main():
    app = AsyncOpenAI(base_url=base_url, api_key=key)
    async with app.realtime.connect(model=model) as connection:
        session = (await connection.recv()).session
        await connection.conversation.item.create(
            item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Say hello."}]})
        await connection.response.create()
        async for event in connection:
            if event.type == "response.created":
                break
        connection._connection.transport.abort()
    way_back = {"session_id": session.id, "reattach_token": session.reattach_token, "last_event_id": event.event_id}
    async with app.realtime.connect(model=model, extra_query=way_back) as connection:
        again = (await connection.recv()).session
        print("[the same session]" if again.id == session.id else "[another session]")
        async for event in connection:
            if event.type == "response.output_audio_transcript.delta":
                print(event.delta, end="", flush=True)
            elif event.type == "response.done":
                print(f"\n[{event.response.status}]")
                return
            elif event.type == "error":
                sys.exit(event.error.message)


asyncio.run(main())
