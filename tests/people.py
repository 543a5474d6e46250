"""The people of the tests: ana looks for work, ben hires, olga is the outsider who belongs nowhere."""

from functools import cache

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from apps.accounts.models import Company, Role, User

PASSWORD = "correct-horse-battery"


@cache
def _hashed(password: str) -> str:
    """A third of a second, once instead of for each person."""
    return make_password(password)


class CompanyFactory(DjangoModelFactory):
    class Meta:
        model = Company

    name = factory.Sequence(lambda n: f"Company {n}")


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
    role = Role.RECRUITER
    company = factory.SubFactory(CompanyFactory)


class OperatorFactory(PersonFactory):
    role = Role.OPERATOR
    is_staff = True
