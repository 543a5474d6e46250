"""The first page of an office file, drawn where LibreOffice is installed. A small program stands in for it here."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from apps.chat.files import reading
from apps.chat.files.reading import draw_office_page, read_document
from apps.uploads.limits import Work
from tests.matching import documents
from tests.uploads import office_files

SHORT = Work(cpu_seconds=5, seconds=7, memory=1024**3, file_bytes=1024**2)


def leaves_networks() -> bool:
    """Whether this machine lets a process step out of its network. Where it doesn't, nothing is drawn."""
    tried = [
        subprocess.run(["unshare", *flags, "true"], capture_output=True, check=False) for flags in (["-rn"], ["-n"])
    ]
    return any(one.returncode == 0 for one in tried)


@pytest.fixture
def install(tmp_path: Path, monkeypatch):
    """`install("…")` puts a `soffice` in place that does this; `page` is where its PDF is to be, `pdf` a good one."""

    def put(body: str) -> None:
        (tmp_path / "good.pdf").write_bytes(documents.pdf("Drawn by soffice"))
        program = tmp_path / "soffice"
        program.write_text(
            f"#!{sys.executable} -I\nimport os, pathlib, shutil, socket, subprocess, sys, time\n"
            "page = pathlib.Path(sys.argv[-1]).with_suffix('.pdf')\n"
            f"pdf = {str(tmp_path / 'good.pdf')!r}\n{body}\n"
        )
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    return put


@pytest.mark.parametrize("name", ["cv.docx", "pay.xlsx", "talk.pptx"])
def test_its_first_page_is_drawn_beside_its_text(install, name: str):
    install("assert '--headless' in sys.argv and os.environ['HOME'] in sys.argv[1]; shutil.copy(pdf, page)")
    made = {"docx": documents.docx, "xlsx": lambda text: office_files.xlsx((text,)), "pptx": office_files.pptx}
    kept = read_document(name, made[name.rpartition(".")[2]]("Five years"))
    assert "Five years" in kept.facts["text"]
    assert (kept.page_follows, kept.thumbnail) == (True, b"")
    size, page = draw_office_page(kept.content, kept.extension)
    assert bool(page) == bool(size) == leaves_networks()
    assert kept.content.startswith(b"PK")


def test_it_reaches_no_network_and_sees_none_of_our_secrets(install, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("SECRET_KEY", "ours")
    with socket.create_server(("127.0.0.1", 0)) as server:
        install(
            f"assert 'SECRET_KEY' not in os.environ\n"
            f"try: socket.create_connection(('127.0.0.1', {server.getsockname()[1]}), timeout=2)\n"
            "except OSError: shutil.copy(pdf, page)"
        )
        assert bool(draw_office_page(documents.docx("Five years"), "docx")[1]) == leaves_networks()


@pytest.mark.parametrize(
    "body", ["sys.exit(1)", "page.write_bytes(b'%PDF-1.7 no page')", "page.write_bytes(b'x' * 2**21)"]
)
def test_what_it_cannot_draw_has_no_page(install, monkeypatch, body: str):
    monkeypatch.setattr(reading, "OFFICE_PAGE", SHORT)
    install(body)
    assert draw_office_page(documents.docx("Five years"), "docx") == ({}, b"")


def test_one_that_hangs_ends_with_all_that_it_started(install, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(reading, "OFFICE_PAGE", SHORT)
    install(f"subprocess.Popen(['sleep', '987']); pathlib.Path({str(tmp_path / 'began')!r}).touch(); time.sleep(600)")
    assert draw_office_page(documents.docx("Five years"), "docx") == ({}, b"")
    assert (tmp_path / "began").exists() == leaves_networks()
    time.sleep(0.2)
    running = [Path(f"/proc/{number}/cmdline") for number in os.listdir("/proc") if number.isdecimal()]
    assert not [one for one in running if one.exists() and one.read_bytes() == b"sleep\x00987\x00"]
    assert not list(Path("/tmp").glob("rapport-page-*/page.docx"))


def test_without_it_the_text_stands_alone(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    kept = read_document("cv.docx", documents.docx("Five years"))
    assert (kept.page_follows, kept.facts["text"]) == (False, "Five years")
    assert draw_office_page(kept.content, "docx") == ({}, b"")
