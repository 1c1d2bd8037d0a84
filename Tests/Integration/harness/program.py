"""The `parley` executable as a child process."""

import os
import pathlib
import re
import signal
import subprocess
import threading
import time

from . import secret_words

ROOT = pathlib.Path(__file__).resolve().parents[3]
EXECUTABLE = pathlib.Path(os.environ.get("PARLEY", ROOT / ".build" / "debug" / "parley"))
START_SECONDS = 30
STOP_SECONDS = 45


def environment(home: pathlib.Path, **more: str) -> dict[str, str]:
    """Nothing of the surroundings but what a program needs: no proxy, no credentials, a home of its own. Whoever looks
    for Google's metadata server finds that nobody is there."""
    names = ("PATH", "LANG", "LD_LIBRARY_PATH", "TSAN_OPTIONS", "ASAN_OPTIONS")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    alone = {"HOME": str(home), "GCE_METADATA_HOST": "127.0.0.1:9", "GCE_METADATA_IP": "127.0.0.1:9"}
    return kept | alone | more


def run_parley(arguments: list[str], folder: pathlib.Path, **environ: str) -> subprocess.CompletedProcess:
    """Runs a command that ends by itself."""
    return subprocess.run(
        [EXECUTABLE, *arguments], cwd=folder, env=environment(folder, **environ), text=True, capture_output=True,
        stdin=subprocess.DEVNULL, timeout=START_SECONDS)


class Program:
    """A running `parley`. What it prints is collected as it comes, and its log (standard error) is searched for
    secrets when it has ended. Both are kept in the folder it runs in."""

    def __init__(self, arguments: list[str], folder: pathlib.Path, **environ: str):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._lines: list[str] = []
        self._log: list[str] = []
        self._news = threading.Condition()
        self._open = 2
        self.process = subprocess.Popen(
            [str(EXECUTABLE), *arguments], cwd=folder, env=environment(folder, **environ), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, errors="replace")
        self._readers = [
            threading.Thread(target=self._read, args=source, daemon=True) for source in (
                (self.process.stdout, "output.txt", [self._lines]),
                (self.process.stderr, "log.txt", [self._lines, self._log]))]
        for reader in self._readers:
            reader.start()

    def _read(self, stream, name: str, lists: list[list[str]]) -> None:
        with open(self.folder / name, "a", encoding="utf-8") as copy:
            for line in stream:
                copy.write(line)
                with self._news:
                    for lines in lists:
                        lines.append(line)
                    self._news.notify_all()
        with self._news:
            self._open -= 1
            self._news.notify_all()

    @property
    def output(self) -> str:
        """Everything so far, the log included."""
        with self._news:
            return "".join(self._lines)

    @property
    def log(self) -> str:
        with self._news:
            return "".join(self._log)

    def wait_for(self, pattern: str, within: float = START_SECONDS) -> re.Match:
        """The first match in what the program prints, now or later."""
        compiled = re.compile(pattern)
        deadline = time.monotonic() + within
        with self._news:
            while True:
                if match := compiled.search("".join(self._lines)):
                    return match
                rest = deadline - time.monotonic()
                if rest <= 0 or not self._open:
                    why = f"had {within} s" if self._open else f"has ended with {self.process.poll()}"
                    raise AssertionError(f"parley {why}, but did not print {pattern!r}:\n{''.join(self._lines[-60:])}")
                self._news.wait(rest)

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def wait(self, within: float = STOP_SECONDS) -> int:
        """Its exit status, once it has ended by itself and everything it printed is here."""
        status = self.process.wait(within)
        for reader in self._readers:
            reader.join(5)
        return status

    def stop(self) -> None:
        """Ends it as a service manager does, and checks that it ends well and has kept its secrets."""
        if self.process.poll() is None:
            self.signal(signal.SIGTERM)
        try:
            status = self.wait()
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"parley did not end within {STOP_SECONDS} s of SIGTERM:\n{self.output[-4000:]}")
        assert status == 0, f"parley ended with {status}:\n{self.output[-4000:]}"
        self.check_secrets()

    def kill(self) -> None:
        self.process.kill()
        self.wait()

    def check_secrets(self) -> None:
        found = secret_words.found_in(self.log)
        assert not found, f"{self.folder / 'log.txt'} holds what must not be logged: {found}"
