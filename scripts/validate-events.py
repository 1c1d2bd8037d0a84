#!/usr/bin/env python3
"""Checks protocol messages against the JSON Schemas in Tests/Schemas.

    scripts/validate-events.py [FILE.jsonl ...]        (default: .build/emitted/*.jsonl; "-" is standard input)

Each line is one message with its origin:

    {"dialect":"ga","side":"server","message":{...}}      OpenAI Realtime: "ga" or "beta", "client" or "server"
    {"gemini":"client","message":{...}}                   Gemini Live: "client" or "server"

A "note" beside "message" is shown with a failure. Exits 1 if a message does not fit, a line cannot be read, or there
is nothing to check, or the jsonschema package is missing.
"""

import collections
import glob
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    sys.exit("scripts/validate-events.py needs the Python package jsonschema: python3 -m pip install jsonschema")

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHOWN_FAILURES = 20


class Schemas:
    """The two schema files, with one compiled validator per kind of message."""

    def __init__(self):
        self.openai = self.load("openai-realtime.schema.json")
        self.gemini = self.load("gemini-live.schema.json")
        self.validators = {}

    @staticmethod
    def load(name):
        return json.loads((ROOT / "Tests" / "Schemas" / name).read_text())

    def problem(self, line):
        """What is wrong with the message of `line`, or None."""
        message = line.get("message")
        if not isinstance(message, dict):
            return "the line has no object as its \"message\""
        if "gemini" in line:
            name = {"client": "ClientMessage", "server": "ServerMessage"}.get(line["gemini"])
            if name is None:
                return f"\"gemini\" is {line['gemini']!r}, not client or server"
            return self.check(self.gemini, f"#/$defs/{name}", message)
        index = self.openai["x-index"].get(line.get("dialect"), {}).get(line.get("side"))
        if index is None:
            return "\"dialect\" must be ga or beta and \"side\" client or server"
        name = index.get(message.get("type"))
        if name is None:
            return f"{line['dialect']} has no {line['side']} event {message.get('type')!r}"
        return self.check(self.openai, f"#/$defs/{line['dialect']}/$defs/{name}", message)

    def check(self, schema, reference, message):
        key = (schema["$id"], reference)
        if key not in self.validators:
            self.validators[key] = jsonschema.Draft202012Validator(
                {"$schema": schema["$schema"], "$ref": reference, "$defs": schema["$defs"]})
        error = jsonschema.exceptions.best_match(self.validators[key].iter_errors(message))
        return error and f"{error.json_path}: {error.message[:400]}"


def lines(path):
    stream = sys.stdin if path == "-" else open(path, encoding="utf-8")
    with stream:
        for number, text in enumerate(stream, 1):
            if text.strip():
                yield number, text


def kind(line):
    if "gemini" in line:
        return f"gemini {line['gemini']}"
    return f"{line.get('dialect')} {line.get('side')} {(line.get('message') or {}).get('type')}"


def main(paths):
    schemas, counts, failures = Schemas(), collections.Counter(), []
    for path in paths:
        for number, text in lines(path):
            try:
                line = json.loads(text)
            except ValueError as error:
                failures.append(f"{path}:{number}: not JSON: {error}")
                continue
            counts[kind(line)] += 1
            problem = schemas.problem(line)
            if problem:
                note = f" ({line['note']})" if "note" in line else ""
                failures.append(f"{path}:{number}: {kind(line)}{note}\n    {problem}\n    {text.strip()[:600]}")
    for failure in failures[:SHOWN_FAILURES]:
        print(failure, file=sys.stderr)
    if len(failures) > SHOWN_FAILURES:
        print(f"... and {len(failures) - SHOWN_FAILURES} more", file=sys.stderr)
    total = sum(counts.values())
    if not total:
        sys.exit("scripts/validate-events.py: nothing to check; run swift test first, it writes .build/emitted/*.jsonl")
    print(f"{total} messages of {len(counts)} kinds checked, {len(failures)} do not fit")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main(sys.argv[1:] or sorted(glob.glob(str(ROOT / ".build" / "emitted" / "*.jsonl"))))
