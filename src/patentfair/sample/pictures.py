"""Plates for the sample exhibits: plain geometry, drawn here, the same for the same name."""

from __future__ import annotations

from io import BytesIO
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

__all__ = ["plate"]

SIZE = (1600, 1000)
PAPER, INK = "#f4f2ec", "#14202e"
TONES = ("#a92b16", "#1f5180", "#1c6242", "#7d5100", "#5b5578")


def plate(name: str, motif: str) -> bytes:
    """A picture of 1600 by 1000 pixels as PNG; `motif` is `waves`, `cells`, `layers`, `rays` or `nodes`."""
    random = Random(name)  # noqa: S311 - believable variety, no secrets
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    tone = TONES[random.randrange(len(TONES))]
    {"waves": _waves, "cells": _cells, "layers": _layers, "rays": _rays, "nodes": _nodes}[motif](draw, random, tone)
    draw.rectangle((40, 40, SIZE[0] - 40, SIZE[1] - 40), outline=INK, width=3)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _waves(draw: ImageDraw.ImageDraw, random: Random, tone: str) -> None:
    for row in range(9):
        height, length, phase = random.uniform(18, 60), random.uniform(160, 420), random.uniform(0, 6)
        line = [(x, 150 + 88 * row + height * sin(2 * pi * x / length + phase)) for x in range(60, 1541, 6)]
        draw.line(line, fill=tone if row % 3 == 1 else INK, width=10 if row % 3 == 1 else 3)


def _cells(draw: ImageDraw.ImageDraw, random: Random, tone: str) -> None:
    side = 74
    for row in range(8):
        for column in range(12):
            x, y = 120 + column * side * 1.74 + (row % 2) * side * 0.87, 130 + row * side * 1.5
            if y > 920 or x > 1500:
                continue
            corners = [(x + side * cos(pi / 6 + k * pi / 3), y + side * sin(pi / 6 + k * pi / 3)) for k in range(6)]
            draw.polygon(corners, fill=tone if random.random() < 0.14 else None, outline=INK, width=3)


def _layers(draw: ImageDraw.ImageDraw, random: Random, tone: str) -> None:
    top = 140
    while top < 860:
        height = random.choice((14, 26, 44, 80))
        colour = random.choice((PAPER, INK, tone, "#d8d4c8", "#d8d4c8"))
        draw.rectangle((150, top, 1450, top + height), fill=colour, outline=INK, width=3)
        if height == 80:
            for x in range(190, 1420, 110):
                draw.ellipse((x, top + 18, x + 44, top + 62), fill=PAPER if colour != PAPER else tone, outline=INK)
        top += height


def _rays(draw: ImageDraw.ImageDraw, random: Random, tone: str) -> None:
    focus = (random.randint(1050, 1250), 500)
    for at in range(13):
        y = 120 + at * 63
        draw.line([(60, y), (700, y), focus], fill=tone if at % 4 == 2 else INK, width=8 if at % 4 == 2 else 3)
        draw.line([focus, (1540, 2 * focus[1] - y)], fill=INK, width=2)
    draw.ellipse((620, 90, 780, 910), fill="#e6eef6", outline=INK, width=4)
    draw.ellipse((focus[0] - 16, 484, focus[0] + 16, 516), fill=tone)


def _nodes(draw: ImageDraw.ImageDraw, random: Random, tone: str) -> None:
    points = [(random.randint(140, 1460), random.randint(130, 870)) for _ in range(26)]
    for at, one in enumerate(points):
        by_distance = sorted(((x - one[0]) ** 2 + (y - one[1]) ** 2, (x, y)) for x, y in points)
        for _distance, other in by_distance[1:4]:
            draw.line([one, other], fill=INK, width=3)
        radius = 34 if at % 6 == 0 else 16
        box = (one[0] - radius, one[1] - radius, one[0] + radius, one[1] + radius)
        draw.ellipse(box, fill=tone if at % 6 == 0 else PAPER, outline=INK, width=4)
