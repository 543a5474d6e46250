"""How well scams are told from what people write about work."""

from collections import defaultdict
from collections.abc import Sequence

from apps.chat.scam.judging import judge
from apps.chat.scam.rulebook import book_of
from apps.chat.scam.shipped import shipped_rules
from apps.language.evaluation import Evaluation, Figures, Row, register


def _predict(rows: Sequence[Row]) -> list[str]:
    """The family of the trick, "" for none, by the rules that the product brings along."""
    book = book_of(shipped_rules().items())
    found = [judge(row["text"], before=[row["context"]] if row.get("context") else (), book=book) for row in rows]
    return [one.family if one else "" for one in found]


def _measure(judged: Sequence[tuple[Row, str]]) -> Figures:
    scams = [bool(said) for row, said in judged if row["label"] == "scam"]
    others = [bool(said) for row, said in judged if row["label"] != "scam"]
    return {"caught": (sum(scams), len(scams)), "false_alarms": (sum(others), len(others))}


def _detail(judged: Sequence[tuple[Row, str]]) -> Figures:
    groups = defaultdict[str, list[tuple[Row, str]]](list)
    for row, said in judged:
        groups[f"kind {row.get('kind') or '–'}"].append((row, said))
        groups["obfuscated" if row.get("obfuscated") else "plain"].append((row, said))
    return {name: _measure(rows) for name, rows in sorted(groups.items())}


SCAM = register(
    Evaluation(
        name="scam",
        help='is a message a scam; a row: {"text": "…", "label": "scam" or "ok", "kind": "fee", "lang": "zh",'
        ' "obfuscated": false, "context": "the text before it, or nothing"}',
        needs={"text": str, "label": str, "lang": str},
        predict=_predict,
        measure=_measure,
        detail=_detail,
    )
)
