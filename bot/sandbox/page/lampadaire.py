"""The sample photo: a street at dusk, drawn, whose nearest lamp is dead."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Box = tuple[float, float, float, float]
Colour = tuple[int, int, int]

WIDTH, HEIGHT = 1280, 960
HORIZON = 640
SKY_TOP: Colour = (27, 38, 66)
SKY_LOW: Colour = (214, 138, 112)
WALLS: Colour = (24, 29, 44)
PAVEMENT: Colour = (38, 43, 54)
STEEL: Colour = (13, 16, 24)
DEAD_GLASS: Colour = (58, 66, 80)
GLOW: Colour = (255, 190, 106)
LIT: Colour = (255, 232, 188)


@cache
def picture() -> bytes:
    """A JPEG of 1280 × 960 pixels, always the same."""
    image = _sky()
    chance = Random(9)  # noqa: S311 (where windows are lit, nothing secret)
    _houses(image, chance)
    _street(image)
    for x, top, scale in ((1105, 392, 0.46), (915, 470, 0.3), (800, 520, 0.2)):
        _lamp(image, x, top, scale, lit=True)
    _lamp(image, 400, 90, 1.15, lit=False)
    shown = BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.8)).save(shown, "JPEG", quality=86)
    return shown.getvalue()


def _sky() -> Image.Image:
    column = Image.new("RGB", (1, HEIGHT))
    for y in range(HEIGHT):
        share = min(y / HORIZON, 1) ** 1.7
        column.putpixel((0, y), _between(SKY_TOP, SKY_LOW, share))
    return column.resize((WIDTH, HEIGHT))


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _houses(image: Image.Image, chance: Random) -> None:
    pen = ImageDraw.Draw(image)
    left = -20
    while left < WIDTH:
        width, top = chance.randint(110, 210), chance.randint(330, 500)
        pen.rectangle((left, top, left + width, HORIZON + 20), fill=WALLS)
        _windows(pen, chance, (left + 18, top + 26, left + width - 24, HORIZON - 30))
        left += width + chance.randint(-6, 26)


def _windows(pen: ImageDraw.ImageDraw, chance: Random, wall: Box) -> None:
    left, top, right, bottom = (int(edge) for edge in wall)
    for y in range(top, bottom, 44):
        for x in range(left, right, 34):
            colour = _between(WALLS, GLOW, 0.75 if chance.random() < 0.22 else 0.07)
            pen.rectangle((x, y, x + 14, y + 22), fill=colour)


def _street(image: Image.Image) -> None:
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, HORIZON, WIDTH, HEIGHT), fill=PAVEMENT)
    pen.polygon([(640, HORIZON), (760, HORIZON), (1280, HEIGHT), (430, HEIGHT)], fill=(27, 31, 41))
    pen.line([(640, HORIZON), (430, HEIGHT)], fill=(84, 88, 98), width=5)
    for near, far in ((0.02, 0.1), (0.18, 0.34), (0.46, 0.78)):
        start, end = (HORIZON + (HEIGHT - HORIZON) * share for share in (near, far))
        pen.line(
            [(705 + near * 165, start), (705 + far * 165, end)], fill=(126, 126, 126), width=4
        )


def _lamp(image: Image.Image, x: float, top: float, scale: float, *, lit: bool) -> None:
    """A post, its arm and its head; the dead one has a grey, cracked glass."""
    foot = HORIZON + 300 * scale**1.3
    arm, thick = x + 150 * scale, max(3, round(17 * scale))
    head: Box = (arm - 62 * scale, top + 4 * scale, arm + 62 * scale, top + 40 * scale)
    pen = ImageDraw.Draw(image)
    pen.line([(x, foot), (x, top + 20 * scale)], fill=STEEL, width=thick)
    pen.line([(x, top + 20 * scale), (arm, top + 8 * scale)], fill=STEEL, width=thick)
    pen.rounded_rectangle(
        (x - 22 * scale, foot - 90 * scale, x + 22 * scale, foot), 6 * scale, fill=STEEL
    )
    pen.rounded_rectangle(head, 16 * scale, fill=STEEL)
    glass: Box = (
        head[0] + 9 * scale,
        head[3] - 9 * scale,
        head[2] - 9 * scale,
        head[3] + 7 * scale,
    )
    pen.rounded_rectangle(glass, 7 * scale, fill=LIT if lit else DEAD_GLASS)
    if lit:
        _shine(image, arm, head[3], 210 * scale)
    else:
        _crack(pen, glass)


def _crack(pen: ImageDraw.ImageDraw, glass: Box) -> None:
    left, top, right, bottom = glass
    middle = left + (right - left) * 0.56
    zigzag = [(middle - 14, top), (middle, top + 8), (middle - 7, top + 11), (middle + 9, bottom)]
    pen.line(zigzag, fill=STEEL, width=4)


def _shine(image: Image.Image, x: float, y: float, reach: float) -> None:
    halo = Image.new("RGB", image.size)
    pen = ImageDraw.Draw(halo)
    pen.ellipse(
        (x - reach * 0.45, y - reach * 0.45, x + reach * 0.45, y + reach * 0.45), fill=GLOW
    )
    pen.ellipse((x - reach, HORIZON + 8, x + reach, HORIZON + 8 + reach * 0.4), fill=(110, 78, 46))
    image.paste(ImageChops.screen(image, halo.filter(ImageFilter.GaussianBlur(reach * 0.22))))
