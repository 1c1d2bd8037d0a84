"""What comes and goes during a soak: a few dozen clients at once, each place taken again as soon as it is free."""

import asyncio
import contextlib
import itertools
import random

from harness.conduct import Conduct
from reliability.call import Call, query
from reliability.harm import HarmProxy

from . import visits
from .ledger import Ledger
from .stage import Stage

CALL_PLACES = 20
BRIEF_PLACES = 8
ODD_PLACES = 6
# Checking every event against its schema costs more than the call itself.
JUDGED_CALLS = 10
LONGEST = 300
ODD = (
    (visits.long, "short"), (visits.vanishing, "good"), (visits.brief, "slow"), (visits.hasty, "quick"),
    (visits.confused, "quick"), (visits.stranger, "quick"), (visits.silent, "quick"), (visits.lawless, "quick"),
    (visits.talking, "good"), (visits.failing, "strict"), (visits.failing, "full"), (visits.broken, "broken"),
)


class Unjudged(Conduct):
    """Takes every event as it is."""

    def __init__(self):
        super().__init__("ga")

    def heard(self, event: dict) -> None:
        self.count += 1


class Traffic:
    def __init__(self, stage: Stage, ledger: Ledger, seed: int):
        self.stage, self.ledger = stage, ledger
        self.random = random.Random(seed)
        self.numbers = itertools.count(1)
        self.is_over = False
        self.proxies: list[HarmProxy] = []

    async def open(self) -> None:
        upstream = self.stage.upstreams["good"]
        self.proxies = [await HarmProxy(("127.0.0.1", upstream.port)).start() for _ in range(CALL_PLACES)]
        models = {f"call-{place}": proxy.port for place, proxy in enumerate(self.proxies)}
        self.stage.open(self.stage.models() | models)

    def end(self) -> None:
        """Nobody comes any more; everybody finishes what he has begun."""
        self.is_over = True

    async def run(self) -> None:
        """Until `end`."""
        places = [self._calls(place) for place in range(CALL_PLACES)]
        places += [self._briefs() for _ in range(BRIEF_PLACES)]
        places += [self._odd(place) for place in range(ODD_PLACES)]
        await asyncio.gather(*places)
        for proxy in self.proxies:
            proxy.stop()

    async def _calls(self, place: int) -> None:
        proxy = self.proxies[place]
        await asyncio.sleep(place)
        while not self.is_over:
            number = next(self.numbers)
            gateway = self.stage.gateway
            url = f"{gateway.url('/v1/realtime', host='127.0.0.1', model=f'call-{place}')}&{query()}"
            headers = {"Authorization": f"Bearer {gateway.key}", "User-Agent": "OpenAI/Python 3.0.0"}
            call = Call(number, url, headers, proxy, self.random.getrandbits(32))
            if number % JUDGED_CALLS:
                call.conduct = Unjudged()
            changes = self.random.randint(1, 4)
            async with self._session("call", lambda: call.story):
                await call.run(changes)
            self.ledger.took_turns(len(call.expected))
            self.ledger.moves += sum(call.changes.values())
            proxy.links.clear()

    async def _briefs(self) -> None:
        while not self.is_over:
            await asyncio.sleep(self.random.random() * 2)
            contract = self.random.choice(visits.CONTRACTS)
            async with self._session("brief"):
                self.ledger.took_turns(await visits.brief(self.stage.entrance, "quick", contract))

    async def _odd(self, place: int) -> None:
        kinds = itertools.islice(itertools.cycle(ODD), place * 2, None)
        while not self.is_over:
            visit, model = next(kinds)
            contract = self.random.choice(visits.CONTRACTS)
            async with self._session(f"{visit.__name__} on {model}"):
                self.ledger.took_turns(await visit(self.stage.entrance, model, contract))
            await asyncio.sleep(self.random.random())

    @contextlib.asynccontextmanager
    async def _session(self, kind: str, story=None):
        self.ledger.begun += 1
        self.ledger.visits[kind] += 1
        try:
            async with asyncio.timeout(LONGEST):
                yield
        except Exception as problem:  # Whatever it is, the run goes on, and the verdict names it.
            number = self.ledger.begun
            self.ledger.surprised(kind, f"{type(problem).__name__} {problem}")
            if story:
                (self.stage.folder / f"problem-{number}.txt").write_text("\n".join([*story(), str(problem)]) + "\n")
        finally:
            self.ledger.ended += 1
