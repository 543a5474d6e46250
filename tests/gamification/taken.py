from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from apps.accounts.models import User
from apps.gamification.appeals.services import appeal
from apps.gamification.awards.corrections import reverse_award
from apps.gamification.grants.services import ask_grant
from apps.gamification.models import Appeal, Award
from tests.gamification.judging import judge
from tests.gamification.talks import answer_deed
from tests.people import OperatorFactory


def taken_back(person: User) -> Award:
    """Something that an operator gave them and took back."""
    operator, now = OperatorFactory(), timezone.now()
    fields = {"points": 5, "why": "sorry", "note": "By mistake.", "client_id": uuid4()}
    award = ask_grant(person_id=person.pk, operator=operator, now=now, **fields).award
    assert award is not None
    reverse_award(award=award, reason="our_mistake", operator=operator, now=now)
    return award


def appealed(person: User) -> Appeal:
    """Taken back, and they say why it was earned."""
    return appeal(person=person, award_id=taken_back(person).pk, text="I did it.", now=timezone.now())


def held(person: User, other: User) -> Award:
    """For a first answer that the other side hasn't answered yet."""
    judge(answer_deed(person, other, key="message:77", at=timezone.now() - timedelta(hours=1)))
    return Award.objects.get(person=person, deed="message:77")
