"""The Autobahn test suite's cases, driven by kosoku, against our server and our client."""

import argparse
import asyncio
import collections
import datetime
import importlib.metadata
import pathlib
import sys
import time

from kosoku import FailureError, run_fuzzingclient, run_fuzzingserver
from kosoku._kosoku import CaseResult

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "websocket-conformance.md"
GROUPS = {
    1: "Framing", 2: "Pings and pongs", 3: "Reserved bits", 4: "Opcodes", 5: "Fragmentation", 6: "UTF-8",
    7: "Closing", 9: "Limits: messages up to 16 MiB", 10: "Fragments by a peer's choice",
}
COMPRESSION = ["12.*", "13.*"]
ACCEPTED = ("OK", "INFORMATIONAL")
LONGEST = 300


class Side:
    """One role of ours, and what the suite said of it."""

    def __init__(self, role: str):
        self.role = role
        self.results: list[CaseResult] = []
        self.seconds = 0.0

    async def run(self, echo: str, excluded: list[str]) -> None:
        begun = time.monotonic()
        async with asyncio.timeout(LONGEST):
            try:
                self.results = await (self._server if self.role == "server" else self._client)(echo, excluded)
            except FailureError as failure:
                self.results = failure.results
        self.seconds = time.monotonic() - begun

    async def _server(self, echo: str, excluded: list[str]) -> list[CaseResult]:
        program = await asyncio.create_subprocess_exec(echo, "server", stdout=asyncio.subprocess.PIPE)
        try:
            port = int(await program.stdout.readline())
            return await run_fuzzingclient(f"ws://127.0.0.1:{port}", exclude_cases=excluded)
        finally:
            program.kill()
            await program.wait()

    async def _client(self, echo: str, excluded: list[str]) -> list[CaseResult]:
        async with run_fuzzingserver(exclude_cases=excluded, port=0) as suite:
            program = await asyncio.create_subprocess_exec(echo, "client", f"ws://127.0.0.1:{suite.port}")
            result = asyncio.ensure_future(suite.get_result())
            if await program.wait():
                result.cancel()
                raise SystemExit("conformance: the client did not come to the end of the cases")
            return await result

    def count(self, group: int, verdicts: tuple[str, ...]) -> int:
        return sum(group_of(result) == group and result.behavior.value in verdicts for result in self.results)

    @property
    def failures(self) -> list[CaseResult]:
        """All that is less than strictly right, the close included."""
        return [result for result in self.results
                if result.behavior.value not in ACCEPTED or result.behavior_close.value not in ACCEPTED]


def group_of(result: CaseResult) -> int:
    return int(result.case_id.partition(".")[0])


def page(sides: list[Side]) -> str:
    lines = [
        "# WebSocket conformance", "",
        "Parley's WebSockets are its own (`Sources/WebSocket`), so they are judged by the test suite that everybody uses:",
        "the cases of [Autobahn](https://github.com/crossbario/autobahn-testsuite), driven by",
        f"[kosoku](https://github.com/curioswitch/kosoku) {importlib.metadata.version('kosoku')}, against an echo made of "
        "the", "same handlers that serve calls and dial upstreams. Strict: an answer that is merely tolerated (Autobahn's",
        "NON-STRICT) or an unclean close counts as a failure. `scripts/conformance` writes this page.", "",
        f"{datetime.date.today()}: " + "; ".join(
            f"{len(side.results)} cases against our {side.role}, {len(side.failures)} failures, {side.seconds:.0f} s"
            for side in sides) + ".", "",
        "| group | | cases | server: as required | client: as required | informational |", "|---:|---|---:|---:|---:|---:|"]
    for number, name in GROUPS.items():
        counts = collections.Counter(group_of(result) for result in sides[0].results)
        if counts[number]:
            informational = sides[0].count(number, ("INFORMATIONAL",))
            lines.append(f"| {number} | {name} | {counts[number]} | " + " | ".join(
                str(side.count(number, ("OK",))) for side in sides) + f" | {informational or ''} |")
    informational = [result.case_id for result in sides[0].results if result.behavior.value == "INFORMATIONAL"]
    lines += ["",
              f"Informational: {', '.join(informational)}. There the standard leaves open what happens, and the suite only "
              "writes it down.", "",
              "Groups 12 and 13 are about permessage-deflate, which Parley declines: base64 audio shrinks by a quarter at the",
              "cost of a whole relay. Groups 8 and 11 do not exist.", "",
              "What no peer may send is also fuzzed: `scripts/fuzz 10 frames` cuts arbitrary bytes in arbitrary places."]
    for side in sides:
        lines += [f"- FAILED, our {side.role}: {result.case_id} {result.behavior.value}, close "
                  f"{result.behavior_close.value}. {result.result} {result.result_close}" for result in side.failures]
    return "\n".join(lines) + "\n"


async def both(echo: str, excluded: list[str]) -> list[Side]:
    sides = [Side("server"), Side("client")]
    for side in sides:
        await side.run(echo, excluded)
    return sides


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/conformance", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="without the large messages of group 9; writes no page")
    parser.add_argument("echo", help=argparse.SUPPRESS)
    options = parser.parse_args()
    excluded = COMPRESSION + (["9.*"] if options.quick else [])
    sides = asyncio.run(both(options.echo, excluded))
    failed = False
    for side in sides:
        print(f"our {side.role}: {len(side.results)} cases, {len(side.failures)} failures, {side.seconds:.0f} s")
        for result in side.failures:
            print(f"  {result.case_id}: {result.behavior.value}, close {result.behavior_close.value}: {result.result}")
        failed = failed or bool(side.failures) or not side.results
    if not options.quick:
        PAGE.write_text(page(sides))
    return 1 if failed else 0


sys.exit(main())
