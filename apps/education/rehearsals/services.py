"""Rehearsals: as they are shipped, and how people try them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from apps.accounts.models import User
from apps.education.rehearsals.errors import NothingSaid, PracticeMovedOn, SaidTooMuch
from apps.education.rehearsals.freely import said_freely
from apps.education.rehearsals.judging import Verdict, judge
from apps.education.rehearsals.models import MAX_SAID, Practice, PracticeLine, Rehearsal, RehearsalTurn, fingerprint
from apps.education.rehearsals.scripts import script_of, shipped_scripts, write_script
from apps.language import UnusableText, clean, detect

_STEP = 10
MOST_LINES = 60
"""Replies in one practice; after them one begins again."""


@transaction.atomic
def load_rehearsals() -> int:
    """Brings the shipped ones in: new ones are published, those that nobody edited get the words of this release.

    What operators changed, unpublished or deleted stays as they left it. Returns how many were written.
    """
    deleted = set(Rehearsal.history.filter(history_type="-").values_list("slug", flat=True))
    written = 0
    for place, (slug, script) in enumerate(shipped_scripts().items(), start=1):
        rehearsal = Rehearsal.objects.select_for_update().filter(slug=slug).first()
        if rehearsal is None and slug in deleted:
            continue
        if rehearsal is None:
            rehearsal = Rehearsal(slug=slug, position=place * _STEP, is_published=True)
        else:
            now = fingerprint(script_of(rehearsal))
            if now != rehearsal.seeded_fingerprint or now == fingerprint(script):
                continue
        rehearsal.seeded_fingerprint = fingerprint(script)
        write_script(rehearsal, script)
        written += 1
    return written


@transaction.atomic
def begin(*, rehearsal: Rehearsal, person: User, now: datetime | None = None) -> Practice:
    """Starts, or starts anew: what was said before is forgotten, that it was finished isn't."""
    first = rehearsal.turns.order_by("position").first()
    practice, _is_new = Practice.objects.select_for_update().update_or_create(
        rehearsal=rehearsal, person=person, defaults={"turn": first, "says": "", "began_at": now or timezone.now()}
    )
    practice.lines.all().delete()
    return practice


def reply(*, practice: Practice, step: int, text: str, now: datetime | None = None) -> PracticeLine:
    """Says something to the turn that waits; `step` is how many replies there were when it was written.
    It is judged, and a model asked for the counterpart's words, before anything is locked, and written where nothing
    happened meanwhile. Raises NothingSaid, SaidTooMuch or PracticeMovedOn."""
    now = now or timezone.now()
    said = _cleaned(text)
    practice = Practice.objects.select_related("turn").get(pk=practice.pk)
    before = list(practice.lines.values_list("said", flat=True))
    turn = practice.turn
    if turn is None or step != len(before) or len(before) >= MOST_LINES:
        raise PracticeMovedOn
    asked = turn.says_zh if detect(said) == "zh" else turn.says_en
    branches = list(turn.branches.select_related("leads_to"))
    verdict = judge(asked=asked, said=said, before=before, branches=branches)
    says = said_freely(practice, said=said, script=_next_turn(turn, verdict))
    with transaction.atomic():
        practice = Practice.objects.select_for_update().get(pk=practice.pk)
        if practice.turn_id != turn.pk or list(practice.lines.values_list("said", flat=True)) != before:
            raise PracticeMovedOn
        return _written(practice, turn=turn, said=said, verdict=verdict, says=says, now=now)


def _next_turn(turn: RehearsalTurn, verdict: Verdict) -> RehearsalTurn | None:
    return verdict.branch.leads_to if verdict.branch else turn


def _written(
    practice: Practice, *, turn: RehearsalTurn, said: str, verdict: Verdict, says: str, now: datetime
) -> PracticeLine:
    """The reply and where it leads; the practice is locked."""
    line = PracticeLine.objects.create(
        practice=practice,
        position=practice.lines.count() + 1,
        turn=turn,
        branch=verdict.branch,
        asked=practice.says,
        said=said,
        is_earnest=verdict.is_earnest,
        said_at=now,
    )
    practice.turn, practice.says = _next_turn(turn, verdict), says
    if practice.turn is None:
        practice.finished_at, practice.times_finished = now, practice.times_finished + 1
    practice.save()
    return line


def _cleaned(text: str) -> str:
    try:
        return clean(text, max_length=MAX_SAID)
    except UnusableText as error:
        raise (SaidTooMuch if error.code == "too_long" else NothingSaid)(field="text") from error
