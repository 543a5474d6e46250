from collections.abc import Mapping

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.accounts.privacy.registry import PersonalData, Rows, register, rows
from apps.gamification.models import (
    Appeal,
    Award,
    BadgeHeld,
    BoardRow,
    CoinLeg,
    Creator,
    FormDraw,
    Grant,
    HonourVote,
    InviteLink,
    Kudos,
    Member,
    Nominee,
    Order,
    Referral,
    RingMember,
    RuleDecision,
    StagePassed,
    StepDone,
    Streak,
    StreakZone,
)
from apps.gamification.shop.services import release_orders_of


def export(person: User) -> Mapping[str, Rows]:
    return {
        "decisions": rows(RuleDecision.objects.filter(beneficiary=person), "rule__key", "outcome", "decided_at"),
        "awards": rows(Award.objects.filter(person=person), "rule__key", "points", "created_at"),
        "forms": rows(FormDraw.objects.filter(person=person), "rule__key", "form", "propensity", "drawn_at", "until"),
        "appeals": rows(Appeal.objects.filter(person=person), "text", "made_at", "outcome", "words", "decided_at"),
        "given_by_hand": rows(Grant.objects.filter(person=person), "points", "coins", "why", "state", "asked_at"),
        "invitation_link": rows(InviteLink.objects.filter(person=person), "code"),
        "invitations": rows(Referral.objects.filter(inviter=person), "joined_at", "counted_at"),
        "invited_by": rows(Referral.objects.filter(newcomer=person), "inviter__name", "joined_at"),
        "stages": rows(StagePassed.objects.filter(person=person), "mission__key", "number", "passed_at", "undone_at"),
        "steps": rows(StepDone.objects.filter(person=person), "step__title_en", "done_at"),
        "coins": rows(
            CoinLeg.objects.filter(account__person=person),
            "account__kind",
            "amount",
            "transaction__kind",
            "transaction__cause",
            "transaction__created_at",
        ),
        "orders": rows(
            Order.objects.filter(person=person), "reward__name_en", "price", "state", "wish", "answer", "created_at"
        ),
        "badges": rows(BadgeHeld.objects.filter(person=person), "badge__key", "grade", "reached_at", "revoked_at"),
        "streak": rows(Streak.objects.filter(person=person), "current", "longest", "freezes", "last_day"),
        "streak_zones": rows(StreakZone.objects.filter(person=person), "zone", "since"),
        "thanks_given": rows(Kudos.objects.filter(giver=person), "receiver__name", "reason", "given_at"),
        "thanks_received": rows(Kudos.objects.filter(receiver=person), "giver__name", "reason", "given_at"),
        "nominations": rows(
            Nominee.objects.filter(person=person), "ballot__honour__key", "ballot__month", "people", "votes", "has_won"
        ),
        "honour_votes": rows(
            HonourVote.objects.filter(voter=person), "ballot__honour__key", "ballot__month", "cast_at"
        ),
        "creator": rows(Creator.objects.filter(person=person), "title__key", "since", "kept_until"),
        "rankings": rows(BoardRow.objects.filter(person=person), "board__key", "period", "starts_on", "rank", "points"),
        "choices": rows(
            Member.objects.filter(person=person),
            "hides_all",
            "hides_popups",
            "hides_rankings",
            "ranking_as",
            "nickname",
            "title_badge__key",
            "points",
            "level_number",
        ),
    }


def erase(person: User) -> None:
    """Awards, decisions, draws and coins name people by number alone and stay, for the sums to stay right."""
    release_orders_of(person, now=timezone.now())
    Order.objects.filter(person=person).update(wish="", answer="")
    Appeal.objects.filter(person=person).delete()
    Grant.objects.filter(person=person).delete()
    InviteLink.objects.filter(person=person).delete()
    Referral.objects.filter(Q(inviter=person) | Q(newcomer=person)).delete()
    StepDone.objects.filter(person=person).delete()
    StagePassed.objects.filter(person=person).delete()
    BadgeHeld.objects.filter(person=person).delete()
    Kudos.objects.filter(Q(giver=person) | Q(receiver=person)).delete()
    HonourVote.objects.filter(voter=person).delete()
    Nominee.objects.filter(person=person).delete()
    Creator.objects.filter(person=person).delete()
    Streak.objects.filter(person=person).delete()
    BoardRow.objects.filter(person=person).delete()
    StreakZone.objects.filter(person=person).delete()
    Member.objects.filter(person=person).delete()
    RingMember.objects.filter(person=person).delete()


register(PersonalData("recognition", _("Your points and missions"), 60, export, erase))
