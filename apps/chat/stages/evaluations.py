"""How often the stage that is read from a dialogue is the one at which it stands."""

from collections.abc import Sequence

from apps.chat.conversations.models import Conversation
from apps.chat.stages.proposing import PROPOSED
from apps.chat.stages.reading import GREETING, Reading, read_stage
from apps.language.evaluation import Evaluation, Figures, Row, register, turns_of

Judged = Sequence[tuple[Row, dict[str, object]]]


def _predict(rows: Sequence[Row]) -> list[dict[str, object]]:
    readings = [read_stage(turns_of(row)) or Reading(GREETING, 0.0) for row in rows]
    return [{"stage": reading.stage, "sureness": round(reading.sureness, 3)} for reading in readings]


def _is_right(row: Row, said: dict[str, object]) -> bool:
    return bool(row["stage"] == said["stage"])


def _measure(judged: Judged) -> Figures:
    return {"accuracy": (sum(_is_right(row, said) for row, said in judged), len(judged))}


def _detail(judged: Judged) -> Figures:
    """By stage, and of those that would be proposed."""
    of_stage: Figures = {}
    for stage in Conversation.Stage.values:
        own = [(row, said) for row, said in judged if row["stage"] == stage]
        of_stage[stage] = {"recall": (sum(_is_right(row, said) for row, said in own), len(own))}
    proposed = [(row, said) for row, said in judged if float(str(said["sureness"])) >= PROPOSED]
    of_stage["proposed"] = {
        "right": (sum(_is_right(row, said) for row, said in proposed), len(proposed)),
        "share": (len(proposed), len(judged)),
    }
    return of_stage


STAGES = register(
    Evaluation(
        name="stages",
        help=(
            'at which stage a dialogue stands; a row: {"turns": [{"from": "candidate", "text": "…"}], '
            '"stage": "clarify", "lang": "zh"}'
        ),
        needs={"turns": list, "stage": str, "lang": str},
        predict=_predict,
        measure=_measure,
        detail=_detail,
    )
)
