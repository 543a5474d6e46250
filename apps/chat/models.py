from apps.chat.answers.models import Answer
from apps.chat.applications.models import Application, ApplicationAnswer
from apps.chat.availability.models import AnswerPromise, AwayReply, AwayText, OfficeHours
from apps.chat.candidates.models import CandidateNote, CandidateRecord, CandidateTag
from apps.chat.cards.models import Card, CardStep, ContactReveal, HiddenTurn, QuizQuestion, SharedContact
from apps.chat.closing.models import BulkDecline, BulkDeclineItem, DeclineReason
from apps.chat.conversations.models import Conversation, ConversationQuerySet, InboxPlace, Participant
from apps.chat.files.models import Attachment, Upload, UploadPart
from apps.chat.groups.models import GroupInvitation, GroupLink
from apps.chat.interviews.models import Interview
from apps.chat.links.models import LinkPage, LinkPreview
from apps.chat.mentions.models import Mention
from apps.chat.messages.models import Message, MessageOriginal, Reaction
from apps.chat.metrics.models import CountedOpening, OpeningSlot
from apps.chat.missed.models import MissedDigest
from apps.chat.moderation.models import Report, ReportEvidence, ReportStep
from apps.chat.pins.models import PinnedMessage
from apps.chat.presets.models import Preset, PresetFile
from apps.chat.previews.models import PreviewRules
from apps.chat.scam.models import ScamRule, ScamWarning
from apps.chat.scheduling.models import ScheduledMessage
from apps.chat.search.models import SearchBacklog, SearchedMessage
from apps.chat.stages.models import StageProposal
from apps.chat.suggestions.models import Suggestion
from apps.chat.topics.models import OfferedFact
from apps.chat.translation.models import Translation

__all__ = [
    "Answer",
    "AnswerPromise",
    "Application",
    "ApplicationAnswer",
    "Attachment",
    "AwayReply",
    "AwayText",
    "BulkDecline",
    "BulkDeclineItem",
    "CandidateNote",
    "CandidateRecord",
    "CandidateTag",
    "Card",
    "CardStep",
    "ContactReveal",
    "Conversation",
    "ConversationQuerySet",
    "CountedOpening",
    "DeclineReason",
    "GroupInvitation",
    "GroupLink",
    "HiddenTurn",
    "InboxPlace",
    "Interview",
    "LinkPage",
    "LinkPreview",
    "Mention",
    "Message",
    "MessageOriginal",
    "MissedDigest",
    "OfferedFact",
    "OfficeHours",
    "OpeningSlot",
    "Participant",
    "PinnedMessage",
    "Preset",
    "PresetFile",
    "PreviewRules",
    "QuizQuestion",
    "Reaction",
    "Report",
    "ReportEvidence",
    "ReportStep",
    "ScamRule",
    "ScamWarning",
    "ScheduledMessage",
    "SearchBacklog",
    "SearchedMessage",
    "SharedContact",
    "StageProposal",
    "Suggestion",
    "Translation",
    "Upload",
    "UploadPart",
]
