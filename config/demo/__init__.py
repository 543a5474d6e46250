"""The demo world: a first start shows a product that lives. `cast.json` holds its people and what they said."""

import json
import time
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from apps.accounts.models import User
from apps.accounts.segments.computing import compute_segments
from apps.events.relay import relay_outbox
from apps.events.selectors import oldest_unhandled_seconds
from apps.feedback.models import Letter
from apps.gamification.awards.services import settle_held
from apps.gamification.boards.services import take_snapshots
from apps.gamification.fairness.services import find_rings
from apps.gamification.kudos.models import Kudos
from apps.gamification.kudos.services import give_thanks
from apps.notifications.models import Channel, Notification
from config.demo.applications import create_applications
from config.demo.campaigns import create_campaign
from config.demo.circles import create_circles
from config.demo.colleagues import create_records, create_replies
from config.demo.experiments import create_experiments
from config.demo.experts import create_experts
from config.demo.groups import create_groups
from config.demo.honours import create_honours
from config.demo.incentives import create_incentives
from config.demo.incidents import create_incident
from config.demo.interviews import create_interviews
from config.demo.later import plan_ahead
from config.demo.learning import create_meetings, create_progress, create_pushes
from config.demo.market import create_market
from config.demo.people import create_people
from config.demo.reports import create_reports
from config.demo.salons import create_salons
from config.demo.shop import create_shop
from config.demo.support import create_support_chats
from config.demo.surveys import create_survey
from config.demo.talk import create_conversations
from config.demo.trends import create_trends
from config.demo.trials import create_trials
from config.demo.voices import create_ratings, create_tickets

HOME = ZoneInfo("Asia/Shanghai")
HEARD_WITHIN_SECONDS = 120
CAST = Path(__file__).with_name("cast.json")


def load() -> dict[str, Any]:
    """Creates the demo. Returns `{"accounts": [{"email", "password", "role", "user_id"}, …], "conversation_id"}`:
    those who may sign in, with passwords that nobody else has, and the first candidate's conversation with the first
    recruiter."""
    cast = json.loads(CAST.read_text())
    now = last_midnight(timezone.now())
    create_campaign(now=now)
    with transaction.atomic():
        people = create_people(cast)
        jobs = create_market(cast, people=people, now=now)
        conversations = create_conversations(cast, users=people.users, jobs=jobs, now=now)
        create_applications(users=people.users, jobs=jobs)
        create_interviews(cast, conversations=conversations)
        create_groups(cast, users=people.users, now=now)
        create_ratings(cast, users=people.users, conversations=conversations, now=now)
        create_reports(cast, users=people.users, jobs=jobs, conversations=conversations, now=now)
        create_support_chats(cast, users=people.users, now=timezone.now())
        create_tickets(cast, users=people.users, now=now)
        create_trends(users=people.users, now=now)
        create_trials(users=people.users, now=now)
        create_incident(users=people.users, now=now)
        create_survey(users=people.users, now=now)
        create_records(cast, users=people.users)
        create_replies(cast, users=people.users)
        create_progress(users=people.users, now=now)
        create_experts(users=people.users, now=now)
        create_circles(users=people.users, now=now)
        create_salons(users=people.users, now=now)
    _let_all_be_heard()
    plan_ahead(people.users["ana"], people.users["ben"], conversations[0], now=timezone.now())
    _let_all_be_heard()
    find_rings(now=timezone.now())
    while settle_held(now=timezone.now()):
        pass
    _thank(people.users, now=timezone.now())
    take_snapshots(now=timezone.now())
    create_experiments(now=timezone.now())
    compute_segments(now=timezone.now())
    _let_all_be_heard()
    create_pushes(users=people.users, now=now)
    create_meetings(users=people.users, now=now)
    create_shop(now=timezone.now())
    create_incentives(users=people.users, now=timezone.now())
    create_honours(users=people.users, now=timezone.now())
    _let_all_be_heard()
    _let_the_past_be_past(now)
    return {"accounts": people.accounts, "conversation_id": conversations[0].pk}


def _let_all_be_heard() -> None:
    """Also of what a relay of the installation has taken, and is at work on."""
    until = time.monotonic() + HEARD_WITHIN_SECONDS
    while relay_outbox() or oldest_unhandled_seconds(now=timezone.now()):
        if time.monotonic() > until:
            raise TimeoutError("A relay is at work on what happened in the demo and doesn't come to its end.")
        time.sleep(0.01)


def last_midnight(now: datetime) -> datetime:
    """The cast counts its times back from midnight where most of it lives, so that nobody writes at four at night."""
    return now.astimezone(HOME).replace(hour=0, minute=0, second=0, microsecond=0)


def _thank(users: dict[str, User], *, now: datetime) -> None:
    for giver, receiver, reason in (
        ("joyce", "ana", Kudos.Reason.KIND),
        ("zhihao", "ben", Kudos.Reason.CLEAR),
        ("wanqing", "xiaowen", Kudos.Reason.QUICK),
    ):
        give_thanks(giver=users[giver], receiver_id=users[receiver].pk, reason=reason, now=now)


def _let_the_past_be_past(now: datetime) -> None:
    """What was told was told when it happened, and nobody gets e-mail about last week."""
    Notification.objects.filter(channel=Channel.EMAIL, sent_at__isnull=True).update(cancelled_at=now)
    Letter.objects.filter(is_ours=True, sent_at=None).update(sent_at=now)
    Notification.objects.filter(channel=Channel.IN_APP).update(created_at=F("sent_at"))
