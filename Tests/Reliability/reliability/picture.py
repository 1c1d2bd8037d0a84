"""Pictures for the document, drawn from a run."""

import pathlib

from .figures import DOCUMENT

INK, QUIET, PAPER = "#1f2a37", "#5b6776", "#ffffff"
CONNECTION = (("#e6f6f8", "#3a97a6"), ("#fff4e0", "#e0a03a"))
TURN = {"spoken": "#3a97a6", "written": "#8a63b8", "function": "#d2663d"}
FONT = "-apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', Helvetica, Arial, sans-serif"


class Picture:
    def __init__(self, width: int, height: int, title: str, description: str):
        self.parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img" font-family="{FONT}">',
            f"  <title>{title}</title>", f"  <desc>{description}</desc>",
            f'  <rect width="{width}" height="{height}" rx="14" fill="{PAPER}"/>']

    def text(self, x: float, y: float, words: str, size: float = 11, fill: str = QUIET, anchor: str = "start",
             weight: int = 400) -> None:
        self.parts.append(f'  <text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}" '
                          f'font-weight="{weight}">{words}</text>')

    def box(self, x: float, y: float, width: float, height: float, fill: str, stroke: str) -> None:
        self.parts.append(f'  <rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" rx="3" fill="{fill}" '
                          f'stroke="{stroke}"/>')

    def dot(self, x: float, y: float, fill: str) -> None:
        self.parts.append(f'  <circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{fill}"/>')

    def write(self, name: str) -> None:
        path: pathlib.Path = DOCUMENT.parent / name
        path.write_text("\n".join(self.parts + ["</svg>"]) + "\n")


def timeline(calls: list, length: float) -> Picture:
    """Each call's connections as boxes in a row, its turns as dots in them."""
    left, width, row = 70, 860, 46
    picture = Picture(
        960, 92 + row * len(calls), "Calls that outlive their connections",
        f"{len(calls)} calls of {length / 60:.0f} minutes. Each is a row of connections, one after the other, with the "
        "turns of the call spread over all of them.")
    picture.text(24, 34, f"{len(calls)} calls, {length / 60:.0f} minutes: boxes are connections, dots are turns", 15, INK,
                 weight=600)
    place = lambda seconds: left + width * max(0.0, min(seconds, length)) / length
    for number, call in enumerate(calls):
        top = 52 + row * number
        picture.text(24, top + 18, f"call {number + 1}", 11, QUIET)
        for index, link in enumerate(call.proxy.links):
            start, end = place(link.opened - call.begun), place((link.ended or call.begun + length) - call.begun)
            picture.box(start, top, max(1, end - start), 28, *CONNECTION[index % 2])
        for seconds, kind in call.turns:
            picture.dot(place(seconds), top + {"spoken": 7, "written": 14, "function": 21}[kind], TURN[kind])
    bottom = 52 + row * len(calls) + 18
    for index, (kind, fill) in enumerate(TURN.items()):
        picture.dot(left + index * 110, bottom - 4, fill)
        picture.text(left + 8 + index * 110, bottom, "with a function" if kind == "function" else kind)
    for minute in range(0, int(length / 60) + 1, 5):
        picture.text(place(minute * 60), bottom - 22, f"{minute} min", 10, QUIET, "middle")
    return picture
