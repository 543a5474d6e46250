"""The rules and examples that the product brings along."""

from pathlib import Path

from apps.chat.scam.rulebook import read_families

FOLDER = Path(__file__).parent.parent / "content"


def shipped_rules() -> dict[str, str]:
    """The patterns of each trick, as text."""
    return read_families((FOLDER / "scam_rules.txt").read_text(encoding="utf-8"))


def shipped_examples() -> dict[str, list[str]]:
    """Texts by their label, "scam" or "ok": a block is headed by `## label kind language`, an example is a line."""
    found: dict[str, list[str]] = {"scam": [], "ok": []}
    label = "ok"
    for line in (FOLDER / "scam_examples.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            label = line.split()[1]
        elif line and not line.startswith("#"):
            found[label].append(line)
    return found
