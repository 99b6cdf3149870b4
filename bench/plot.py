"""A curve as SVG, written by hand: few elements, readable in light and dark, no library."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

__all__ = ["growth_plot", "memory_plot"]

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 40, 44
POINTS = 400


def memory_plot(samples: Sequence[tuple[int, int]], title: str, figures: str) -> str:
    """Resident memory over documents: `samples` are (documents imported so far, bytes), in order.

    Of many samples the highest of each stretch is drawn. `figures` is a line of text under the title.
    """
    return _curve([(x, size / 2**20) for x, size in samples], title, figures, "documents imported", "MiB")


def growth_plot(samples: Sequence[tuple[int, float]], title: str, figures: str) -> str:
    """Time over size: `samples` are (earlier grants, milliseconds), in order."""
    return _curve(samples, title, figures, "earlier grants", "ms")


def _curve(values: Sequence[tuple[int, float]], title: str, figures: str, x_name: str, unit: str) -> str:
    most_x = max((x for x, _ in values), default=0) or 1
    step = _step(max((size for _, size in values), default=0))
    top = step * (1 + int(max((size for _, size in values), default=0) // step))

    def x(documents: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * documents / most_x

    def y(size: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * size / top

    stretch = max(1, len(values) // POINTS)
    highest = [max(values[at : at + stretch], key=lambda pair: pair[1]) for at in range(0, len(values), stretch)]
    curve = " ".join(f"{x(documents):.1f},{y(size):.1f}" for documents, size in highest)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(title)}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="16" font-size="14" fill="#111">{escape(title)}</text>',
        f'<text x="{LEFT}" y="32" fill="#555">{escape(figures)}</text>',
    ]
    for line in range(top // step + 1):
        place = y(line * step)
        lines += [
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{place:.1f}" y2="{place:.1f}" stroke="#ddd"/>',
            f'<text x="{LEFT - 8}" y="{place + 4:.1f}" text-anchor="end" fill="#555">{line * step} {unit}</text>',
        ]
    for quarter in range(5):
        documents = most_x * quarter // 4
        anchor = "end" if quarter == 4 else "middle"
        lines.append(
            f'<text x="{x(documents):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="{anchor}" fill="#555">'
            f"{documents:,}</text>"
        )
    lines += [
        f'<text x="{(WIDTH + LEFT) / 2:.0f}" y="{HEIGHT - 8}" text-anchor="middle" fill="#555">{x_name}</text>',
        f'<polyline points="{curve}" fill="none" stroke="#1a5fb4" stroke-width="1.5"/>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _step(most: float) -> int:
    """A round distance of lines, so that there are at most eight."""
    for step in (10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000):
        if most / step <= 8:
            return step
    return 10_000
