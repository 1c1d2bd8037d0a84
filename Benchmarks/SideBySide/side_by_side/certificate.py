"""A certificate for the model, for the cost of TLS to it."""

import subprocess

from .process import FOLDER, Trouble

FILE, KEY = FOLDER / "echo-certificate.pem", FOLDER / "echo-key.pem"


def make() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
               "-days", "2", "-subj", "/CN=echo", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(KEY),
               "-out", str(FILE)]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        raise Trouble(f"openssl makes no certificate: {result.stderr}")


def echo_options() -> list[str]:
    return ["--echo-tls-certificate", str(FILE), "--echo-tls-key", str(KEY)]
