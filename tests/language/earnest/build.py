"""Dialogues by which "earnest" is measured. `seen` was looked at while the judge was made; `untouched` never was: don't
look at its errors, write a new one instead."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_HEAD = re.compile(r"(zh|en|mixed): (.*)")


def rows(name: str) -> Iterator[dict[str, Any]]:
    previous, language = "", ""
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if head := _HEAD.match(line):
            language, previous = head.groups()
        elif line[:2] in ("+ ", "- "):
            yield {"previous": previous, "reply": line[2:], "earnest": line.startswith("+"), "lang": language}


def write(name: str, path: Path) -> None:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows(name)) + "\n", encoding="utf-8")
