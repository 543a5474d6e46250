"""Meanings of tickets that a process has read are read once, whatever happens to the tickets meanwhile."""

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.feedback.models import TicketVector
from apps.feedback.topics import meaning
from apps.feedback.topics.duplicates import likely_duplicates
from apps.feedback.topics.known import KnownMeanings

TEXTS = ("The list of jobs stays empty.", "My photo is upside down.", "Please let me sort people by city.")


@pytest.fixture
def told(ana, tell):
    tickets = [tell(ana, text) for text in TEXTS]
    vectors = meaning.meanings(TEXTS)
    TicketVector.objects.bulk_create(
        TicketVector(ticket=ticket, model_version=meaning.version(), values=meaning.as_bytes(vector))
        for ticket, vector in zip(tickets, vectors, strict=True)
    )
    return [ticket.pk for ticket in tickets], vectors


def queries(known: KnownMeanings, tickets: list[int]) -> int:
    with CaptureQueriesContext(connection) as captured:
        known.of(tickets)
    return len(captured)


def test_they_come_in_the_order_asked_for_and_are_read_once(told):
    tickets, vectors = told
    known = KnownMeanings(most=5)
    assert np.allclose(known.of(tickets[:2]), vectors[:2])
    assert queries(known, tickets[:2]) == 0
    assert np.allclose(known.of(tickets[::-1]), vectors[::-1])
    assert queries(known, tickets) == 0


def test_one_whose_meaning_was_forgotten_is_like_none(told):
    tickets, vectors = told
    TicketVector.objects.filter(pk=tickets[1]).delete()
    found = KnownMeanings(most=5).of(tickets)
    assert np.allclose(found[0], vectors[0])
    assert not found[1].any()


def test_only_the_ones_used_last_are_kept(told):
    tickets, vectors = told
    known = KnownMeanings(most=2)
    known.of(tickets[:2])
    known.of(tickets[:1])
    assert np.allclose(known.of(tickets[2:]), vectors[2:])
    assert queries(known, tickets[:1]) == 0
    assert queries(known, tickets[1:2]) == 1
    with pytest.raises(ValueError, match="At most 2"):
        known.of(tickets)


def test_another_version_of_the_model_is_read_anew(told, monkeypatch):
    tickets, _vectors = told
    known = KnownMeanings(most=5)
    known.of(tickets)
    monkeypatch.setattr(meaning, "version", lambda: "reports-of-tomorrow")
    assert not known.of(tickets).any()


def test_a_person_who_was_forgotten_is_suggested_to_nobody(ana, told, tell):
    again = tell(ana, TEXTS[0])
    assert [other for other, _likeness in likely_duplicates([again])[again.pk]] == told[0][:1]
    TicketVector.objects.filter(pk=told[0][0]).delete()
    assert likely_duplicates([again]) == {again.pk: []}
