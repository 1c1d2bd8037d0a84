"""Programs that tests talk to. Those that a test only talks to are shared by a worker; those that it breaks are its own."""

import itertools
import pathlib

import pytest

from harness import certificates
from harness.client_matrix import ClientMatrix
from harness.gateway import Gateway
from harness.google import TokenServer
from harness.program import EXECUTABLE
from harness.simulator import Simulator
from harness.vertex import PROJECT, Vertex, configuration


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(ClientMatrix(config))


def pytest_sessionstart(session):
    if not EXECUTABLE.exists():
        pytest.exit(f"{EXECUTABLE} is missing: run `swift build` first, or set PARLEY to the program to test", 3)


@pytest.fixture(scope="session")
def simulated(tmp_path_factory):
    """A gateway that was started without any configuration."""
    gateway = Gateway(tmp_path_factory.mktemp("simulated"))
    yield gateway
    gateway.stop()


@pytest.fixture(scope="session")
def google():
    """Gives tokens for the service account that configurations name."""
    server = TokenServer(PROJECT)
    yield server
    server.stop()
    assert not server.mistakes, f"token requests that Google would refuse: {server.mistakes}"


@pytest.fixture(scope="session")
def vertex(tmp_path_factory, google):
    """A gateway with a configuration file, its service account, and a Gemini Live that takes only its token."""
    folder = tmp_path_factory.mktemp("vertex")
    simulator = Simulator(folder / "simulator", "--token", google.token)
    credentials = google.write_credentials(folder / "service-account.json")
    gateway = Gateway(folder / "gateway", configuration(simulator.url, credentials))
    yield Vertex(gateway, simulator)
    gateway.stop()
    simulator.heard()
    simulator.stop()


@pytest.fixture
def start_gateway(tmp_path):
    """Starts gateways of this test's own; `start_gateway(configuration, options…, NAME=value…)`."""
    yield from _starting(lambda folder, *rest, **environ: Gateway(folder, *rest, **environ), tmp_path, "gateway")


@pytest.fixture
def start_simulator(tmp_path):
    """Starts simulators of this test's own; `start_simulator(options…, script=[…])`."""
    yield from _starting(lambda folder, *rest, **named: Simulator(folder, *rest, **named), tmp_path, "simulator")


@pytest.fixture
def start_vertex(tmp_path, google, start_gateway, start_simulator):
    """A gateway and the upstream it talks to: `start_vertex(script=[…])`, with parts of the configuration changed."""

    def start(*simulator_options: str, script: list[dict] | None = None, **changes) -> Vertex:
        simulator = start_simulator("--token", google.token, *simulator_options, script=script)
        credentials = google.write_credentials(tmp_path / "service-account.json")
        return Vertex(start_gateway(configuration(simulator.url, credentials, **changes)), simulator)

    return start


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return certificates.Authority(tmp_path_factory.mktemp("authority"))


def _starting(make, folder: pathlib.Path, name: str):
    started = []
    numbers = itertools.count(1)

    def start(*arguments, **named):
        program = make(folder / f"{name}-{next(numbers)}", *arguments, **named)
        started.append(program)
        return program

    yield start
    for program in reversed(started):
        if program.process.poll() is None:
            program.stop()
        else:
            program.check_secrets()
