"""What must not bend: the reporter's words, the verdicts, the timeline. Refused by the database."""

import pytest
from django.db import DatabaseError, connection, transaction

from apps.append_only.rows import WrittenOnce
from apps.feedback.models import Classification, Ticket, TicketEntry
from apps.feedback.privacy.services import erase_feedback
from apps.feedback.tickets.services import reply_to_ticket
from apps.feedback.topics.services import say_whether_fixed
from tests.feedback.topics import TopicFactory


def run_sql(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_tickets_text_cannot_be_saved_differently(sorted_ticket):
    sorted_ticket.body = "Something else"
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        sorted_ticket.save()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Ticket.objects.filter(pk=sorted_ticket.pk).update(body="Something else")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE feedback_ticket SET body = 'changed'",
        "UPDATE feedback_ticket SET created_at = '2020-01-01 00:00:00+00:00'",
        "UPDATE feedback_classification SET value = 'praise' WHERE field = 'category'",
        "UPDATE feedback_classification SET confidence = 0.123",
        "UPDATE feedback_ticketentry SET kind = 'reply'",
        "UPDATE feedback_ticketentry SET body = 'changed' WHERE body <> ''",
    ],
)
def test_the_database_refuses_the_change(sorted_ticket, ana, change):
    reply_to_ticket(reporter=ana, ticket_id=sorted_ticket.pk, body="It happened again on Tuesday.")
    with pytest.raises(DatabaseError, match="written once"):
        run_sql(change)


@pytest.mark.parametrize("table", ["feedback_classification", "feedback_ticketentry"])
def test_the_database_refuses_to_delete(sorted_ticket, table):
    with pytest.raises(DatabaseError, match="written once"):
        run_sql(f"DELETE FROM {table}")


def test_verdicts_and_timeline_are_appended_only(sorted_ticket):
    verdict, entry = Classification.objects.first(), TicketEntry.objects.first()
    for row in (verdict, entry):
        with pytest.raises(WrittenOnce):
            row.save()
        with pytest.raises(WrittenOnce):
            row.delete()
    for rows in (Classification.objects.all(), TicketEntry.objects.all()):
        with pytest.raises(WrittenOnce):
            rows.update(created_at=None)
        with pytest.raises(WrittenOnce):
            rows.delete()


def test_erasing_a_person_empties_the_text_and_keeps_the_timeline(sorted_ticket, ana):
    reply_to_ticket(reporter=ana, ticket_id=sorted_ticket.pk, body="My number is 13800000000.")
    erase_feedback(person=ana)
    sorted_ticket.refresh_from_db()
    assert sorted_ticket.body == ""
    assert sorted_ticket.category
    assert list(sorted_ticket.entries.values_list("kind", "body")) == [
        ("opened", ""),
        ("triaged", ""),
        ("comment", ""),
    ]
    assert not hasattr(sorted_ticket, "vector")


def test_erasing_a_person_takes_their_voice_and_verdict_on_topics_away(ana):
    topic = TopicFactory(supported_by=ana, is_shipped=True)
    say_whether_fixed(person=ana, topic_id=topic.pk, is_fixed=False)
    erase_feedback(person=ana)
    assert not topic.supports.exists()
    assert not topic.verdicts.exists()
