"""Draws color.png and outline.png: a speech bubble with a check mark. Needs Python's standard library only; run it after changing a shape.

Teams' rules (learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package): color.png is 192 x 192, a solid full square with the
symbol inside the middle 96 x 96; outline.png is 32 x 32, nothing but white and transparent, without padding.
"""
import math
import pathlib
import struct
import zlib

HERE = pathlib.Path(__file__).parent
INDIGO = (79, 82, 178)
WHITE = (255, 255, 255)


def write_png(name, size, pixel):
    rows = b"".join(b"\0" + b"".join(bytes(pixel(x, y)) for x in range(size)) for y in range(size))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)  # 8 bits, RGBA
    (HERE / name).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def to_rounded_box(x, y, left, top, right, bottom, radius):
    """Distance to a rounded rectangle; negative inside."""
    dx = abs(x - (left + right) / 2) - (right - left) / 2 + radius
    dy = abs(y - (top + bottom) / 2) - (bottom - top) / 2 + radius
    return math.hypot(max(dx, 0), max(dy, 0)) + min(max(dx, dy), 0) - radius


def to_segment(x, y, ax, ay, bx, by):
    t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    t = max(0, min(1, t))
    return math.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay))


def in_triangle(x, y, corners):
    sides = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1])]
    return all(side >= 0 for side in sides) or all(side <= 0 for side in sides)


# Both shapes in units of the symbol's own square: 0 to 1, y downwards.
def in_bubble(x, y, shrink=0.0):
    tail = [(0.20 + shrink, 0.72 - shrink), (0.20 + shrink, 1.04 - 2.4 * shrink), (0.48 - 1.2 * shrink, 0.72 - shrink)]
    return to_rounded_box(x, y, 0, 0, 1, 0.78, 0.17) <= -shrink or in_triangle(x, y, tail)


def on_check(x, y, width):
    return min(to_segment(x, y, 0.29, 0.40, 0.44, 0.55), to_segment(x, y, 0.44, 0.55, 0.72, 0.24)) <= width / 2


def share(x, y, size, inside, samples=8):
    """How much of a pixel is inside, from 0 to 1."""
    steps = [(i + 0.5) / samples for i in range(samples)]
    return sum(inside((x + i) / size, (y + j) / size) for i in steps for j in steps) / samples ** 2


def color(x, y):
    left, top, size = 51, 50, 90
    ink = share(x - left, y - top, size, lambda u, v: in_bubble(u, v) and not on_check(u, v, 0.11))
    return tuple(round(paper + (white - paper) * ink) for paper, white in zip(INDIGO, WHITE)) + (255,)


def outline(x, y):
    def line(u, v):
        return (in_bubble(u, v) and not in_bubble(u, v, 0.075)) or on_check(u, v, 0.10)

    return WHITE + (255 if share(x, y, 32, line) >= 0.5 else 0,)


write_png("color.png", 192, color)
write_png("outline.png", 32, outline)
