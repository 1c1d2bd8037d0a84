"""The JSON Schemas of both wires, through the same code as `scripts/validate-events.py`."""

import functools
import importlib.util

from .program import ROOT


@functools.cache
def _schemas():
    spec = importlib.util.spec_from_file_location("validate_events", ROOT / "scripts" / "validate-events.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Schemas()


def check_server_event(event: dict, dialect: str) -> None:
    """`dialect` is "beta" or "ga"."""
    problem = _schemas().problem({"dialect": dialect, "side": "server", "message": event})
    assert problem is None, f"not valid in {dialect}: {problem}\n{str(event)[:600]}"


def check_upstream_message(message: dict) -> None:
    problem = _schemas().problem({"gemini": "client", "message": message})
    assert problem is None, f"not valid for Gemini Live: {problem}\n{str(message)[:600]}"
