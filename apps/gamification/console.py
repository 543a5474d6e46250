"""What the console shows of this app, and to whom."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import EDIT, NO_DELETE, VIEW, grant
from apps.console.tiles import WEEK, Tile, before_words, tile
from apps.gamification.awards import metrics as gamification
from apps.gamification.models import (
    Appeal,
    Award,
    AwardEntry,
    Badge,
    BadgeGrade,
    BadgeHeld,
    BadgeRun,
    BadgeSeries,
    Ballot,
    Board,
    BoardRow,
    Campaign,
    CoinAccount,
    CoinTransaction,
    Creator,
    CreatorCriterion,
    CreatorTitle,
    FormDraw,
    FormRecord,
    Grant,
    Honour,
    Kudos,
    LedgerProof,
    Level,
    LevelPrivilege,
    MemberStory,
    Mission,
    MissionStage,
    MissionStep,
    Nominee,
    Order,
    Referral,
    Reward,
    Rule,
    RuleCost,
    RuleDecision,
    RuleVersion,
    Streak,
)
from apps.gamification.shop.selectors import orders_waiting

DAY = timedelta(days=1)

add_to_menu(
    Entry(Section.INCENTIVES, 5, RuleCost, _("Incentives desk"), "space_dashboard"),
    Entry(Section.INCENTIVES, 10, Rule, _("Rules"), "rule"),
    Entry(Section.INCENTIVES, 12, FormRecord, _("What forms bring"), "balance"),
    Entry(Section.INCENTIVES, 14, FormDraw, _("Draws of forms"), "casino"),
    Entry(Section.INCENTIVES, 20, RuleDecision, _("Decisions"), "gavel"),
    Entry(Section.INCENTIVES, 30, Award, _("Awards"), "workspace_premium"),
    Entry(Section.INCENTIVES, 6, MemberStory, _("Stories of members"), "history_edu"),
    Entry(Section.INCENTIVES, 22, Appeal, _("Appeals"), "balance"),
    Entry(Section.INCENTIVES, 24, Grant, _("Given by hand"), "volunteer_activism"),
    Entry(Section.INCENTIVES, 51, Referral, _("Invitations"), "group_add"),
    Entry(Section.INCENTIVES, 31, Order, _("Orders"), "redeem"),
    Entry(Section.INCENTIVES, 32, Reward, _("Shop"), "storefront"),
    Entry(Section.INCENTIVES, 34, CoinTransaction, _("Coins"), "toll"),
    Entry(Section.INCENTIVES, 36, CoinAccount, _("Coin accounts"), "savings"),
    Entry(Section.INCENTIVES, 38, LedgerProof, _("Proofs of the ledger"), "fact_check"),
    Entry(Section.INCENTIVES, 40, Level, _("Levels"), "stairs"),
    Entry(Section.INCENTIVES, 42, Badge, _("Badges"), "military_tech"),
    Entry(Section.INCENTIVES, 43, BadgeSeries, _("Badge series"), "category"),
    Entry(Section.INCENTIVES, 44, BadgeHeld, _("Badges of people"), "group"),
    Entry(Section.INCENTIVES, 45, BadgeRun, _("Runs"), "sync"),
    Entry(Section.INCENTIVES, 46, Streak, _("Streaks"), "local_fire_department"),
    Entry(Section.INCENTIVES, 47, Board, _("Rankings"), "leaderboard"),
    Entry(Section.INCENTIVES, 48, BoardRow, _("Places on rankings"), "format_list_numbered"),
    Entry(Section.INCENTIVES, 49, Kudos, _("Thanks"), "volunteer_activism"),
    Entry(Section.INCENTIVES, 53, Honour, _("Awards of the month"), "emoji_events"),
    Entry(Section.INCENTIVES, 54, Ballot, _("Votes of months"), "how_to_vote"),
    Entry(Section.INCENTIVES, 55, CreatorTitle, _("Titles of creators"), "edit_note"),
    Entry(Section.INCENTIVES, 56, Creator, _("Creators"), "badge"),
    Entry(Section.INCENTIVES, 50, Mission, _("Missions"), "flag"),
    Entry(Section.INCENTIVES, 52, Campaign, _("Campaigns"), "event"),
)
grant("content", {Mission: NO_DELETE, MissionStage: EDIT, MissionStep: EDIT, Campaign: VIEW})
grant(
    "incentives",
    {
        RuleCost: VIEW,
        Rule: NO_DELETE,
        RuleVersion: NO_DELETE,
        RuleDecision: VIEW,
        FormRecord: VIEW,
        FormDraw: VIEW,
        Award: VIEW,
        AwardEntry: ("view", "add"),
        Appeal: ("view", "change"),
        Grant: ("view", "add", "change"),
        MemberStory: VIEW,
        Referral: VIEW,
        Reward: NO_DELETE,
        Order: ("view", "change"),
        CoinTransaction: VIEW,
        CoinAccount: VIEW,
        LedgerProof: VIEW,
        Level: EDIT,
        LevelPrivilege: EDIT,
        Badge: NO_DELETE,
        BadgeGrade: EDIT,
        BadgeSeries: NO_DELETE,
        BadgeHeld: VIEW,
        BadgeRun: VIEW,
        Streak: VIEW,
        Kudos: VIEW,
        Honour: NO_DELETE,
        Ballot: ("view", "change"),
        Nominee: VIEW,
        CreatorTitle: NO_DELETE,
        CreatorCriterion: EDIT,
        Creator: VIEW,
        Board: NO_DELETE,
        BoardRow: VIEW,
        Mission: NO_DELETE,
        MissionStage: EDIT,
        MissionStep: EDIT,
        Campaign: NO_DELETE,
    },
)
grant("analyst", {RuleCost: VIEW, Rule: VIEW, RuleVersion: VIEW, Award: VIEW, FormRecord: VIEW})


@tile(place=50, permission="gamification.view_award")
def points_tile(now: datetime) -> Tile:
    this = gamification.points_settled(since=now - WEEK, until=now)
    return Tile(
        key="points_given",
        title=gettext("Points given"),
        value=str(this),
        before=before_words(str(gamification.points_settled(since=now - 2 * WEEK, until=now - WEEK))),
        meaning=gettext("Settled in the last 7 days and not taken back. %(pending)d more are pending.")
        % {"pending": gamification.points_pending()},
        url=reverse("admin:gamification_award_changelist"),
    )


@tile(place=52, permission="gamification.view_ledgerproof")
def ledger_tile(now: datetime) -> Tile:
    """Warns when the last proof found something, or when none came for two days."""
    proof = LedgerProof.objects.first()
    warning = ""
    if proof is not None and not proof.is_clean:
        warning = gettext("The last proof found something that didn't fit. Look at it before anything is paid out.")
    elif proof is not None and now - proof.proven_at > 2 * DAY:
        warning = gettext("The ledger wasn't proven for two days.")
    return Tile(
        key="coins",
        title=gettext("Coins in people's hands"),
        value=str(proof.coins) if proof else "–",
        meaning=gettext("At hand or set aside for orders, as the last nightly proof counted them."),
        url=reverse("admin:gamification_ledgerproof_changelist"),
        warning=warning,
    )


@tile(place=54, permission="gamification.change_order")
def orders_tile(now: datetime) -> Tile:
    return Tile(
        key="orders",
        title=gettext("Orders that wait"),
        value=str(orders_waiting()),
        meaning=gettext("Rewards that people ordered for coins and that nobody has fulfilled yet."),
        url=reverse("admin:gamification_order_changelist"),
    )


@tile(place=56, permission="gamification.change_appeal")
def appeals_tile(now: datetime) -> Tile:
    return Tile(
        key="award_appeals",
        title=gettext("Appeals about awards"),
        value=str(Appeal.objects.waiting().count()),
        meaning=gettext(
            "People who say that an award shouldn't have been taken back. %(n)d grants wait for a second yes."
        )
        % {"n": Grant.objects.filter(state=Grant.State.WAITS).count()},
        url=reverse("admin:gamification_appeal_changelist"),
    )
