"""Recordings of a voice: told apart by content, and measured. Only the child process runs this, because files come from
strangers.

A browser records Opus in WebM or Ogg, or AAC in MP4. What a recording lasts is read from its own times, because a
recording that was never finished properly, as browsers write them, doesn't say.
"""

import struct
from collections.abc import Iterator
from typing import Any

CONTENT_TYPES = {"webm": "audio/webm", "ogg": "audio/ogg", "mp4": "audio/mp4"}

DAMAGED, UNKNOWN = "damaged", "unknown"

_EBML, _OGG = b"\x1a\x45\xdf\xa3", b"OggS"
OPUS_RATE = 48_000

Answer = tuple[dict[str, Any], list[bytes]]


class _NoVoice(Exception):
    """It is of such a container, but holds something else: pictures, or sound in another form."""


class _Damaged(Exception):
    pass


def is_recording(content: bytes) -> bool:
    """By its first bytes; whether it holds a voice is the child's to find out."""
    return content.startswith((_EBML, _OGG)) or content[4:8] == b"ftyp"


def listen_to(content: bytes) -> Answer:
    """`kind` (a key of CONTENT_TYPES) and `seconds`; or why it is `refused`."""
    try:
        if content.startswith(_OGG):
            return {"kind": "ogg", "seconds": _ogg_seconds(content)}, []
        if content.startswith(_EBML):
            return {"kind": "webm", "seconds": _webm_seconds(content)}, []
        return {"kind": "mp4", "seconds": _mp4_seconds(content)}, []
    except _NoVoice:
        return {"refused": UNKNOWN}, []
    except (_Damaged, struct.error, IndexError, ZeroDivisionError, OverflowError):
        return {"refused": DAMAGED}, []


def _ogg_seconds(content: bytes) -> float:
    """One stream of Opus; the last page says how many samples there are, of which the first are skipped."""
    place, last, serial, skipped = 0, 0, None, 0
    while place < len(content):
        if content[place : place + 4] != _OGG or place + 27 > len(content):
            raise _Damaged
        granule, number = struct.unpack_from("<qI", content, place + 6)
        segments = content[place + 26]
        body = place + 27 + segments
        end = body + sum(content[place + 27 : body])
        if end > len(content):
            raise _Damaged
        if serial is None:
            serial = number
            if content[body : body + 8] != b"OpusHead":
                raise _NoVoice
            skipped = struct.unpack_from("<H", content, body + 10)[0]
        elif number != serial:
            raise _NoVoice
        last = max(last, granule)
        place = end
    return max(0, last - skipped) / OPUS_RATE


_SEGMENT, _INFO, _TRACKS, _TRACK, _CLUSTER, _GROUP = (
    0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675, 0xA0,
)  # fmt: skip
_SCALE, _DURATION, _TYPE, _CODEC, _TIME, _BLOCK, _SIMPLE = 0x2AD7B1, 0x4489, 0x83, 0x86, 0xE7, 0xA1, 0xA3
_MASTERS = frozenset({_SEGMENT, _INFO, _TRACKS, _TRACK, _CLUSTER, _GROUP})
_NANOSECONDS = 1_000_000_000
_SOUND = 2
_LAST_BLOCK_SECONDS = 0.06


def _webm_seconds(content: bytes) -> float:
    """The time of the last block, or what the file says itself."""
    scale, said, cluster, last, sound = 1_000_000, 0.0, 0, -1, False
    for name, data in _elements(content):
        if name == _SCALE:
            scale = int.from_bytes(data)
        elif name == _DURATION:
            said = struct.unpack(">f" if len(data) == 4 else ">d", data)[0]
        elif name == _TYPE and int.from_bytes(data) != _SOUND:
            raise _NoVoice
        elif name == _CODEC:
            if data.rstrip(b"\0") != b"A_OPUS":
                raise _NoVoice
            sound = True
        elif name == _TIME:
            cluster = int.from_bytes(data)
        elif name in (_BLOCK, _SIMPLE):
            _track, length = _number(data, 0, keeps_mark=False)
            last = max(last, cluster + struct.unpack_from(">h", data, length)[0])
    if not sound:
        raise _NoVoice
    if last < 0:
        raise _Damaged
    return max(said * scale / _NANOSECONDS, last * scale / _NANOSECONDS + _LAST_BLOCK_SECONDS)


def _elements(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Walks flat through those that hold others, whose size a live recording leaves open."""
    place = 0
    while place < len(content):
        name, length = _number(content, place, keeps_mark=True)
        place += length
        size, length = _number(content, place, keeps_mark=False)
        place += length
        if name in _MASTERS:
            continue
        if place + size > len(content):
            raise _Damaged
        yield name, content[place : place + size]
        place += size


def _number(content: bytes, place: int, *, keeps_mark: bool) -> tuple[int, int]:
    """A number of one to eight bytes, whose first byte marks by its zeros how many; and how many."""
    first = content[place]
    length = 9 - first.bit_length()
    if length > 8 or place + length > len(content):
        raise _Damaged
    number = int.from_bytes(content[place : place + length])
    return number if keeps_mark else number & ((1 << (7 * length)) - 1), length


_BOXES_WITHIN = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"mvex", b"moof", b"traf"})
_VOICES = (b"mp4a", b"Opus")


def _mp4_seconds(content: bytes) -> float:
    """What its one track of sound lasts; a recording in fragments is the sum of theirs."""
    scale, said, usual, within, total, sound = 0, 0, 0, 0, 0, False
    for name, data in _boxes(content, 0, len(content)):
        if name == b"hdlr" and data[8:12] != b"soun":
            raise _NoVoice
        if name == b"mdhd":
            scale, said = struct.unpack_from(">IQ" if data[0] else ">II", data, 20 if data[0] else 12)
        elif name == b"stsd":
            if data[12:16] not in _VOICES:
                raise _NoVoice
            sound = True
        elif name == b"trex":
            usual = struct.unpack_from(">I", data, 12)[0]
        elif name == b"tfhd":
            within = _usual_in_fragment(data) or usual
        elif name == b"trun":
            total += _run_length(data, within or usual)
    if not sound:
        raise _NoVoice
    return max(said, total) / scale


def _boxes(content: bytes, place: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    while place < end:
        size, name = struct.unpack_from(">I4s", content, place)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", content, place + 8)[0], 16
        elif size == 0:
            size = end - place
        if size < head or place + size > end:
            raise _Damaged
        if name in _BOXES_WITHIN:
            yield from _boxes(content, place + head, place + size)
        elif name != b"mdat":
            yield name, content[place + head : place + size]
        place += size


def _usual_in_fragment(data: bytes) -> int:
    flags = int.from_bytes(data[1:4])
    place = 8 + (8 if flags & 0x1 else 0) + (4 if flags & 0x2 else 0)
    return struct.unpack_from(">I", data, place)[0] if flags & 0x8 else 0


def _run_length(data: bytes, usual: int) -> int:
    flags, count = int.from_bytes(data[1:4]), struct.unpack_from(">I", data, 4)[0]
    if not flags & 0x100:
        return count * usual
    place = 8 + (4 if flags & 0x1 else 0) + (4 if flags & 0x4 else 0)
    step = 4 * sum(bool(flags & flag) for flag in (0x100, 0x200, 0x400, 0x800))
    if place + step * count > len(data):
        raise _Damaged
    return sum(struct.unpack_from(">I", data, place + step * number)[0] for number in range(count))
