"""One survey that has been running for a week: most were asked, some answered, one would rather not."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from apps.accounts.models import User
from apps.feedback.surveys.models import Survey, SurveyInvitation, SurveyQuestion, TalkSlot
from apps.feedback.surveys.services import add_standard_questions, answer_survey, ask_people, skip_survey, start_survey

SCORES = (10, 9, 9, 8, 7, 10, 6, 9, 8, 10, 3, 9)
WHY = {
    0: "People answer here. I wrote to four recruiters and heard from all of them within two days.",
    6: "招聘方基本都会回，这点很难得。就是手机上翻旧消息有点慢。",
    10: "推荐的职位离我太远，改了城市也没有变。",
}


def create_survey(*, users: dict[str, User], now: datetime) -> None:
    begun, today = now - timedelta(days=7), timezone.localdate(now, timezone.get_default_timezone())
    survey = Survey.objects.create(
        kind=Survey.Kind.NPS,
        title_en="Would you recommend Rapport?",
        title_zh="你会推荐 Rapport 吗？",
        opens_on=today - timedelta(days=7),
        closes_on=today + timedelta(days=21),
        makes_tickets=False,
    )
    add_standard_questions(survey)
    _offer_talks(survey, host=users["irene"], now=now)
    start_survey(survey_id=survey.pk, now=begun)
    ask_people(now=begun)
    waiting = {users["ana"].pk, users["ben"].pk}
    asked = list(SurveyInvitation.objects.filter(survey=survey).exclude(person__in=waiting).order_by("pk"))
    for number, (invitation, score) in enumerate(zip(asked, SCORES, strict=False)):
        at = begun + timedelta(hours=5 * number + 2)
        answer_survey(invitation_id=invitation.pk, values={1: score, 2: WHY.get(number, "")}, now=at)
    if len(asked) > len(SCORES):
        skip_survey(invitation_id=asked[len(SCORES)].pk, reason=SurveyInvitation.Reason.NO_TIME, now=now)


def _offer_talks(survey: Survey, *, host: User, now: datetime) -> None:
    """Two half hours, the day after tomorrow."""
    SurveyQuestion.objects.create(
        survey=survey,
        place=4,
        kind=SurveyQuestion.Kind.TALK,
        text_en="May we talk with you for half an hour?",
        text_zh="愿意和我们聊半小时吗？",
        is_required=False,
    )
    day = timezone.localtime(now, ZoneInfo(host.time_zone)) + timedelta(days=2)
    morning = day.replace(hour=10, minute=0, second=0, microsecond=0)
    for hours in (0, 5):
        where = "meet.rapport.example/talk"
        TalkSlot.objects.create(survey=survey, starts_at=morning + timedelta(hours=hours), host=host, where=where)
