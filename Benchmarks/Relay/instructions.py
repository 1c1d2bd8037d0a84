"""Instructions that the gateway spends on one audio frame, by step: a profile that a busy machine does not change.

    python3 Benchmarks/Relay/instructions.py --gateway .build/profile/parley --preload .build/profile/libmask.so \\
        --output .build/profile"""

import argparse
import datetime
import pathlib
import platform
import re
import subprocess
import time

from call import through

FRAMES = 1000

# What is called, with everything that it calls: (text, function of the profile, how deep the step lies).
STEPS = {
    "up": [
        ("the gateway, without the kernel", None, 0),
        ("a read is handled", "WebSocketHandler.channelRead", 1),
        ("frame decoded, unmasked, validated", "FrameDecoder.next()", 2),
        ("the call", "Relay.received(_:from:)", 2),
        ("the bridge", "Bridge.receiveFromClient", 3),
        ("message scanned", "OpenAIRealtime.decode(_:)", 4),
        ("base64 decoded", "AudioIntake.decode", 4),
        ("detector listens", "SpeechDetector.hear", 4),
        ("frame written and masked", "WebSocketHandler.send(head:", 3),
        ("next deadline", "Bridge.deadline.getter", 1),
        ("the read has ended: handed to the system", "TickFlusher.flush()", 1),
    ],
    "down": [
        ("the gateway, without the kernel", None, 0),
        ("a read is handled", "WebSocketHandler.channelRead", 1),
        ("frame decoded, validated", "FrameDecoder.next()", 2),
        ("the call", "Relay.received(_:from:)", 2),
        ("the bridge", "Bridge.receiveFromUpstream", 3),
        ("message scanned", "GeminiLive.decode(_:)", 4),
        ("session", "Session.modelAudio", 4),
        ("head patched", "OpenAIRealtime.audioDelta", 4),
        ("frame written", "WebSocketHandler.send(head:", 3),
        ("next deadline", "Bridge.deadline.getter", 1),
        ("the tick has ended: handed to the system", "TickFlusher.flush()", 1),
    ],
}
# What is spread over all steps.
SPREAD = ["swift_retain", "swift_release", "swift_beginAccess", "malloc", "free", "__memcpy_avx_unaligned_erms"]


def profile(options, direction):
    """Functions → instructions with all they call, of `FRAMES` frames, and the total."""
    output = pathlib.Path(options.output) / f"callgrind.{direction}"
    output.unlink(missing_ok=True)
    command = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={output}", "-q"]
    with through([*command, options.gateway], {"LD_PRELOAD": options.preload}) as (gateway, call):
        _instrument("on", gateway)
        getattr(call, direction)(FRAMES)
        _instrument("off", gateway)
    text = subprocess.run(
        f"callgrind_annotate --inclusive=yes --threshold=100 {output} | swift demangle --simplified",
        shell=True, check=True, capture_output=True, text=True,
    ).stdout
    total = int(re.search(r"([\d,]+) .*PROGRAM TOTALS", text)[1].replace(",", ""))
    rows = re.findall(r"^ *([\d,]+) \( *[\d.]+%\) +\S*?:(.*?)(?: \[.*)?$", text, re.MULTILINE)
    return [(name, int(count.replace(",", ""))) for count, name in rows], total


def _instrument(switch, gateway):
    subprocess.run(["callgrind_control", "-i", switch, str(gateway.pid)], check=True, stdout=subprocess.DEVNULL)
    time.sleep(0.3)


def main():
    arguments = argparse.ArgumentParser()
    for name in ("gateway", "preload", "output"):
        arguments.add_argument(f"--{name}", required=True)
    options = arguments.parse_args()
    print(f"{platform.machine()}, {datetime.date.today()}; instructions per frame of 20 ms at 24 kHz")
    for direction, steps in STEPS.items():
        functions, total = profile(options, direction)
        print(f"\n{direction}")
        for text, name, depth in steps:
            count = total if name is None else max((c for f, c in functions if name in f), default=0)
            print(f"{count / FRAMES:9.0f}  {'  ' * depth}{text}")
        for name in SPREAD:
            count = max((c for f, c in functions if f == name), default=0)
            print(f"{count / FRAMES:9.0f}  of all: {name}")


if __name__ == "__main__":
    main()
