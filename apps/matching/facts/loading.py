"""Brings the topics that the product ships into the tables; what operators wrote stays."""

from django.db import transaction

from apps.matching.facts.models import Topic
from apps.matching.facts.topics import LINES, shipped_topics

VERSION = 1
LABELS = ("label_en", "label_zh")
LISTS = ("kinds", "hedges", "closing_fields", "where", "only_for", "not_for", "stages")


@transaction.atomic
def load_topics() -> None:
    """Adds topics that aren't there, by subject and key. One that an upgrade made from an operator's own words, before
    the product's came, gets the product's beside them, once."""
    Topic.objects.bulk_create([_fresh(shipped) for shipped in shipped_topics()], ignore_conflicts=True)
    shipped_by_key = {(one.subject, one.key): one for one in shipped_topics()}
    for topic in Topic.objects.filter(content_version=0):
        if shipped := shipped_by_key.get((topic.subject, topic.key)):
            _complete(topic, shipped)
        topic.content_version = VERSION
        topic.save()


def _fresh(shipped: Topic) -> Topic:
    names = [field.attname for field in Topic._meta.concrete_fields if field.attname not in ("id", "updated_at")]
    return Topic(**{name: getattr(shipped, name) for name in names} | {"content_version": VERSION})


def _complete(topic: Topic, shipped: Topic) -> None:
    for name in LABELS:
        setattr(topic, name, getattr(topic, name) or getattr(shipped, name))
    for name in LINES:
        mine = getattr(topic, name).splitlines()
        theirs = [line for line in getattr(shipped, name).splitlines() if line not in mine]
        setattr(topic, name, "\n".join([*mine, *theirs]))
    for name in (*LISTS, "position", "when_silent", "fields_win"):
        setattr(topic, name, getattr(shipped, name))
