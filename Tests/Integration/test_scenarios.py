"""The bad days of `Tests/Scenarios`, each played to a client that has a conversation all the while."""

import pathlib
import time

import pytest

from harness.client import words_of

SCENARIOS = sorted((pathlib.Path(__file__).parent.parent / "Scenarios").glob("*.jsonl"))
# An answer that had begun cannot be finished by another connection.
CUTS = {"cut-in-the-first-answer", "reset", "half-open"}
# Where a silence is what is played, it is looked for a little more eagerly than every 20 s.
EAGER = {"timings": {"upstream_ping_interval": "1s", "upstream_pong_timeout": "2s"}}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_a_conversation_outlives_a_bad_day(start_vertex, scenario):
    vertex = start_vertex("--script", str(scenario), parley=EAGER if scenario.stem == "half-open" else None)
    cut = 0
    with vertex.gateway.connect("ga") as client:
        client.wait_for("session.created")
        end = time.monotonic() + 7
        number = 0
        while number < 3 or time.monotonic() < end:
            number += 1
            client.write(f"This is question {number}.")
            client.send("response.create")
            done = client.wait_for("response.done", 30)["response"]
            if done["status"] == "incomplete":
                cut += 1
                continue
            assert done["status"] == "completed", done
            assert words_of(done).strip() == f"You said: This is question {number}."
            time.sleep(0.3)
    assert cut <= (scenario.stem in CUTS)
