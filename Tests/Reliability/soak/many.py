"""So many short sessions as fast as they come; memory and descriptors after each thousand."""

import asyncio
import time

from websockets.exceptions import WebSocketException

from .ledger import Ledger
from .stage import Stage
from .visits import CONTRACTS, Surprise, brief

AT_ONCE = 20


async def many(stage: Stage, sessions: int, step: int, ledger: Ledger) -> list[dict]:
    """The state with no session open: at first, and after each `step` sessions."""
    stage.open(stage.models())
    begun = time.monotonic()
    rows = [await _state(stage, ledger, begun, stage.process.descriptors)]
    _say(rows[0])
    while ledger.begun < sessions:
        count = min(step, sessions - ledger.begun)
        numbers = iter(range(count))
        await asyncio.gather(*(_visitor(stage, ledger, numbers) for _ in range(AT_ONCE)))
        if not await stage.emptied():
            ledger.surprised("end", "sessions stay open that everybody has left")
        rows.append(await _state(stage, ledger, begun, rows[0]["descriptors"]))
        _say(rows[-1])
    return rows


async def _visitor(stage: Stage, ledger: Ledger, numbers) -> None:
    for number in numbers:
        ledger.begun += 1
        try:
            ledger.took_turns(await brief(stage.entrance, "quick", CONTRACTS[number % len(CONTRACTS)]))
        except (Surprise, OSError, TimeoutError, WebSocketException) as problem:
            ledger.surprised("brief", f"{type(problem).__name__} {problem}")
        ledger.ended += 1


async def _state(stage: Stage, ledger: Ledger, begun: float, base: int) -> dict:
    descriptors = await stage.settled(base)
    return {"sessions": ledger.ended, "seconds": round(time.monotonic() - begun, 1),
            "resident_kib": stage.process.resident_kib, "heap_kib": stage.process.heap_kib,
            "descriptors": descriptors, "threads": stage.process.threads,
            "cpu_seconds": stage.process.cpu_seconds, "unexpected": ledger.unexpected}


def _say(row: dict) -> None:
    print(f"{row['sessions']:>7,} sessions  {row['seconds']:>7.1f} s  {row['resident_kib'] / 1024:>7.2f} MiB resident  "
          f"{row['heap_kib'] / 1024:>7.2f} MiB of its own  {row['descriptors']} descriptors  "
          f"{row['unexpected']} unexpected", flush=True)
