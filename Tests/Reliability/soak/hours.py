"""Hours of traffic; samples every few seconds."""

import asyncio
import signal
import time
from collections.abc import Callable

from .ledger import Ledger
from .process import Process
from .stage import Stage
from .traffic import Traffic


async def hours(stage: Stage, duration: float, pause: float, ledger: Ledger, seed: int,
                keep: Callable[[list[dict]], None]) -> list[dict]:
    """Samples: the first before anybody came, the last when everybody has left. Each minute they are given to `keep`.
    SIGINT and SIGTERM end the run early, but in good order."""
    traffic = Traffic(stage, ledger, seed)
    await traffic.open()
    watch = Watch(stage.process, ledger)
    rows = [watch.sample()]
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, traffic.end)
    running = asyncio.create_task(traffic.run())
    said = 0
    while watch.seconds < duration * 3600 and not traffic.is_over:
        await asyncio.sleep(pause)
        rows.append(watch.sample())
        if watch.seconds - said >= 60:
            said = watch.seconds
            _say(rows[-1])
            keep(rows)
    traffic.end()
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
