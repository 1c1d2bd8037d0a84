"""What a client sees when Google ends its call's connection: the table of docs/reliability.md."""

import asyncio

from reliability import table


def test_every_way_of_ending_a_connection_at_every_moment_of_a_call(tmp_path):
    # Silence takes as long as pings do; the long run has it.
    faults = tuple(fault for fault in table.FAULTS if not fault.is_silent)
    seen, problems = asyncio.run(table.observe(tmp_path, faults))
    wrong = table.differences(seen, faults)
    if wrong:
        # A machine that is busy with other work misses a moment of a tenth of a second. What is wrong is wrong again.
        folder = tmp_path / "again"
        folder.mkdir()
        again, more = asyncio.run(table.observe(folder, faults))
        wrong = sorted(set(wrong) & set(table.differences(again, faults)))
        problems += more
    assert not problems + wrong
