"""A text conversation with OpenAI's SDK: ga_text.py BASE_URL KEY MODEL"""

import asyncio
import sys

from openai import AsyncOpenAI

base_url, key, model = sys.argv[1:]


async def turn(connection, text):
    await connection.conversation.item.create(
        item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]})
    await connection.response.create()
    async for event in connection:
        if event.type == "response.output_text.delta":
            print(event.delta, end="", flush=True)
        elif event.type == "response.output_text.done":
            print()
        elif event.type == "response.done":
            print(f"[{event.response.status}, {event.response.usage.total_tokens > 0}]")
            return
        elif event.type == "error":
            sys.exit(event.error.message)


async def main():
    client = AsyncOpenAI(base_url=base_url, api_key=key)
    async with client.realtime.connect(model=model) as connection:
        await connection.session.update(session={
            "type": "realtime", "output_modalities": ["text"], "instructions": "Answer in one sentence."})
        await turn(connection, "Say hello to the harbour.")
        await turn(connection, "What did I say?")


asyncio.run(main())
