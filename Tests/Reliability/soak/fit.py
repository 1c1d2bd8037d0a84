"""A straight line through points."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Line:
    slope: float
    at_zero: float

    def at(self, x: float) -> float:
        return self.at_zero + self.slope * x


def fitted(points: list[tuple[float, float]]) -> Line:
    """By least squares; flat if all points have one x."""
    count = len(points)
    mean_x = sum(x for x, _ in points) / count
    mean_y = sum(y for _, y in points) / count
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread if spread else 0.0
    return Line(slope, mean_y - slope * mean_x)


def last_two_thirds(rows: list) -> list:
    return rows[len(rows) // 3:]
