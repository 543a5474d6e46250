"""The text of a PDF or Word file on standard output, as JSON. A program of its own.

Files come from strangers: it runs as a child process with little memory and time, so that a bomb hurts nobody, and
imports nothing of the product.
"""

import contextlib
import io
import json
import logging
import sys
import zipfile

MAX_PAGES = 40
MAX_CHARACTERS = 60_000
MAX_UNPACKED = 30 * 1024 * 1024
MAX_ENTRIES = 2_000
CPU_SECONDS = 8
MEMORY = 1024 * 1024 * 1024


class Refused(Exception):
    """Carries the code of the refusal."""


def limit_resources() -> None:
    """Less than a web process; where the system can't (Windows), the parent's time limit remains."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  not on every system

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def text_of_pdf(content: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415  after the limits are set

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused("encrypted")
    if len(reader.pages) > MAX_PAGES:
        raise Refused("too_long")
    parts: list[str] = []
    for page in reader.pages:
        parts.append(page.extract_text() or "")
        if sum(map(len, parts)) > MAX_CHARACTERS:
            raise Refused("too_long")
    return "\n".join(parts)


def text_of_docx(content: bytes) -> str:
    from docx import Document  # noqa: PLC0415  after the limits are set
    from docx.table import Table  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise Refused("too_long")
    lines: list[str] = []
    for block in Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            lines += [" ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows]
        else:
            lines.append(block.text)
        if sum(map(len, lines)) > MAX_CHARACTERS:
            raise Refused("too_long")
    return "\n".join(lines)


READERS = {"pdf": text_of_pdf, "docx": text_of_docx}


def main(kind: str) -> None:
    limit_resources()
    logging.disable(logging.CRITICAL)
    try:
        answer = {"text": READERS[kind](sys.stdin.buffer.read())}
    except Refused as refusal:
        answer = {"error": str(refusal)}
    except Exception:  # noqa: BLE001  whatever a parser throws at a stranger's file, the file is at fault
        answer = {"error": "damaged"}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii", "replace"))


if __name__ == "__main__":
    main(sys.argv[1])
