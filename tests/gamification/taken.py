from uuid import uuid4

from django.utils import timezone

from apps.accounts.models import User
from apps.gamification.awards.corrections import reverse_award
from apps.gamification.grants.services import ask_grant
from apps.gamification.models import Award
from tests.people import OperatorFactory


def taken_back(person: User) -> Award:
    """Something that an operator gave them and took back."""
    operator, now = OperatorFactory(), timezone.now()
    fields = {"points": 5, "why": "sorry", "note": "By mistake.", "client_id": uuid4()}
    award = ask_grant(person_id=person.pk, operator=operator, now=now, **fields).award
    assert award is not None
    reverse_award(award=award, reason="our_mistake", operator=operator, now=now)
    return award
