"""Hours of traffic; samples every few seconds."""

import asyncio
import time

from .ledger import Ledger
from .process import Process
from .stage import Stage
from .traffic import Traffic


async def hours(stage: Stage, duration: float, pause: float, ledger: Ledger, seed: int) -> list[dict]:
    """Samples: the first before anybody came, the last when everybody has left."""
    traffic = Traffic(stage, ledger, seed)
    await traffic.open()
    watch = Watch(stage.process, ledger)
    rows = [watch.sample()]
    running = asyncio.create_task(traffic.run())
    said = 0
    while watch.seconds < duration * 3600:
        await asyncio.wait([running], timeout=pause)
        if running.done():
            break
        rows.append(watch.sample())
        if watch.seconds - said >= 60:
            said = watch.seconds
            _say(rows[-1])
    traffic.is_over = True
    await running
    if not await stage.emptied():
        ledger.surprised("end", "sessions stay open that everybody has left")
    await stage.settled(rows[0]["descriptors"])
    rows.append(watch.sample())
    _say(rows[-1])
    return rows


class Watch:
    def __init__(self, process: Process, ledger: Ledger):
        self.process, self.ledger = process, ledger
        self._begun = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun

    def sample(self) -> dict:
        ledger, process = self.ledger, self.process
        return {"seconds": round(self.seconds, 1), "resident_kib": process.resident_kib, "heap_kib": process.heap_kib,
                "descriptors": process.descriptors, "threads": process.threads, "cpu_seconds": process.cpu_seconds,
                "sessions": ledger.ended, "open": ledger.open, "turns": ledger.turns, "moves": ledger.moves,
                "unexpected": ledger.unexpected}


def _say(row: dict) -> None:
    print(f"{row['seconds'] / 60:>6.1f} min  {row['sessions']:>6,} sessions ended, {row['open']:>3} open, "
          f"{row['turns']:>6,} turns, {row['moves']:>5,} moves  {row['resident_kib'] / 1024:>7.2f} MiB resident, "
          f"{row['heap_kib'] / 1024:>6.2f} MiB of its own  {row['descriptors']:>3} descriptors  "
          f"{row['unexpected']} unexpected", flush=True)
