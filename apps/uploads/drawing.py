"""The first page of a Word, Excel or PowerPoint file as LibreOffice draws it. Only the child process runs this, where
it can reach no network, keeps to a folder of its own and takes no more than it may."""

import contextlib
import ctypes
import os
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

FILTERS = {"docx": "writer_pdf_Export", "xlsx": "calc_pdf_Export", "pptx": "impress_pdf_Export"}
_ONLY_FIRST = '{"PageRange":{"type":"string","value":"1"}}'
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000

Answer = tuple[dict[str, Any], list[bytes]]


def print_first_page(content: bytes, kind: str, program: str, seconds: float) -> Answer:
    """`{}` and the page as a PDF; no file where LibreOffice doesn't make one within `seconds`, or where this machine
    doesn't let the child leave the network: what a stranger's file links to is never fetched."""
    if not _leave_network():
        return {}, []
    with tempfile.TemporaryDirectory(prefix="rapport-page-") as name:
        folder = Path(name)
        (folder / f"page.{kind}").write_bytes(content)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            f"pdf:{FILTERS[kind]}:{_ONLY_FIRST}",
            "--outdir",
            name,
            str(folder / f"page.{kind}"),
        ]
        with subprocess.Popen(
            command,
            cwd=folder,
            env={"PATH": os.defpath, "HOME": name, "TMPDIR": name, "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
            # The program starts others, which outlive it where it hangs.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        page = folder / "page.pdf"
        return {}, [page.read_bytes()] if page.is_file() else []


def _leave_network() -> bool:
    """From here on this process and what it starts has no network but an empty one of its own."""
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None, use_errno=True)
        return libc.unshare(_NEW_USER | _NEW_NETWORK) == 0 or libc.unshare(_NEW_NETWORK) == 0
    return False
