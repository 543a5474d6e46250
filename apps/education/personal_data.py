from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.privacy.registry import PersonalData, Rows, register, rows
from apps.education.models import (
    ArticleVote,
    CircleMember,
    Consultation,
    Expert,
    Interest,
    LessonDone,
    Post,
    PostReading,
    PostReport,
    PostVote,
    Practice,
    PracticeLine,
    Pushed,
    Question,
    Reading,
    Salon,
    SalonGuest,
    SalonQuestion,
    SalonReport,
    SalonVote,
    TipMeeting,
    TipRefusal,
)
from apps.education.salons.models import held_by
from apps.education.salons.revisions import next_rev
from apps.education.salons.services import leave_events


def export(person: User) -> Mapping[str, Rows]:
    votes = ArticleVote.objects.filter(person=person)
    return {
        "questions": rows(
            Question.objects.filter(person=person), "text", "answer", "outcome", "is_solved", "comment", "created_at"
        ),
        "asked_experts": rows(Consultation.objects.filter(person=person), "question__text", "state", "created_at"),
        "as_an_expert": rows(
            Expert.objects.filter(person=person), "about", "weekdays", "opens", "closes", "most_at_once", "created_at"
        ),
        "votes": rows(votes, "article__slug", "is_helpful", "reason", "comment", "created_at"),
        "articles_read": rows(Reading.objects.filter(person=person), "article__slug", "read_at"),
        "lessons_done": rows(
            LessonDone.objects.filter(person=person), "lesson__course__slug", "lesson__position", "done_at"
        ),
        "groups": rows(CircleMember.objects.filter(person=person), "circle__slug", "joined_at"),
        "posts": rows(
            Post.objects.filter(author=person),
            *("circle__slug", "kind", "title", "body", "state", "helpful", "created_at", "edited_at"),
        ),
        "found_helpful": rows(PostVote.objects.filter(voter=person), "post_id", "cast_at"),
        "posts_read": rows(PostReading.objects.filter(reader=person), "post_id", "read_at"),
        "posts_reported": rows(PostReport.objects.filter(reporter=person), "post_id", "report__created_at"),
        "events_hosted": rows(
            Salon.objects.filter(held_by(person)),
            *("title_en", "title_zh", "about_en", "about_zh", "place", "starts_at", "ends_at", "state", "reason"),
        ),
        "events": rows(
            SalonGuest.objects.filter(person=person),
            *("salon_id", "state", "code", "joined_at", "came_at", "is_muted", "rating", "words", "rated_at"),
        ),
        "asked_at_events": rows(
            SalonQuestion.objects.filter(author=person), "salon_id", "body", "state", "votes", "reply", "created_at"
        ),
        "answered_at_events": rows(SalonQuestion.objects.filter(replied_by=person), "salon_id", "reply", "replied_at"),
        "voted_at_events": rows(SalonVote.objects.filter(voter=person), "question_id"),
        "reported_at_events": rows(SalonReport.objects.filter(reporter=person), "question_id", "report__created_at"),
        "interests": rows(Interest.objects.filter(person=person), "topic", "stance", "said_at"),
        "worth_a_look": rows(
            Pushed.objects.filter(person=person),
            *("title_en", "title_zh", "topic", "reason", "pushed_at", "opened_at", "refused_at"),
        ),
        "tips": rows(TipMeeting.objects.filter(person=person), "tip__slug", "met_at", "dismissed_at", "done_at"),
        "tips_refused": rows(TipRefusal.objects.filter(person=person), "since"),
        "rehearsals": rows(
            Practice.objects.filter(person=person), "rehearsal__slug", "began_at", "finished_at", "times_finished"
        ),
        "said_in_rehearsals": rows(
            PracticeLine.objects.filter(practice__person=person),
            *("practice__rehearsal__slug", "position", "asked", "said", "is_earnest", "said_at"),
        ),
    }


def erase(person: User) -> None:
    """That a question was asked and answered stays counted; what it said doesn't."""
    Question.objects.filter(person=person).update(text="", answer="", comment="", person=None)
    Consultation.objects.filter(person=person).update(person=None)
    Expert.objects.filter(person=person).update(about="", is_taking=False)
    Expert.history.filter(person=person).delete()
    ArticleVote.objects.filter(person=person).delete()
    Reading.objects.filter(person=person).delete()
    LessonDone.objects.filter(person=person).delete()
    Practice.objects.filter(person=person).delete()
    CircleMember.objects.filter(person=person).delete()
    Post.objects.filter(author=person).update(title="", body="", state=Post.State.REMOVED, pinned_at=None)
    Post.objects.filter(solved_by__author=person).update(solved_by=None, solved_at=None)
    PostReading.objects.filter(reader=person).delete()
    PostReport.objects.filter(reporter=person).delete()
    PostVote.objects.filter(voter=person).delete()
    leave_events(person)
    Salon.co_hosts.through.objects.filter(user=person).delete()
    SalonGuest.objects.filter(person=person).delete()
    _erase_in_rooms(person)
    SalonReport.objects.filter(reporter=person).delete()
    SalonVote.objects.filter(voter=person).delete()
    own_posts = [str(pk) for pk in Post.objects.filter(author=person).values_list("pk", flat=True)]
    Pushed.objects.filter(kind="post", item__in=own_posts).update(title_en="", title_zh="")
    Pushed.objects.filter(person=person).update(person=None)
    Interest.objects.filter(person=person).delete()
    TipMeeting.objects.filter(person=person).delete()
    TipRefusal.objects.filter(person=person).delete()


def _erase_in_rooms(person: User) -> None:
    """What they asked and answered at events goes from open rooms, too."""
    own = SalonQuestion.objects.filter(Q(author=person) | Q(replied_by=person))
    for salon_id in own.order_by("salon_id").values_list("salon_id", flat=True).distinct():
        rev, questions = next_rev(salon_id), SalonQuestion.objects.filter(salon=salon_id)
        questions.filter(author=person).update(body="", state=SalonQuestion.State.REMOVED, is_pinned=False, rev=rev)
        questions.filter(replied_by=person).update(reply="", replied_by=None, rev=rev)


register(PersonalData("help", _("What you asked the help"), 40, export, erase))
