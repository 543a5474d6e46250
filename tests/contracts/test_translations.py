"""Everything that people read exists in Chinese: what `makemessages` finds is translated, and nothing is guessed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from config.benchmark.installation import environment_of
from tests.machine import BASE_DIR
from tests.skips import skip

CATALOGUE = Path("config/locale/zh_Hans/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%[sd]")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> polib.POFile:
    """The catalogue as `makemessages` would leave it, made in a copy."""
    if shutil.which("xgettext") is None:
        skip("gettext")
    copy = tmp_path_factory.mktemp("copy")
    for name in ("apps", "config", "templates", "manage.py"):
        source = BASE_DIR / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    (copy / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "manage.py", "makemessages", "-l", "zh_Hans", "--no-location", "--no-obsolete", "-v0"]
    done = subprocess.run(command, cwd=copy, env=environment_of({}), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return polib.pofile(str(copy / CATALOGUE))


def test_no_text_is_marked_by_a_name_that_the_catalogue_does_not_know():
    """`makemessages` finds calls of `_` and of Django's own names; what another alias marks would be dropped."""
    alias = re.compile(r"\bn?p?gettext(?:_lazy)? as (?!_\b)\w+")
    sources = [path for folder in ("apps", "config") for path in (BASE_DIR / folder).rglob("*.py")]
    assert [path.name for path in sources if alias.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_is_left_in_english(found):
    assert [entry.msgid for entry in found.untranslated_entries()] == []


def test_nothing_is_guessed(found):
    assert [entry.msgid for entry in found.fuzzy_entries()] == []


def test_every_placeholder_survives(found):
    def names(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    single = [entry for entry in found.translated_entries() if not entry.msgid_plural]
    assert [entry.msgid for entry in single if names(entry.msgid) != names(entry.msgstr)] == []


# Letters to people without an account, and the help that answers in a formal tone.
FORMAL = re.compile(
    r"Your e-mail address, if|It's here as #|We have what you wrote|Your feedback #"
    r"|Answer this e-mail|We also get to know which page|We answer to %|Did this answer your question"
    r"|Your question may mean|Please select the article|The following articles come|Please state your question"
    r"|Thank you for confirming|Thank you\. We have noted"
)


def test_members_are_spoken_to_as_one_speaks_among_colleagues(found):
    """你 for candidates, recruiters and operators alike; 您 stays with strangers."""
    spoken = [entry for entry in found if "您" in entry.msgstr + "".join(entry.msgstr_plural.values())]
    assert [entry.msgid for entry in spoken if not FORMAL.match(entry.msgid)] == []


COUNTED = re.compile(
    r"{%\s*blocktranslate\b(?P<how>[^%]*\bcount\b[^%]*)%}(?P<one>.*?){%\s*plural\s*%}(?P<many>.*?){%\s*endblocktranslate",
    re.S,
)


@pytest.mark.parametrize("name", ["django.po", "djangojs.po"])
def test_one_kind_of_quotation_marks_stands_on_chinese_pages(name):
    entries = polib.pofile(str(BASE_DIR / CATALOGUE.with_name(name)))
    texts = [text for entry in entries for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert texts
    assert not [text for text in texts if set(text) & set("「」『』")]


def test_what_is_counted_in_the_same_words_for_one_is_so_for_many():
    """A catalogue knows a counted sentence by its words for one: two that share them would share one translation."""
    plurals: dict[tuple[str, str], set[str]] = {}
    for path in (BASE_DIR / "templates").rglob("*.html"):
        for found_here in COUNTED.finditer(path.read_text()):
            context = "".join(re.findall(r'context "([^"]*)"', found_here["how"]))
            plurals.setdefault((context, found_here["one"]), set()).add(found_here["many"])
    assert [key for key, many in plurals.items() if len(many) > 1] == []
