"""Events of the tests, and who comes to them."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from apps.accounts.models import User
from apps.education.floor.asking import ask
from apps.education.models import Salon, SalonQuestion
from apps.education.salons.registering import register
from apps.education.salons.services import agree, save_salon
from tests.education.experts import ExpertFactory
from tests.people import OperatorFactory


def a_plan(host: User, **fields: object) -> Salon:
    """Not saved yet: in two days, for an hour."""
    starts_at = timezone.now() + timedelta(days=2)
    said = {
        "title_en": "Pay talks, answered",
        "title_zh": "谈薪答疑",
        "about_en": "Bring the question you didn't dare to ask.",
        "about_zh": "把不敢问的问题带来。",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
        "zone": host.time_zone,
    }
    return Salon(host=host, **said | fields)


def a_salon(host: User | None = None, **fields: object) -> Salon:
    """An expert's, agreed to."""
    host = host or ExpertFactory().person
    salon = save_salon(salon=a_plan(host, **fields), by=host)
    if salon.state == Salon.State.PROPOSED:
        salon = agree(salon=salon, by=OperatorFactory(is_superuser=True))
    return salon


def a_question(salon: Salon, author: User, body: str = "When do I name a figure?") -> SalonQuestion:
    register(salon=salon, person=author)
    return ask(salon=salon, author=author, body=body, client_id=uuid4())
