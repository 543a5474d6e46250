"""What every template keeps to: nothing inline, icons that exist, links that are safe."""

import re
from zipfile import ZipFile

import lucide
import pytest
from django.conf import settings

ROOT = settings.BASE_DIR / "templates"
PAGES = [path for path in ROOT.rglob("*.html") if path.relative_to(ROOT).parts[0] not in ("email", "admin")]
ICONS = {
    name.removesuffix(".svg") for name in ZipFile(f"{lucide.__path__[0]}/lucide.zip").namelist() if name.endswith("svg")
}


def name_of(path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_nothing_is_inline(path):
    text = path.read_text()
    assert not re.search(r"""\sstyle\s*=\s*["']""", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"""\son[a-z]+\s*=\s*["']|\shx-on|["']javascript:|["']js:""", text)
    for script in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script, script


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_icons_exist(path):
    text = path.read_text()
    named = re.findall(r'\{% (?:icon|lucide) "([\w-]+)"', text)
    named += re.findall(r'\{% nav_item "[\w:]+" "([\w-]+)"', text)
    named += re.findall(r'\{% include "components/[^%]*?\bicon="([\w-]+)"', text)
    assert not set(named) - ICONS
