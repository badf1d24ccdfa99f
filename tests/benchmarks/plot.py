"""A line chart as SVG, for ``docs/performance.md``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle

WIDTH, HEIGHT = 760, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 30, 30, 60
COLORS = ("#5d6a66", "#1f5f4f", "#b4552d", "#3b5b92")


def line_chart(xs: Sequence[float], series: Mapping[str, Sequence[float]], *, across: str, up: str) -> str:
    """Both axes begin at zero and are divided evenly, so that what grows in proportion is a straight line."""
    most_x, most_y = max(xs), _round_up(max(map(max, series.values())))

    def at(x: float, y: float) -> tuple[float, float]:
        return (
            LEFT + x / most_x * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - y / most_y * (HEIGHT - TOP - BOTTOM),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for share in range(5):
        y = most_y * share / 4
        (left, height), (right, _) = at(0, y), at(most_x, y)
        parts.append(f'<path d="M{left} {height:.1f}H{right}" stroke="#d5dbd9"/>')
        parts.append(f'<text x="{left - 8}" y="{height + 4:.1f}" text-anchor="end" fill="#1d2422">{y:g}</text>')
    for x in xs:
        left, height = at(x, 0)
        parts.append(f'<text x="{left:.1f}" y="{height + 20}" text-anchor="middle" fill="#1d2422">{x:,}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 14}" text-anchor="middle" fill="#1d2422">{across}</text>')
    parts.append(f'<text x="{LEFT - 8}" y="{TOP - 12}" text-anchor="end" fill="#1d2422">{up}</text>')
    for index, ((name, ys), color) in enumerate(zip(series.items(), cycle(COLORS), strict=False)):
        points = " ".join(f"{left:.1f},{height:.1f}" for left, height in map(at, xs, ys))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{left:.1f}" cy="{height:.1f}" r="3.5" fill="{color}"/>' for left, height in map(at, xs, ys)
        ]
        row = TOP + 6 + 20 * index
        parts.append(f'<path d="M{LEFT + 20} {row}h26" stroke="{color}" stroke-width="2"/>')
        parts.append(f'<text x="{LEFT + 54}" y="{row + 4}" fill="#1d2422">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _round_up(value: float) -> float:
    """To a number that four steps divide well."""
    step = next(size for power in range(-4, 9) for size in (1 * 10.0**power, 2 * 10.0**power) if size * 4 >= value)
    return step * 4
