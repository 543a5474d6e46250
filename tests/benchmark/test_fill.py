"""A large installation in small: everything that a page counts on is there and fits together."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.accounts.models import User
from apps.chat.models import Answer, Conversation, Message, Participant, SearchedMessage
from apps.feedback.models import Ticket
from apps.gamification.models import AwardEntry
from apps.matching.models import Job, JobVector, Resume, ResumeSkill
from config.benchmark.pages import pages_of, readers

SIZES = ("--people=60", "--jobs=40", f"--messages={17 * 30}", "--tickets=25", "--award-entries=40")


@pytest.mark.postgres
def test_it_fills_what_pages_read(db: None) -> None:
    call_command("bench", "fill", *SIZES, verbosity=0)
    assert User.objects.count() == 60
    assert Job.objects.count() == JobVector.objects.count() == 40
    assert Resume.objects.count() == 54
    assert ResumeSkill.objects.count() == 54 * 5
    assert Conversation.objects.count() == Answer.objects.count() == 30
    assert Message.objects.count() == 17 * 30
    assert SearchedMessage.objects.count() == 17 * 30
    assert SearchedMessage.objects.filter(words__holds=["reloc", "鹿特"]).count() == 17 * 30 // 50 + 1
    assert Participant.objects.count() == 60
    assert Ticket.objects.count() == 25
    assert AwardEntry.objects.count() == 40
    first = Conversation.objects.order_by("pk")[0]
    assert set(first.messages.values_list("sender_id", flat=True)) == {first.candidate_id, first.recruiter_id}
    assert list(first.messages.order_by("seq").values_list("seq", flat=True)) == list(range(1, 18))
    connection.check_constraints()


@pytest.mark.postgres
def test_each_role_has_pages_to_be_measured(db: None) -> None:
    call_command("bench", "fill", *SIZES, verbosity=0)
    people = readers()
    assert set(people) == {"busiest recruiter", "recruiter", "candidate", "operator"}
    assert all(list(pages_of(person)) for person in people.values())


@pytest.mark.sqlite
def test_it_needs_postgresql(db: None) -> None:
    with pytest.raises(CommandError, match="PostgreSQL"):
        call_command("bench", "fill")
