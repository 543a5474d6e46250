"""Colours can be read, in light and dark."""

import re

import pytest
from django.conf import settings

CSS = settings.BASE_DIR / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
HUES = ("accent", "info", "good", "warn", "bad", "warm")


def block(start: str) -> dict[str, str]:
    """The custom properties of the first rule that starts so."""
    body = TOKENS[TOKENS.index(start) + len(start) :].split("}")[0]
    return dict(re.findall(r"--([\w-]+): ([^;]+);", body))


LIGHT = block(":root {")
DARK = block(':root[data-theme="dark"] {')
THEMES = {"light": LIGHT, "dark": LIGHT | DARK}


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's ratio, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


TEXT = [
    *(("ink", ground) for ground in ("paper", "surface", "sunken", "bubble-mine")),
    *(("muted", ground) for ground in ("paper", "surface", "sunken", "bubble-mine")),
    *((f"{hue}-ink", ground) for hue in HUES for ground in ("paper", "surface", f"{hue}-soft")),
    *((text, f"{hue}-soft") for hue in HUES for text in ("ink", "muted")),
    ("accent-ink", "sunken"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-bad", "bad"),
    *(("on-avatar", f"avatar-{number}") for number in range(8)),
]
SHAPES = [
    *(("edge", ground) for ground in ("paper", "surface", "sunken")),
    *(("accent", ground) for ground in ("paper", "surface")),
    *(("bad", ground) for ground in ("paper", "surface")),
    *(("good", ground) for ground in ("paper", "surface")),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(theme, text, ground):
    tokens = THEMES[theme]
    assert contrast(tokens[text], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_edges_and_states_can_be_seen(theme, shape, ground):
    tokens = THEMES[theme]
    assert contrast(tokens[shape], tokens[ground]) >= 3


def test_dark_by_choice_is_dark_by_device():
    assert block(':root:not([data-theme="light"]) {') == DARK


def test_only_the_tokens_name_colours():
    for path in sorted((settings.BASE_DIR / "static").rglob("*.css")):
        if path.name not in ("tokens.css", "print.css"):
            assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|rgba?\(|hsla?\(", path.read_text()), path.name


def test_every_colour_that_is_used_exists():
    """Among the tokens, or in a style of the same app."""
    names = re.compile(r"--([\w-]+):")
    static = settings.BASE_DIR / "static"
    for path in static.rglob("*.css"):
        # `--color-…` are the console's own.
        used = set(re.findall(r"var\(--((?!color-)[\w-]+)", path.read_text()))
        app = static / path.relative_to(static).parts[0]
        defined = set(LIGHT).union(*(names.findall(other.read_text()) for other in app.rglob("*.css")))
        assert used <= defined, (path.name, used - defined)


def test_nothing_that_leads_back_is_on_paper():
    hidden = re.search(r":is\(([^)]*)\)\s*\{\s*display: none", (CSS / "print.css").read_text())
    assert hidden
    links = {
        name
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r'<a class="([\w-]*back)"', path.read_text())
    }
    assert links
    assert links <= {name.strip(". ") for name in hidden[1].split(",")}
