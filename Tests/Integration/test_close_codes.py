"""What a client sees when Google ends its call's connection: the table of docs/reliability.md."""

import asyncio

from reliability import table


def test_every_way_of_ending_a_connection_at_every_moment_of_a_call(tmp_path):
    # Silence takes as long as pings do; the long run has it.
    faults = tuple(fault for fault in table.FAULTS if not fault.is_silent)
    seen, problems = asyncio.run(table.observe(tmp_path, faults))
    assert not problems + table.differences(seen, faults)
