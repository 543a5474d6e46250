"""What the console shows of this app, and to whom."""

from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import EDIT, NO_DELETE, VIEW, grant
from apps.console.tiles import Tile, tile
from apps.feedback.models import (
    BetaProgramme,
    BlindLabel,
    Call,
    Classification,
    ClassifierVersion,
    Clock,
    ClosedDay,
    ClusterWeek,
    ConversationRating,
    Correspondent,
    Desk,
    DuplicateLink,
    HookMessage,
    ImprovementReport,
    Incident,
    Macro,
    MacroAction,
    Release,
    RoutingRule,
    SupportChat,
    Survey,
    SurveyQuestion,
    TalkSlot,
    Team,
    Ticket,
    TicketCluster,
    TicketEntry,
    TicketFile,
    Topic,
    WebhookSource,
    WorkCalendar,
)
from apps.feedback.tickets import metrics as feedback

add_to_menu(
    Entry(Section.SUPPORT, 5, Desk, _("Workspace"), "support_agent"),
    Entry(Section.SUPPORT, 6, SupportChat, _("Live support"), "chat"),
    Entry(Section.SUPPORT, 10, Ticket, _("Tickets"), "inbox"),
    Entry(Section.SUPPORT, 15, Topic, _("Topics"), "topic"),
    Entry(Section.SUPPORT, 12, TicketCluster, _("Trends"), "trending_up"),
    Entry(Section.SUPPORT, 13, ClusterWeek, _("Weeks of trends"), "table_chart"),
    Entry(Section.SUPPORT, 14, BetaProgramme, _("Beta programmes"), "science"),
    Entry(Section.SUPPORT, 9, Incident, _("Incidents"), "warning"),
    Entry(Section.SUPPORT, 16, Release, _("Changelog"), "campaign"),
    Entry(Section.SUPPORT, 17, ImprovementReport, _("Improvement reports"), "summarize"),
    Entry(Section.SUPPORT, 20, ConversationRating, _("Ratings"), "star"),
    Entry(Section.SUPPORT, 22, Survey, _("Surveys"), "quiz"),
    Entry(Section.SUPPORT, 21, Correspondent, _("Correspondents"), "contact_mail"),
    Entry(Section.SUPPORT, 24, BlindLabel, _("Blind sample"), "visibility_off"),
    Entry(Section.SUPPORT, 25, ClassifierVersion, _("Classifier"), "model_training"),
    Entry(Section.SUPPORT, 11, Call, _("Calls"), "call"),
    Entry(Section.SUPPORT, 30, WebhookSource, _("Webhook sources"), "webhook"),
    Entry(Section.SUPPORT, 31, HookMessage, _("Messages by webhook"), "swap_horiz"),
    Entry(Section.SUPPORT, 26, Macro, _("Macros"), "bolt"),
    Entry(Section.SUPPORT, 27, RoutingRule, _("Routing rules"), "alt_route"),
    Entry(Section.SUPPORT, 28, Team, _("Teams"), "groups"),
    Entry(Section.SUPPORT, 29, WorkCalendar, _("Calendars of work"), "calendar_month"),
    Entry(Section.SUPPORT, 18, Clock, _("In time"), "timer"),
)
grant(
    "support",
    {
        Ticket: ("view", "change", "export"),
        TicketEntry: ("view", "add"),
        Classification: ("view", "add"),
        BlindLabel: ("view", "add"),
        ClassifierVersion: NO_DELETE,
        DuplicateLink: ("view", "change"),
        ConversationRating: ("view", "export"),
        Correspondent: ("view", "change"),
        TicketFile: VIEW,
        Topic: EDIT,
        BetaProgramme: EDIT,
        TicketCluster: VIEW,
        ClusterWeek: ("view", "export"),
        Incident: ("view", "change"),
        Release: EDIT,
        ImprovementReport: EDIT,
        Desk: VIEW,
        SupportChat: ("view", "change"),
        Survey: EDIT,
        SurveyQuestion: EDIT,
        TalkSlot: EDIT,
        Macro: EDIT,
        MacroAction: EDIT,
        RoutingRule: EDIT,
        Team: EDIT,
        WorkCalendar: EDIT,
        ClosedDay: EDIT,
        Clock: VIEW,
        Call: ("view", "add"),
        WebhookSource: EDIT,
        HookMessage: VIEW,
    },
)
grant(
    "analyst",
    {
        Ticket: VIEW,
        Incident: VIEW,
        TicketCluster: VIEW,
        ClusterWeek: ("view", "export"),
        Clock: VIEW,
        ClassifierVersion: VIEW,
        ConversationRating: ("view", "export"),
    },
)


AGE_NAMES: dict[str, Promise] = {
    "under_1_day": _("under a day"),
    "1_to_3_days": _("1–3 days"),
    "3_to_7_days": _("3–7 days"),
    "7_to_30_days": _("7–30 days"),
    "over_30_days": _("over 30 days"),
}


@tile(place=40, permission="feedback.view_ticket")
def tickets_tile(now: datetime) -> Tile:
    by_age = feedback.open_tickets_by_age(now=now)
    largest = max(by_age.values(), default=0) or 1
    return Tile(
        key="open_tickets",
        title=gettext("Open tickets by age"),
        value=str(sum(by_age.values())),
        meaning=gettext("Tickets that wait for us, by the time since they came in."),
        url=reverse("admin:feedback_ticket_changelist"),
        bars=[(str(AGE_NAMES[name]), count, round(100 * count / largest)) for name, count in by_age.items()],
    )
