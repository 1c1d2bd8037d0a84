"""`parley`, without anything: what it prints is all that a newcomer needs."""

import re

from harness.client_programs import ClientProgram, python


def test_the_program_in_the_banner_runs_as_it_is_printed(simulated, tmp_path):
    banner = simulated.output
    last = "asyncio.run(main())\n"
    program = banner[banner.index("import asyncio"):banner.index(last)] + last
    (tmp_path / "try.py").write_text(program)
    program = ClientProgram([python("main"), "try.py"], tmp_path).check("beta")
    assert program.output.strip() == "You said: Say hello in one sentence."


def test_the_banner_names_address_key_and_certificate(simulated):
    banner = simulated.output
    assert re.search(rf"ws://localhost:{simulated.port}/realtime\?model=gemini-live-simulator", banner)
    assert simulated.key in banner
    assert simulated.certificate in banner


def test_a_key_is_made_anew_for_every_run(simulated, start_gateway):
    assert start_gateway().key != simulated.key


def test_three_contracts_converse_with_the_embedded_simulator(simulated):
    for contract in ("plain", "beta", "ga"):
        with simulated.connect(contract) as client:
            session = client.wait_for("session.created")["session"]
            assert session["model"] == simulated.model
            assert client.text_turn("Is this thing on?").strip() == "You said: Is this thing on?"
            assert client.text_turn("What did I say?").strip() == "You said: Is this thing on?"
