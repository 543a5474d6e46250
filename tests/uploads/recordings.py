"""Recordings made in code: silence in Opus, in Ogg or WebM as browsers write it, and in MP4."""

import struct

_SILENCE = b"\xfc\xff\xfe"
_FRAME = 960
RATE = 48_000


def ogg(seconds: float, *, codec: bytes = b"OpusHead") -> bytes:
    head = codec + struct.pack("<BBHIhB", 1, 1, 0, RATE, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    pages = [_page(0, 0, 2, [head]), _page(1, 0, 0, [tags])]
    frames = int(seconds * RATE / _FRAME)
    for number, first in enumerate(range(0, frames, 50), start=2):
        count = min(50, frames - first)
        pages.append(_page(number, (first + count) * _FRAME, 4 * (first + count == frames), [_SILENCE] * count))
    return b"".join(pages)


def _page(number: int, granule: int, flags: int, packets: list[bytes]) -> bytes:
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, 7, number, 0, len(packets))
    page = bytearray(head + bytes(len(packet) for packet in packets) + b"".join(packets))
    page[22:26] = struct.pack("<I", _checksum(page))
    return bytes(page)


def _checksum(data: bytes) -> int:
    checksum = 0
    for byte in data:
        checksum ^= byte << 24
        for _bit in range(8):
            checksum = ((checksum << 1) ^ 0x04C11DB7 if checksum & 0x80000000 else checksum << 1) & 0xFFFFFFFF
    return checksum


def webm(seconds: float, *, codec: bytes = b"A_OPUS", track_type: int = 2) -> bytes:
    """Clusters of a second and a segment of unknown size, without a duration."""
    track = _element(0xAE, _element(0x83, bytes([track_type])) + _element(0x86, codec))
    out = _element(0x1A45DFA3, _element(0x4282, b"webm"))
    out += b"\x18\x53\x80\x67" + b"\x01" + b"\xff" * 7
    out += _element(0x1549A966, _element(0x2AD7B1, (1_000_000).to_bytes(3))) + _element(0x1654AE6B, track)
    for second in range(int(seconds) + 1):
        blocks = range(0, min(1000, int(seconds * 1000) - second * 1000), 60)
        out += b"\x1f\x43\xb6\x75" + b"\x01" + b"\xff" * 7 + _element(0xE7, (second * 1000).to_bytes(4))
        out += b"".join(_element(0xA3, b"\x81" + struct.pack(">hB", at, 0x80) + _SILENCE) for at in blocks)
    return out


def _element(name: int, data: bytes) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8) + (len(data) | 1 << 28).to_bytes(4) + data


def mp4(seconds: float, *, handler: bytes = b"soun", codec: bytes = b"mp4a", in_fragments: bool = False) -> bytes:
    scale = 44_100
    said = 0 if in_fragments else int(seconds * scale)
    hdlr = _box(b"hdlr", bytes(8) + handler + bytes(13))
    stsd = _box(b"stsd", bytes(4) + struct.pack(">I", 1) + struct.pack(">I4s", 36, codec) + bytes(28))
    mdhd = _box(b"mdhd", bytes(12) + struct.pack(">II", scale, said) + bytes(4))
    media = _box(b"mdia", mdhd + hdlr + _box(b"minf", _box(b"stbl", stsd)))
    trex = _box(b"mvex", _box(b"trex", bytes(4) + struct.pack(">5I", 1, 1, 1024, 0, 0)))
    moov = _box(b"moov", _box(b"trak", media) + (trex if in_fragments else b""))
    out = _box(b"ftyp", b"isom" + bytes(4) + b"iso5") + moov
    if in_fragments:
        count = int(seconds * scale / 1024)
        run = _box(b"trun", bytes(4) + struct.pack(">I", count))
        out += _box(b"moof", _box(b"traf", _box(b"tfhd", bytes(4) + struct.pack(">I", 1)) + run))
    return out + _box(b"mdat", bytes(64))


def _box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data) + 8, name) + data
