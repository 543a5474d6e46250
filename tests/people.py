"""The people of the tests: ana looks for work, ben hires, olga is the outsider who belongs nowhere."""

from functools import cache

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from factory.django import DjangoModelFactory

from apps.accounts.models import Company, Role, User

PASSWORD = "correct-horse-battery"


@cache
def _hashed(password: str) -> str:
    """A third of a second, once instead of for each person."""
    return make_password(password)


class CompanyFactory(DjangoModelFactory):
    """A company that an operator has verified."""

    class Meta:
        model = Company

    name = factory.Sequence(lambda n: f"Company {n}")
    verified_at = factory.LazyFunction(timezone.now)


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@rapport.example")
    name = factory.Sequence(lambda n: f"Person {n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: object, **kwargs: object) -> User:
        person = model_class.objects.create_user(password=None, **kwargs)
        person.password = _hashed(PASSWORD)
        person.save(update_fields=["password"])
        return person


class CandidateFactory(PersonFactory):
    role = Role.CANDIDATE


class RecruiterFactory(PersonFactory):
    """Somebody who is vouched for: the address is confirmed, the company verified."""

    role = Role.RECRUITER
    company = factory.SubFactory(CompanyFactory)

    @classmethod
    def _create(cls, model_class: type[User], *args: object, **kwargs: object) -> User:
        recruiter = super()._create(model_class, *args, **kwargs)
        EmailAddress.objects.create(user=recruiter, email=recruiter.email, verified=True, primary=True)
        return recruiter


class OperatorFactory(PersonFactory):
    role = Role.OPERATOR
    is_staff = True
