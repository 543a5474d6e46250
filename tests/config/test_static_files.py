"""Sheets and scripts as they travel: few, compressed, kept by browsers until they change."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from config.storage import OURS, SCRIPT_COMMENT, STAMP, as_served, collect_what_changed

SERVED = {"staticfiles": {"BACKEND": "config.storage.StaticFiles"}}
ADDRESS = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')
SCRIPTS = sorted(OURS.rglob("*.js"))


@pytest.fixture
def installation(collected: Path, tmp_path: Path):
    """Serves from a folder of its own that holds what was collected."""
    shutil.copytree(collected, tmp_path / "static")
    storages = settings.STORAGES | SERVED
    with override_settings(STATIC_ROOT=tmp_path / "static", STORAGES=storages, WHITENOISE_USE_FINDERS=False):
        yield tmp_path / "static"


@pytest.mark.django_db
@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, deflate, br", "br"), ("gzip", "gzip")])
def test_what_a_page_asks_for_comes_compressed_and_is_kept_until_it_changes(installation, accepted, encoding):
    browser = Client(headers={"accept-encoding": accepted})
    page = browser.get("/account/login/")
    assert page.headers["Content-Encoding"] == encoding
    addresses = ADDRESS.findall(Client().get("/account/login/").text)
    assert len([address for address in addresses if address.endswith(".css")]) == 1
    for address in addresses:
        file = browser.get(address)
        assert (file.status_code, file.headers["Content-Encoding"]) == (200, encoding), address
        assert file.headers["Cache-Control"] == "max-age=315360000, public, immutable", address


def test_modules_import_each_other_by_the_names_that_are_kept(installation):
    (page,) = (installation / "chat").glob("page.*.js")
    imported = re.findall(r'from "([^"]+)"', page.read_text())
    assert imported
    for name in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", name)
        assert (page.parent / name).resolve().exists()


def test_a_second_start_collects_nothing_and_a_later_one_compresses_only_what_is_new(installation):
    assert collect_what_changed() is False

    (installation / STAMP).write_text("an older state of the sources")
    (kept,) = (installation / "css").glob("site.*.css.br")
    (lost,) = (installation / "shell").glob("shell.*.js.br")
    kept.write_bytes(b"made before")
    lost.unlink()
    assert collect_what_changed() is True
    assert kept.read_bytes() == b"made before"
    assert lost.stat().st_size > 0
    assert collect_what_changed() is False


def test_a_sheet_holds_what_it_imports_and_nobody_is_sent_comments(tmp_path):
    (tmp_path / "site.css").write_text('/* In order. */\n@import "base.css";\n')
    (tmp_path / "base.css").write_text('body {\n  /* None. */\n  margin: 0;\n  content: "//";\n}\n')
    code = 'import { a } from "./a.js"; // said beside\n/** @type {string} */ const b = "//";\nrun(a, b);\n'
    (tmp_path / "page.js").write_text(f"/**\n * What it is for.\n */\n{code}  // A line of its own.\n/* Another. */\n")
    assert as_served(tmp_path / "site.css").strip() == 'body {\nmargin: 0;\ncontent: "//";\n}'
    assert as_served(tmp_path / "page.js") == code


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(OURS)))
def test_no_text_of_ours_goes_over_lines_that_lose_their_indentation(script):
    code = SCRIPT_COMMENT.sub("", script.read_text())
    assert [text for text in re.findall(r"`(?:\\.|[^`\\])*`", code) if "\n" in text] == []
