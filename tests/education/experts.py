"""Experts of the tests, who are there at every hour."""

from datetime import time

import factory

from apps.accounts.models import Role
from apps.education.models import Expert, ExpertTopic
from tests.people import PersonFactory

PAY = "How do I negotiate my salary?"


class ExpertPersonFactory(PersonFactory):
    role = Role.EXPERT


class ExpertFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Expert
        skip_postgeneration_save = True

    person = factory.SubFactory(ExpertPersonFactory)
    weekdays = "1234567"
    opens = time(0)
    closes = time(0)

    @factory.post_generation
    def topics(self, create, extracted, **kwargs):
        self.topics.set(ExpertTopic.objects.filter(slug__in=extracted or ["pay-and-offers"]))
