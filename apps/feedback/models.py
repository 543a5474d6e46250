from apps.feedback.beta.models import BetaInvitation, BetaProgramme, BetaWish
from apps.feedback.calls.models import Call
from apps.feedback.correspondents.models import Correspondent, Way
from apps.feedback.desk.models import Desk, Look, SavedView
from apps.feedback.hooks.models import HookMessage, WebhookSource
from apps.feedback.incidents.models import Incident
from apps.feedback.ledger.models import BlindLabel, SampledTicket
from apps.feedback.letters.models import Letter
from apps.feedback.macros.models import Macro, MacroAction
from apps.feedback.ratings.models import ConversationRating
from apps.feedback.releases.models import Credit, Release
from apps.feedback.reports.models import ImprovementReport
from apps.feedback.routing.models import RoutingRule, Team
from apps.feedback.sla.models import Clock, ClockEvent, ClosedDay, WorkCalendar
from apps.feedback.support_chats.models import SupportChat
from apps.feedback.surveys.models import (
    Survey,
    SurveyAnswer,
    SurveyInvitation,
    SurveyQuestion,
    TalkBooking,
    TalkSlot,
)
from apps.feedback.tickets.labels import Area, Category, Field, Language, Mood, Severity, SpamBand
from apps.feedback.tickets.models import Channel, EntryKind, Ticket, TicketEntry, TicketFile
from apps.feedback.topics.models import DuplicateLink, TicketVector, Topic, TopicStatus, TopicSupport, TopicVerdict
from apps.feedback.trends.models import ClusteredTicket, ClusterWeek, TicketCluster
from apps.feedback.triage.models import Classification, ClassifierSwitch, ClassifierVersion, Source

__all__ = [
    "Area",
    "BetaInvitation",
    "BetaProgramme",
    "BetaWish",
    "BlindLabel",
    "Call",
    "Category",
    "Channel",
    "Classification",
    "ClassifierSwitch",
    "ClassifierVersion",
    "Clock",
    "ClockEvent",
    "ClosedDay",
    "ClusterWeek",
    "ClusteredTicket",
    "ConversationRating",
    "Correspondent",
    "Credit",
    "Desk",
    "DuplicateLink",
    "EntryKind",
    "Field",
    "HookMessage",
    "ImprovementReport",
    "Incident",
    "Language",
    "Letter",
    "Look",
    "Macro",
    "MacroAction",
    "Mood",
    "Release",
    "RoutingRule",
    "SampledTicket",
    "SavedView",
    "Severity",
    "Source",
    "SpamBand",
    "SupportChat",
    "Survey",
    "SurveyAnswer",
    "SurveyInvitation",
    "SurveyQuestion",
    "TalkBooking",
    "TalkSlot",
    "Team",
    "Ticket",
    "TicketCluster",
    "TicketEntry",
    "TicketFile",
    "TicketVector",
    "Topic",
    "TopicStatus",
    "TopicSupport",
    "TopicVerdict",
    "Way",
    "WebhookSource",
    "WorkCalendar",
]
