from apps.accounts.consent.models import Consent, LegalText
from apps.accounts.people.models import User
from apps.errors import NotFound


def texts_in_force() -> list[LegalText]:
    """The terms and the privacy notice as they hold now; what was never published is missing."""
    return list(LegalText.objects.in_force().order_by("kind"))


def text_in_force(kind: str) -> LegalText:
    """Raises NotFound where none was published."""
    text = LegalText.objects.in_force().filter(kind=kind).first()
    if text is None:
        raise NotFound
    return text


def consents_of(person: User) -> list[Consent]:
    return list(Consent.objects.filter(person=person).select_related("text"))


def texts_to_agree(person: User) -> list[LegalText]:
    """What holds now and this person hasn't agreed to, as after a new version."""
    agreed = Consent.objects.filter(person=person, withdrawn_at=None).values("text_id")
    return list(LegalText.objects.in_force().exclude(pk__in=agreed).order_by("kind"))
