"""A server makes a client secret, and an app connects with it: ga_client_secret.py BASE_URL KEY MODEL"""

import asyncio
import sys

from openai import AsyncOpenAI

base_url, key, model = sys.argv[1:]


async def make_secret():
    server = AsyncOpenAI(base_url=base_url, api_key=key)
    secret = await server.realtime.client_secrets.create(
        expires_after={"anchor": "created_at", "seconds": 60},
        session={
            "type": "realtime", "model": model, "output_modalities": ["text"], "instructions": "Answer in one sentence."})
    print(f"[{secret.session.type}, {secret.session.output_modalities}, {secret.session.instructions}]")
    return secret.value


async def main():
    app = AsyncOpenAI(base_url=base_url, api_key=await make_secret())
    async with app.realtime.connect(model=model) as connection:
        created = await connection.recv()
        print(f"[{created.session.output_modalities}, {created.session.instructions}]")
        await connection.conversation.item.create(
            item={"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Say hello."}]})
        await connection.response.create()
        async for event in connection:
            if event.type == "response.output_text.delta":
                print(event.delta, end="", flush=True)
            elif event.type == "response.done":
                print(f"\n[{event.response.status}]")
                return
            elif event.type == "error":
                sys.exit(event.error.message)


asyncio.run(main())
