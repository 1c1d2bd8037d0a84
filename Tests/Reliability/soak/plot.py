"""The samples of a soak as a picture: SVG, written by hand, so that nothing has to be installed for it."""

import math

from .fit import last_two_thirds
from .verdict import Verdict

WIDTH, HEIGHT = 860, 470
LEFT, RIGHT = 64, 24
PANELS = ((56, 210), (300, 110))
INK, GRID, TEXT = "#1f2937", "#e5e7eb", "#6b7280"
BLUE, TEAL, ORANGE = "#2563eb", "#0d9488", "#ea580c"


def picture(rows: list[dict], verdict: Verdict, title: str) -> str:
    minutes = [row["seconds"] / 60 for row in rows]
    span = _ceiling(minutes[-1])
    memory = Panel(*PANELS[0], span, max(row["resident_kib"] for row in rows) / 1024)
    counts = Panel(*PANELS[1], span, max(row["descriptors"] for row in rows))
    tail = last_two_thirds(rows)
    fit = [(row["seconds"] / 60, verdict.line.at(row["sessions"]) / 1024) for row in (tail[0], tail[-1])]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="system-ui, sans-serif" font-size="12">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(LEFT, 24, title, INK, 'font-weight="600" font-size="14"'),
        *memory.frame("MiB"),
        memory.curve(zip(minutes, [row["resident_kib"] / 1024 for row in rows]), BLUE),
        memory.curve(zip(minutes, [row["heap_kib"] / 1024 for row in rows]), TEAL),
        memory.curve(fit, ORANGE, 'stroke-dasharray="6 4" stroke-width="2"'),
        *_legend(46, [("resident memory", BLUE), ("of it heap and stacks", TEAL),
                      (f"line: {verdict.growth_kib:+.1f} KiB per 1,000 sessions", ORANGE)]),
        *counts.frame(""),
        counts.curve(zip(minutes, [row["descriptors"] for row in rows]), BLUE),
        counts.curve(zip(minutes, [row["open"] for row in rows]), TEAL),
        *_legend(290, [("open descriptors", BLUE), ("clients at once", TEAL)]),
        *counts.minutes(),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class Panel:
    """One set of axes: minutes to the right, from zero up."""

    def __init__(self, top: int, height: int, minutes: float, highest: float):
        self.top, self.height, self.span = top, height, minutes
        self.step = _step(highest)
        self.highest = math.ceil(highest / self.step) * self.step

    def x(self, minute: float) -> float:
        return LEFT + minute / self.span * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return self.top + self.height * (1 - value / self.highest)

    def frame(self, unit: str) -> list[str]:
        parts = []
        for number in range(round(self.highest / self.step) + 1):
            value = number * self.step
            y = self.y(value)
            parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{GRID}"/>')
            parts.append(_text(LEFT - 8, y + 4, f"{value:g} {unit}".strip(), TEXT, 'text-anchor="end"'))
        return parts

    def minutes(self) -> list[str]:
        step = _step(self.span)
        marks = [number * step for number in range(int(self.span / step) + 1)]
        bottom = self.top + self.height + 18
        return [_text(self.x(mark), bottom, f"{mark:g} min", TEXT, 'text-anchor="middle"') for mark in marks]

    def curve(self, points, colour: str, style: str = 'stroke-width="1.5"') -> str:
        path = " ".join(f"{self.x(minute):.1f},{self.y(value):.1f}" for minute, value in points)
        return f'<polyline points="{path}" fill="none" stroke="{colour}" {style}/>'


def _legend(y: int, entries: list[tuple[str, str]]) -> list[str]:
    parts, x = [], LEFT
    for words, colour in entries:
        parts.append(f'<path d="M{x} {y - 4}h18" stroke="{colour}" stroke-width="3"/>')
        parts.append(_text(x + 24, y, words, INK))
        x += 48 + 7 * len(words)
    return parts


def _text(x: float, y: float, words: str, colour: str, style: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" {style}>{words}</text>'


def _step(highest: float) -> float:
    """1, 2 or 5 of some power of ten, so that four to eight of them make the axis."""
    power = 10 ** math.floor(math.log10(max(highest, 1e-9) / 4))
    return next(power * factor for factor in (1, 2, 5, 10) if highest / (power * factor) <= 8)


def _ceiling(minutes: float) -> float:
    return max(minutes, 0.1)
