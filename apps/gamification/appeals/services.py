"""Appeals about awards that were taken back: made once by their person, decided by somebody else than who took it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import Conflict, InvalidInput, NotFound
from apps.gamification.appeals.kinds import APPEAL_STANDS
from apps.gamification.appeals.models import MOST, Appeal
from apps.gamification.awards.corrections import restore_award
from apps.gamification.awards.models import Award, AwardEntry
from apps.gamification.members.services import lock_members
from apps.notifications.deciding.services import notify


class NothingToAppeal(Conflict):
    code = "nothing_to_appeal"
    message = _("This award isn't taken back, or it counts again by now.")


class AppealDecided(Conflict):
    code = "appeal_decided"
    message = _("Somebody has decided about it already.")


class NeedsAnotherOperator(Conflict):
    code = "needs_another_operator"
    message = _("You took the award back, or it is yours. Another operator looks at it.")


@transaction.atomic
def appeal(*, person: User, award_id: int, text: str, now: datetime) -> Appeal:
    """The same again is the appeal that there is. Raises NotFound for another one's award, NothingToAppeal,
    InvalidInput."""
    award = Award.objects.filter(pk=award_id, person=person).first()
    if award is None:
        raise NotFound
    entry = award.entries.filter(answered_by=None, kind=AwardEntry.Kind.REVERSED).first()
    if entry is None:
        raise NothingToAppeal
    text = text.strip()
    if not text or len(text) > MOST:
        raise InvalidInput(
            _("Say in a few words why it was earned, at most %(n)d characters.") % {"n": MOST}, field="text"
        )
    try:
        with transaction.atomic():
            return Appeal.objects.create(entry=entry, person=person, text=text, made_at=now)
    except IntegrityError:
        return Appeal.objects.get(entry=entry)


@transaction.atomic
def decide_appeal(*, appeal_id: int, operator: User, gives_back: bool, words: str = "", now: datetime) -> Appeal:
    """`words` say to the person why it stays. Of two who decide at once the later is told. Raises AppealDecided,
    NeedsAnotherOperator, InvalidInput, NotFound."""
    person_id = Appeal.objects.values_list("person_id", flat=True).filter(pk=appeal_id).first()
    if person_id is None:
        raise NotFound
    member = lock_members(person_id)[person_id]
    found = Appeal.objects.select_for_update(of=("self",)).select_related("entry__award__decision").get(pk=appeal_id)
    award = found.entry.award
    if found.result != Appeal.Outcome.OPEN:
        raise AppealDecided
    if operator.pk in (found.entry.by_id, person_id, award.decision.counterparty_id):
        raise NeedsAnotherOperator
    words = words.strip()
    if not gives_back and not words:
        raise InvalidInput(_("Say to the person why it stays taken back."), field="words")
    found.outcome = Appeal.Outcome.RESTORED if gives_back else Appeal.Outcome.STANDS
    found.words, found.decided_by, found.decided_at = words[:MOST], operator, now
    if gives_back:
        restore_award(award=award, operator=operator, now=now, cause=f"appeal:{found.pk}")
    elif not member.hides_all:
        notify(
            person=member.person,
            kind=APPEAL_STANDS,
            cause=f"award-appeal:{found.pk}",
            facts={"words": found.words},
            url=reverse("gamification:points"),
            now=now,
        )
    found.save()
    return found


def close_answered(*, entry_id: int) -> bool:
    """Ends the appeal whose award was given back by another door than its own, by this entry. Its person was told with
    the award."""
    entry = AwardEntry.objects.get(pk=entry_id)
    waiting = Appeal.objects.filter(entry=entry.answers_id, outcome=Appeal.Outcome.OPEN)
    return bool(waiting.update(outcome=Appeal.Outcome.RESTORED, decided_by=entry.by_id, decided_at=entry.created_at))
