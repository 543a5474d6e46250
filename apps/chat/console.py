"""What the console shows of this app, and to whom."""

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.chat.metrics import selectors as chat
from apps.chat.models import (
    Application,
    Attachment,
    BulkDecline,
    Card,
    Conversation,
    DeclineReason,
    Interview,
    Message,
    MessageOriginal,
    Preset,
    PreviewRules,
    QuizQuestion,
    Report,
    ScamRule,
    ScamWarning,
    StageProposal,
    Suggestion,
)
from apps.console.menu import Entry, Section, add_to_menu
from apps.console.rights import EDIT, NO_DELETE, VIEW, grant
from apps.console.tiles import WEEK, Tile, before_words, interval_words, minutes_words, share_words, tile

add_to_menu(
    Entry(Section.SUPPORT, 30, Conversation, _("Conversations"), "forum"),
    Entry(Section.SUPPORT, 31, Attachment, _("Files"), "attach_file"),
    Entry(Section.SUPPORT, 32, Interview, _("Interviews"), "event"),
    Entry(Section.SUPPORT, 33, Application, _("Applications"), "assignment_ind"),
    Entry(Section.SUPPORT, 34, BulkDecline, _("Bulk declines"), "do_not_disturb_on"),
    Entry(Section.CONTENT, 27, DeclineReason, _("Reasons to decline"), "sentiment_neutral"),
    Entry(Section.CONTENT, 20, Preset, _("Presets"), "quickreply"),
    Entry(Section.CONTENT, 22, Suggestion, _("Suggested replies"), "prompt_suggestion"),
    Entry(Section.CONTENT, 24, StageProposal, _("Proposed stages"), "step"),
    Entry(Section.CONTENT, 25, QuizQuestion, _("Quiz questions"), "quiz"),
    Entry(Section.SUPPORT, 38, Report, _("Reports of misconduct"), "flag"),
    Entry(Section.SUPPORT, 40, ScamWarning, _("Scam warnings"), "gpp_maybe"),
    Entry(Section.SUPPORT, 50, ScamRule, _("Scam rules"), "policy"),
    Entry(Section.SUPPORT, 52, PreviewRules, _("Link previews"), "link"),
)
grant(
    "support",
    {
        Attachment: VIEW,
        Conversation: VIEW,
        Message: VIEW,
        MessageOriginal: VIEW,
        Card: VIEW,
        Interview: VIEW,
        Application: VIEW,
        BulkDecline: VIEW,
        Report: ("view", "change"),
        ScamWarning: ("view", "change"),
        ScamRule: NO_DELETE,
        PreviewRules: ("view", "change"),
    },
)
grant("content", {Preset: EDIT, QuizQuestion: EDIT, DeclineReason: NO_DELETE, Suggestion: VIEW, StageProposal: VIEW})
grant("analyst", {Application: ("view", "export"), Suggestion: VIEW, StageProposal: VIEW})


@tile(place=10, permission="insights.view_dashboard")
def reply_rate_tile(now: datetime) -> Tile:
    this = chat.replies(since=now - WEEK, until=now, now=now)
    last = chat.replies(since=now - 2 * WEEK, until=now - WEEK, now=now)
    return Tile(
        key="reply_rate",
        title=gettext("Reply rate in 24 hours"),
        value=share_words(this),
        before=before_words(share_words(last)),
        interval=interval_words(this),
        meaning=gettext(
            "%(answered)d of %(asked)d opening messages of the last 7 days were answered by a person in time."
        )
        % {"answered": this[0], "asked": this[1]},
    )


@tile(place=20, permission="insights.view_dashboard")
def first_reply_tile(now: datetime) -> Tile:
    return Tile(
        key="first_reply",
        title=gettext("Time to first reply"),
        value=minutes_words(chat.median_first_reply_minutes(since=now - WEEK, until=now)),
        before=before_words(minutes_words(chat.median_first_reply_minutes(since=now - 2 * WEEK, until=now - WEEK))),
        meaning=gettext("Median over the conversations opened in the last 7 days that have an answer."),
    )


@tile(place=30, permission="insights.view_dashboard")
def depth_tile(now: datetime) -> Tile:
    this = chat.two_sided(since=now - WEEK, until=now)
    return Tile(
        key="two_sided_depth",
        title=gettext("Two-sided conversations"),
        value=share_words(this),
        before=before_words(share_words(chat.two_sided(since=now - 2 * WEEK, until=now - WEEK))),
        interval=interval_words(this),
        meaning=gettext("%(deep)d of %(opened)d conversations opened in the last 7 days have two turns of each side.")
        % {"deep": this[0], "opened": this[1]},
    )
