"""A gateway in front of Vertex AI, as far as the gateway can tell."""

import dataclasses
import pathlib

from . import secret_words
from .gateway import Gateway, new_key
from .simulator import Simulator

PROJECT = "acme-voice-413712"
MODEL = "vertex-gemini-live"
secret_words.keep_out_of_logs("BEGIN PRIVATE KEY")


@dataclasses.dataclass
class Vertex:
    gateway: Gateway
    simulator: Simulator


def configuration(url: str, credentials: pathlib.Path, model: str = "gemini-2.0-flash-live-001",
                  parameters: dict | None = None, parley: dict | None = None, key: str | None = None) -> dict:
    """The seed document's file, with an upstream and a credential of our own.

    `parameters` join `litellm_params`, and `parley` is the section of that name.
    """
    entry = {
        "model_name": MODEL,
        "litellm_params": {
            "model": f"vertex_ai/{model}", "vertex_project": PROJECT, "vertex_location": "us-east4",
            "vertex_credentials": str(credentials), "api_base": url} | (parameters or {}),
    }
    result = {"model_list": [entry], "general_settings": {"master_key": key or new_key()}}
    return result | ({"parley": parley} if parley else {})
