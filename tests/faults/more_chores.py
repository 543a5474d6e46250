"""The chores of reports, search, segments, experiments, badges and coins; see `chores`."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.accounts.models import Seal, Segment, SegmentMember, SegmentSize, Trait, User
from apps.accounts.seals.services import check_seals
from apps.chat.files.services import upload_file
from apps.chat.models import (
    Attachment,
    LinkPage,
    Message,
    Report,
    ReportEvidence,
    ReportStep,
    SearchBacklog,
    SearchedMessage,
)
from apps.chat.moderation.deciding import decide
from apps.chat.moderation.services import report
from apps.chat.search.services import begin_backlog
from apps.chat.sending.services import send_message
from apps.experiments.models import Look as ExperimentLook
from apps.exports.models import ListExport
from apps.exports.services import request_list
from apps.gamification.badges.services import ask_run
from apps.gamification.drafting.services import ask_dry_run
from apps.gamification.grants.services import ask_grant
from apps.gamification.models import (
    Award,
    Badge,
    BadgeHeld,
    BadgeRun,
    Ballot,
    CoinAccount,
    Creator,
    CreatorTitle,
    DryRun,
    FormRecord,
    Honour,
    HonourVote,
    Member,
    Mission,
    Referral,
    Rule,
    StepDone,
    Streak,
)
from apps.gamification.referrals.services import link_of, take_up_invitation
from apps.gamification.rules.draws import Claim, draw_forms
from apps.matching.models import Resume
from apps.notifications.deciding.services import notify
from apps.notifications.models import Channel, DueItem, InboundMail, Notification
from tests.experiments.comparing import compare
from tests.faults.arranging import Hands, Look, ago, chore, greeting
from tests.gamification.forms import offer
from tests.gamification.shops import give_coins
from tests.gamification.talks import first_answer
from tests.matching import documents
from tests.matching.factories import ResumeFactory
from tests.notifications.browsers import Browser
from tests.people import CandidateFactory, OperatorFactory, RecruiterFactory


def decided(hands: Hands, decision: str) -> Report:
    """Ana reported Ben, and an operator decided."""
    conversation = greeting(hands, hours_ago=1)
    sent = send_message(sender=hands.ben, conversation_id=conversation.pk, body="Pay 300 first", client_id=uuid4())
    made = report(reporter=hands.ana, conversation_id=conversation.pk, message_id=sent.id, reason="money", note="")
    operator = OperatorFactory(name="Iris", email="iris@rapport.example")
    operator.groups.add(Group.objects.get(name="support"))
    return decide(report_id=made.pk, by=operator, decision=decision, why="Seen", words="No fees.", version=made.version)


@chore("notifications.read_mail", rows=2, unseen=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Several that read the mailbox at once note each e-mail once; old notes go."""
    for number in range(2):
        hands.mailbox.put(b"From: ana@rapport.example\nMessage-ID: <%d@x>\n\nHello" % number)
    InboundMail.objects.create(key="old", received_at=ago(days=91), outcome="taken")
    box = hands.mailbox
    return [], lambda: {"rows": InboundMail.objects.count(), "unseen": len(box.letters) - len(box.seen)}


@chore("notifications.send_pushes", waiting=0, cancelled=2)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Whose browsers have all ended meanwhile is told nothing, once."""
    for person in (hands.ana, hands.ben):
        browser = Browser(person)
        notify(person=person, kind=hands.kind, cause="message:1", facts={"name": "Ben"}, url="", now=ago(hours=1))
        browser.subscription.delete()
    pushes = Notification.objects.filter(channel=Channel.PUSH)
    waiting, cancelled = pushes.filter(sent_at=None, cancelled_at=None), pushes.exclude(cancelled_at=None)
    return [], lambda: {"waiting": waiting.count(), "cancelled": cancelled.count()}


@chore("notifications.plan_care", planned=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """A résumé of last year is asked about once."""
    ResumeFactory(owner=hands.ana)
    Resume.objects.update(updated_at=ago(days=300))
    return [], lambda: {"planned": DueItem.objects.filter(kind="notifications.care").count()}


@chore("chat.end_suspensions", active=True, ended=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    made = decided(hands, "suspend")
    Report.objects.filter(pk=made.pk).update(until=ago(minutes=1))
    ended = ReportStep.objects.filter(report=made, kind=ReportStep.Kind.ENDED)
    return [], lambda: {"active": User.objects.get(pk=hands.ben.pk).is_active, "ended": ended.count()}


@chore("chat.ease_limits", shrunk=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    made = decided(hands, "warn")
    Report.objects.filter(pk=made.pk).update(decided_at=ago(days=400))
    shrunk = Trait.objects.filter(person=hands.ben, source="moderation")
    return [], lambda: {"shrunk": shrunk.count()}


@chore("chat.forget_evidence", evidence=0, forgotten=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    made = decided(hands, "warn")
    Report.objects.filter(pk=made.pk).update(kept_until=ago(days=1))
    forgotten = ReportStep.objects.filter(report=made, kind=ReportStep.Kind.FORGOTTEN)
    return [], lambda: {"evidence": ReportEvidence.objects.count(), "forgotten": forgotten.count()}


@chore("chat.search_backlog", found=1, left=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    greeting(hands, hours_ago=1)
    SearchedMessage.objects.all().delete()
    begin_backlog()
    texts = Message.objects.filter(kind=Message.Kind.TEXT).values("pk")
    found = SearchedMessage.objects.filter(message__in=texts)
    return [], lambda: {"found": found.count(), "left": SearchBacklog.objects.count()}


@chore("chat.fetch_link", state="nothing")
def _(hands: Hands) -> tuple[list[Any], Look]:
    """An address inside is never visited."""
    page = LinkPage.objects.create(digest="1", url="http://10.0.0.1/", until=timezone.now() + timedelta(days=7))

    def look() -> dict[str, Any]:
        page.refresh_from_db()
        return {"state": page.state}

    return [page.pk], look


@chore("chat.tend_links", pages=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    LinkPage.objects.create(digest="1", url="http://10.0.0.1/", state="nothing", until=ago(hours=1))
    return [], lambda: {"pages": LinkPage.objects.count()}


def without_page(hands: Hands) -> tuple[Attachment, Look]:
    """An office file that waits for its first page; its picture isn't drawn where LibreOffice isn't installed."""
    conversation = greeting(hands, hours_ago=1)
    file = SimpleUploadedFile("cv.docx", documents.docx("Five years"))
    attachment = upload_file(uploader=hands.ana, conversation_id=conversation.pk, file=file)
    Attachment.objects.filter(pk=attachment.pk).update(page_due_at=ago(minutes=1), created_at=ago(hours=2))
    waiting = Attachment.objects.filter(page_due_at__isnull=False)
    return attachment, lambda: {"waiting": waiting.count()}


@chore("chat.draw_page", waiting=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    attachment, look = without_page(hands)
    return ["chat.attachment", attachment.pk], look


@chore("chat.tend_pages", waiting=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    return [], without_page(hands)[1]


@chore("accounts.compute_segments", members=1, sizes=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    segment = Segment.objects.create(key="all-candidates", name_en="Candidates", name_zh="求职者", role="candidate")
    members = SegmentMember.objects.filter(segment=segment)
    sizes = SegmentSize.objects.filter(segment=segment)
    return [], lambda: {"members": members.count(), "sizes": sizes.count()}


@chore("experiments.look", looks=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    compare("suggested_replies", started_at=timezone.now() - timedelta(days=10))
    return [], lambda: {"looks": ExperimentLook.objects.count()}


@chore("gamification.weigh_forms", records=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    version = offer("rated-in-forms")
    draw_forms([Claim(version, hands.ana, timezone.now())], now=timezone.now())
    return [], lambda: {"records": FormRecord.objects.count()}


def badge_for_nothing(hands: Hands) -> Look:
    """Ben holds a badge that nothing of his bears out."""
    Member.objects.get_or_create(person=hands.ben)
    badge = Badge.objects.get(key="first-word")
    BadgeHeld.objects.create(person=hands.ben, badge=badge, grade=1, reached_at=ago(days=1))
    return lambda: {"held": BadgeHeld.objects.filter(revoked_at=None).count()}


@chore("gamification.check_badges", held=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    return [], badge_for_nothing(hands)


@chore("gamification.run_badges", held=0, unfinished=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    held, run = badge_for_nothing(hands), ask_run()
    return [run.pk], lambda: held() | {"unfinished": BadgeRun.objects.under_way().count()}


@chore("gamification.sweep_badge_runs", held=0, unfinished=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    held = badge_for_nothing(hands)
    ask_run()
    BadgeRun.objects.update(requested_at=ago(minutes=5))
    return [], lambda: held() | {"unfinished": BadgeRun.objects.under_way().count()}


def dry_run_of_one_answer(hands: Hands) -> DryRun:
    first_answer(hands.ana, hands.ben, at=ago(hours=2))
    return ask_dry_run(version=Rule.objects.get(key="recruiter-first-answer").versions.get(), operator=None)


def awards_of(run: DryRun) -> Look:
    return lambda: {"awards": DryRun.objects.filter(pk=run.pk).values_list("figures__tried__awards", flat=True).get()}


@chore("gamification.try_out", awards=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    run = dry_run_of_one_answer(hands)
    return [run.pk], awards_of(run)


@chore("gamification.sweep_dry_runs", awards=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    run = dry_run_of_one_answer(hands)
    DryRun.objects.update(requested_at=ago(minutes=5))
    return [], awards_of(run)


@chore("gamification.fill_mission", marks=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """A greeting that was there before the mission."""
    greeting(hands, hours_ago=2)
    StepDone.objects.all().delete()
    mission = Mission.objects.get(key="first-week-candidate")
    marks = StepDone.objects.filter(person=hands.ana, step__deed="greeted")
    return [mission.pk], lambda: {"marks": marks.count()}


@chore("gamification.prove_ledger", balance=10)
def _(hands: Hands) -> tuple[list[Any], Look]:
    give_coins(hands.ben, 10)
    account = CoinAccount.objects.filter(person=hands.ben, kind=CoinAccount.Kind.AVAILABLE)
    account.update(balance=15)
    return [], lambda: {"balance": account.get().balance}


@chore("accounts.seal", rows=[1])
def _(hands: Hands) -> tuple[list[Any], Look]:
    LogEntry.objects.create(user=hands.ana, object_id="1", object_repr="Ana", action_flag=CHANGE, change_message="did")
    check_seals(now=timezone.now() - timedelta(days=1))
    seals = Seal.objects.filter(table_name="django_admin_log").order_by("number")
    return [], lambda: {"rows": list(seals.values_list("rows", flat=True))}


def long_list() -> ListExport:
    """That a superuser waits for: all people."""
    ada = OperatorFactory(name="Ada", email="ada@rapport.example", is_superuser=True)
    return request_list(by=ada.pk, model="accounts.user", resource=0, query="", reason="Audit", rows=99)


def files_of(export: ListExport) -> int:
    if not export.file.storage.exists("exports/lists"):
        return 0
    return sum(name.startswith(str(export.token)) for name in export.file.storage.listdir("exports/lists")[1])


@chore("exports.write_list", finished=1, files=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    export = long_list()
    finished = ListExport.objects.filter(finished_at__isnull=False)
    return [export.pk], lambda: {"finished": finished.count(), "files": files_of(export)}


@chore("exports.sweep", finished=1, files=1, expired="")
def _(hands: Hands) -> tuple[list[Any], Look]:
    export = long_list()
    expired = ListExport.objects.create(
        requested_by=hands.ben, model="matching.job", reason="Audit", rows=1, finished_at=ago(days=2),
        expires_at=ago(days=1),
    )  # fmt: skip
    expired.file.save("expired.csv", ContentFile(b"1"))
    ListExport.objects.update(requested_at=ago(hours=1))
    finished = ListExport.objects.filter(pk=export.pk, finished_at__isnull=False)
    return [], lambda: {
        "finished": finished.count(),
        "files": files_of(export),
        "expired": ListExport.objects.get(pk=expired.pk).file.name,
    }


@chore("gamification.look_who_arrived", counted=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Ana joined by Ben's link and talked with a recruiter who has talked with somebody else, too."""
    partner, other = RecruiterFactory(name="Noa"), CandidateFactory(name="Rui")
    for person in (hands.ana, partner):
        EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True})
    User.objects.filter(pk=partner.pk).update(date_joined=ago(days=40))
    for candidate in (hands.ana, other):
        first_answer(candidate, partner, at=ago(days=1), confirmed_after=timedelta(hours=1))
    take_up_invitation(newcomer_id=hands.ana.pk, code=link_of(hands.ben).code, place="", now=ago(days=2))
    counted = Referral.objects.filter(counted_at__isnull=False)
    return [], lambda: {"counted": counted.count()}


@chore("gamification.hold_votes", open=0, won=2, awards=2)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Two nominees with one vote each of people who have nothing to do with them, whose vote is over."""
    honour = Honour.objects.first()
    Honour.objects.update(least_votes=1)
    month = timezone.localdate().replace(day=1)
    ballot = Ballot.objects.create(honour=honour, month=month, opens_at=ago(days=8), closes_at=ago(days=1))
    for person in (hands.ana, hands.ben):
        nominee = ballot.nominees.create(person=person, people=2)
        HonourVote.objects.create(ballot=ballot, voter=CandidateFactory(), nominee=nominee, cast_at=ago(days=2))
    awards = Award.objects.filter(deed=f"honour:{ballot.pk}")
    return [], lambda: {
        "open": Ballot.objects.filter(state="open").count(),
        "won": ballot.nominees.filter(has_won=True).count(),
        "awards": awards.count(),
    }


def outlived(hands: Hands) -> tuple[list[Any], Look]:
    """A title that nothing asks for any more and that was kept long enough."""
    Creator.objects.create(
        person=hands.ben, title=CreatorTitle.objects.first(), since=ago(days=90), kept_until=ago(days=1)
    )
    told = Notification.objects.filter(person=hands.ben, kind="creator_lost", channel="in_app")
    return [], lambda: {"creators": Creator.objects.count(), "told": told.count()}


chore("gamification.look_at_creators", creators=0, told=1)(outlived)
chore("gamification.look_at_creators_now", creators=0, told=1)(outlived)


@chore("gamification.odd_weeks", told=1)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """A rule that gave nothing the week before."""
    operator = OperatorFactory(name="Iris", email="iris@rapport.example", is_superuser=True)
    fields = {"points": 90, "why": "sorry", "note": "An outage.", "client_id": uuid4()}
    ask_grant(person_id=hands.ben.pk, operator=operator, now=ago(days=1), **fields)
    told = Notification.objects.filter(person=operator, kind="rule_is_odd")
    return [], lambda: {"told": told.count()}


@chore("gamification.follow_streaks", current=0, due=0)
def _(hands: Hands) -> tuple[list[Any], Look]:
    """Of somebody whose days are long over."""
    Streak.objects.create(person=hands.ben, current=5, longest=5, look_again_at=ago(days=1))
    mine = Streak.objects.filter(person=hands.ben)
    return [], lambda: {
        "current": mine.get().current,
        "due": mine.filter(look_again_at__isnull=False).count(),
    }
