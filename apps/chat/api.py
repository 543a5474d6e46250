"""The API of chat: everything that its pages and its socket can do. Whatever isn't one's own is 404."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from apps.chat.applications.api import urlpatterns as applications
from apps.chat.availability.api import AwayReplyView
from apps.chat.bulk.api import BulkView
from apps.chat.candidates.api import (
    CandidateNotesView,
    CandidateNoteView,
    CandidateRecordView,
    CandidateTagsView,
    CandidateTagView,
)
from apps.chat.cards.api import CardActView, CardContactView, CardsView, CardTypesView, CardView
from apps.chat.closing.api import urlpatterns as closing
from apps.chat.conversation_page.api import ConversationViewSet
from apps.chat.conversation_page.reminding import MessageReminderView
from apps.chat.conversation_page.sent_api import ConversationFilesView
from apps.chat.files.api import AttachmentFileView, AttachmentUploadView, AttachmentView, UploadsView, UploadView
from apps.chat.greeting.api import FirstMessageView
from apps.chat.groups.api import urlpatterns as groups
from apps.chat.inbox.api import CatchUpView, InboxCountsView
from apps.chat.interviews.api import InterviewCalendarView, InterviewsView, InterviewView
from apps.chat.messages.api import MessageViewSet
from apps.chat.moderation.api import urlpatterns as moderation
from apps.chat.pins.api import urlpatterns as pins
from apps.chat.presets.api import PresetAttachmentsView, PresetFilesView, PresetFileView, PresetViewSet
from apps.chat.previews.api import urlpatterns as previews
from apps.chat.reading.api import UnreadView
from apps.chat.safety.api import urlpatterns as safety
from apps.chat.scam.api import WarningsView
from apps.chat.scheduling.api import ScheduledView, ScheduleView
from apps.chat.search.api import urlpatterns as search
from apps.chat.stages.api import StageProposalAnswerView, StageProposalView
from apps.chat.suggestions.api import SuggestionsView, SuggestionTakeView
from apps.chat.team.api import JoinView, TeamSummaryView, UnansweredView
from apps.chat.translation.api import TranslationView

router = SimpleRouter()
router.register("conversations", ConversationViewSet, basename="conversation")
router.register("messages", MessageViewSet, basename="message")
router.register("presets", PresetViewSet, basename="preset")

urlpatterns = [
    *router.urls,
    path("conversations/<int:conversation_id>/cards/", CardsView.as_view(), name="conversation-cards"),
    path("conversations/<int:conversation_id>/card-types/", CardTypesView.as_view(), name="conversation-card-types"),
    path("conversations/<int:conversation_id>/cards/<int:card_id>/", CardView.as_view(), name="conversation-card"),
    path(
        "conversations/<int:conversation_id>/cards/<int:card_id>/contact/",
        CardContactView.as_view(),
        name="conversation-card-contact",
    ),
    path(
        "conversations/<int:conversation_id>/cards/<int:card_id>/act/",
        CardActView.as_view(),
        name="conversation-card-act",
    ),
    path("interviews/", InterviewsView.as_view(), name="interviews"),
    path("interviews/<int:pk>/", InterviewView.as_view(), name="interview"),
    path("interviews/<int:pk>/calendar.ics", InterviewCalendarView.as_view(), name="interview-calendar"),
    *closing,
    *applications,
    *groups,
    *pins,
    *previews,
    *safety,
    *search,
    *moderation,
    path("conversations/<int:conversation_id>/warnings/", WarningsView.as_view(), name="conversation-warnings"),
    path("conversations/<int:conversation_id>/files/", ConversationFilesView.as_view(), name="conversation-files"),
    path("attachments/", AttachmentUploadView.as_view(), name="attachment-upload"),
    path("uploads/", UploadsView.as_view(), name="uploads"),
    path("uploads/<uuid:pk>/", UploadView.as_view(), name="upload"),
    path("attachments/<int:pk>/", AttachmentView.as_view(), name="attachment"),
    path("attachments/<int:pk>/file", AttachmentFileView.as_view(), name="attachment-file"),
    path("attachments/<int:pk>/thumbnail", AttachmentFileView.as_view(is_thumbnail=True), name="attachment-thumbnail"),
    path("presets/<int:preset_id>/files/", PresetFilesView.as_view(), name="preset-files"),
    path("presets/<int:preset_id>/files/<int:file_id>/", PresetFileView.as_view(), name="preset-file"),
    path("presets/<int:preset_id>/attachments/", PresetAttachmentsView.as_view(), name="preset-attachments"),
    path("inbox/bulk/", BulkView.as_view(), name="inbox-bulk"),
    path("inbox/catch-up/", CatchUpView.as_view(), name="inbox-catch-up"),
    path("inbox/counts/", InboxCountsView.as_view(), name="inbox-counts"),
    path("candidates/<int:pk>/record/", CandidateRecordView.as_view(), name="candidate-record"),
    path("candidates/<int:pk>/notes/", CandidateNotesView.as_view(), name="candidate-notes"),
    path("candidates/<int:pk>/notes/<int:note>/", CandidateNoteView.as_view(), name="candidate-note"),
    path("candidates/<int:pk>/tags/", CandidateTagsView.as_view(), name="candidate-tags"),
    path("candidates/<int:pk>/tags/<int:tag>/", CandidateTagView.as_view(), name="candidate-tag"),
    path("team/unanswered/", UnansweredView.as_view(), name="team-unanswered"),
    path("team/summary/", TeamSummaryView.as_view(), name="team-summary"),
    path("conversations/<int:pk>/join/", JoinView.as_view(), name="conversation-join"),
    path("conversations/<int:conversation_id>/scheduled/", ScheduleView.as_view(), name="conversation-scheduled"),
    path("scheduled/<int:scheduled_id>/", ScheduledView.as_view(), name="scheduled-message"),
    path(
        "conversations/<int:conversation_id>/suggestions/", SuggestionsView.as_view(), name="conversation-suggestions"
    ),
    path("suggestions/<int:suggestion_id>/take/", SuggestionTakeView.as_view(), name="suggestion-take"),
    path(
        "conversations/<int:conversation_id>/stage-proposal/",
        StageProposalView.as_view(),
        name="conversation-stage-proposal",
    ),
    path("stage-proposals/<int:proposal_id>/answer/", StageProposalAnswerView.as_view(), name="stage-proposal-answer"),
    path("messages/<int:message_id>/reminder/", MessageReminderView.as_view(), name="message-reminder"),
    path("messages/<int:pk>/translation/", TranslationView.as_view(), name="message-translation"),
    path("first-message/", FirstMessageView.as_view(), name="first-message"),
    path("unread/", UnreadView.as_view(), name="unread"),
    path("away-reply/", AwayReplyView.as_view(), name="away-reply"),
]
