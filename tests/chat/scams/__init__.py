"""Texts that the guard against scams is measured by, and never learns from."""

from pathlib import Path

from apps.chat.scam.judging import judge
from apps.chat.scam.rulebook import RuleBook


def texts(name: str) -> list[str]:
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def warned_of(name: str, book: RuleBook) -> list[str]:
    """Those of the texts that readers are warned of."""
    return [text for text in texts(name) if judge(text, book=book)]
