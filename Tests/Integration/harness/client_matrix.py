"""The table of clients in README.md, as a test run found it.

Every test of a stock client notes its client and its kind of turn with `note`. The table of a whole run must be the one
that README.md shows. A run of some tests only, or with other versions, prints its table and compares nothing; with
`PARLEY_WRITE_CLIENTS=1` it writes README.md.
"""

import os

from .client_programs import ENVIRONMENTS
from .program import ROOT

KINDS = {
    "text": "text turn", "voice_manual": "voice, manual", "voice_vad": "voice, server VAD", "tool": "tool turn",
    "interruption": "interruption", "update": "update during the call",
}
README = ROOT / "README.md"
BEGIN, END = "<!-- clients: written by the tests -->\n", "<!-- clients: end -->\n"
MARKS = {"passed": "✓", "failed": "**failed**", "skipped": "not yet"}


def note(request, client: str, version: str, kind: str) -> None:
    request.node.user_properties.append(("stock_client", [client, version, kind]))


class ClientMatrix:
    """A plugin of pytest; with several workers it lives in the process that directs them."""

    def __init__(self, config):
        chosen = config.option.file_or_dir or config.option.keyword or config.option.deselect
        self._is_whole = not chosen and ENVIRONMENTS == ROOT / ".venv"
        self._outcomes: dict[tuple[str, str], dict[str, str]] = {}

    def pytest_runtest_logreport(self, report) -> None:
        for name, value in report.user_properties:
            if name == "stock_client" and (report.when == "call" or report.failed):
                client, version, kind = value
                self._outcomes.setdefault((client, version), {})[kind] = (
                    "skipped" if hasattr(report, "wasxfail") else report.outcome)

    def pytest_sessionfinish(self, session) -> None:
        if os.environ.get("PARLEY_WRITE_CLIENTS"):
            before, rest = README.read_text().split(BEGIN)
            README.write_text(before + BEGIN + self.table() + END + rest.split(END)[1])
        elif self._is_whole and self._shown() != self.table():
            print("\nREADME.md shows another table of clients. PARLEY_WRITE_CLIENTS=1 pytest test_clients_*.py writes it.")
            session.exitstatus = 1

    def pytest_terminal_summary(self, terminalreporter) -> None:
        if self._outcomes:
            terminalreporter.write(f"\n{self.table()}")

    def table(self) -> str:
        lines = [["client", "version", *KINDS.values()], ["---", "---", *[":-:" for _ in KINDS]]]
        for (client, version), outcomes in sorted(self._outcomes.items()):
            lines.append([client, version, *(MARKS[outcomes[kind]] if kind in outcomes else "–" for kind in KINDS)])
        return "".join(f"| {' | '.join(line)} |\n" for line in lines)

    @staticmethod
    def _shown() -> str:
        return README.read_text().split(BEGIN)[1].split(END)[0]
