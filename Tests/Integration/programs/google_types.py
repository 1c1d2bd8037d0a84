"""Reads messages to Gemini Live with google-genai's own types, which allow no unknown field: google_types.py
FILE.jsonl…; prints how many it read.

The lines are those that `scripts/validate-events.py` reads; all but those of Gemini's clients are passed over.
"""

import json
import sys

from google.genai import types
from pydantic import ValidationError


def read(message: dict) -> None:
    """The library writes `realtimeInputConfig` into the setup itself, from its connection's settings: the type of the
    setup does not have it."""
    message = dict(message)
    if "realtimeInputConfig" in message.get("setup", {}):
        message["setup"] = dict(message["setup"])
        types.RealtimeInputConfig.model_validate(message["setup"].pop("realtimeInputConfig"))
    types.LiveClientMessage.model_validate(message)


count, failures = 0, []
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            line = json.loads(text)
            if line.get("gemini") != "client":
                continue
            try:
                read(line["message"])
                count += 1
            except ValidationError as error:
                failures.append(f"{path}:{number}: {error}\n    {text.strip()[:600]}")
if failures:
    sys.exit("\n".join(failures[:20]))
print(count)
