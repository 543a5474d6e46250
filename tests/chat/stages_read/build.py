"""Dialogues by which the reading of stages is measured. Nobody looked at them for it: don't look at its errors, write
new ones instead."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HEAD = re.compile(r"(zh|en|mixed) (\w+)$")
_SIDES = {"c: ": "candidate", "r: ": "recruiter"}


def rows(name: str) -> Iterator[dict[str, Any]]:
    row: dict[str, Any] = {}
    text = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    for line in [*text.splitlines(), ""]:
        if head := _HEAD.match(line):
            row = {"turns": [], "stage": head[2], "lang": head[1]}
        elif line[:3] in _SIDES:
            row["turns"].append({"from": _SIDES[line[:3]], "text": line[3:]})
        elif not line and row:
            yield row
            row = {}


def write(name: str, path: Path) -> None:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows(name)) + "\n", encoding="utf-8")
