"""Writes src/engine/data/fixtures/pictures.json: odd picture files, and what Pillow reads of them.

Run by hand: python conformance/record_pictures.py. Needs Pillow 10 or later with WebP.
"""

import base64
import io
import json
import pathlib
import struct
import zlib

from PIL import Image, ImageOps

WIDTH, HEIGHT = 8, 6


def drawn(mode: str = "RGB") -> Image.Image:
    pixels = [(40 + 24 * x, 30 + 36 * y, 200 - 20 * x) for y in range(HEIGHT) for x in range(WIDTH)]
    image = Image.new("RGB", (WIDTH, HEIGHT))
    image.putdata(pixels)
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def turned(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def deep_colours() -> bytes:
    """A PNG of 16 bits a channel, which Pillow cannot write in colour."""
    rows = b"".join(
        b"\0" + b"".join(struct.pack(">HHH", x * 8000 + 7, y * 9000 + 200, 65535 - x * 8000) for x in range(WIDTH))
        for y in range(HEIGHT)
    )

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def deep_grey() -> Image.Image:
    image = Image.new("I;16", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            image.putpixel((x, y), x * 8000 + y * 1000 + 3)
    return image


def seen(data: bytes) -> Image.Image:
    """Upright, 8 bits of each channel, transparent parts on white."""
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    if image.mode.startswith("I;16"):
        deep = struct.unpack(f"<{WIDTH * HEIGHT}H", image.tobytes())
        image = Image.frombytes("L", image.size, bytes(value >> 8 for value in deep))
    if "transparency" in image.info or image.mode in ("LA", "RGBA"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, (255, 255, 255, 255)), image)
    return image.convert("RGB")


def main() -> None:
    colours, palette = drawn(), drawn().quantize(8)
    grey_alpha = Image.merge("LA", (drawn("L"), drawn().split()[0]))
    read = {
        # Every decoder widens halved colours in its own way: these have them whole.
        "baseline JPEG": saved(colours, "JPEG", quality=90, subsampling=0),
        "progressive JPEG": saved(colours, "JPEG", quality=90, subsampling=0, progressive=True),
        "grey JPEG": saved(drawn("L"), "JPEG", quality=90),
        "CMYK JPEG": saved(drawn("CMYK"), "JPEG", quality=90),
        "JPEG on its side": saved(colours, "JPEG", quality=90, subsampling=0, exif=turned(6)),
        "grey PNG of 16 bits": saved(deep_grey(), "PNG"),
        "PNG of 16 bits in colour": deep_colours(),
        "PNG with a palette, partly transparent": saved(palette, "PNG", transparency=bytes([0, 128] + [255] * 6)),
        "PNG with a transparent palette entry": saved(palette, "PNG", transparency=3),
        "PNG with a transparent colour": saved(colours, "PNG", transparency=colours.getpixel((2, 3))),
        "grey PNG, partly transparent": saved(grey_alpha, "PNG"),
        "PNG of one bit": saved(drawn("L").point(lambda value: 255 if value > 128 else 0).convert("1"), "PNG"),
    }
    others = {
        "GIF": saved(palette, "GIF"),
        "WebP": saved(colours, "WEBP", lossless=True),
        "BMP": saved(colours, "BMP"),
        "TIFF": saved(colours, "TIFF"),
    }
    packed = lambda data: base64.b64encode(data).decode()
    found = {
        "read": [
            {"name": name, "file": packed(data), "width": seen(data).width, "pixels": packed(seen(data).tobytes())}
            for name, data in read.items()
        ],
        "others": [{"name": name, "file": packed(data)} for name, data in others.items()],
    }
    path = pathlib.Path(__file__).parent.parent / "src/engine/data/fixtures/pictures.json"
    path.write_text(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
