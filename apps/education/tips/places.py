"""Where a tip can stand: names that elements of our pages carry as `data-place`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACES: dict[str, str | Promise] = {
    "search": _("Every page: search in the header"),
    "feedback": _("Every page: feedback in the header"),
    "inbox-filters": _("Inbox: which conversations"),
    "inbox-presets": _("Inbox: preset replies"),
    "inbox-select": _("Inbox: select several (recruiters)"),
    "conversation-stage": _("Conversation: its stage (recruiters)"),
    "conversation-menu": _("Conversation: its menu"),
    "jobs-filters": _("Jobs: search and filters"),
    "jobs-reasons": _("Jobs: what the order goes by"),
    "job-greet": _("A job: greet"),
    "job-answers": _("My job: answers on the job card"),
    "my-jobs-new": _("My jobs: post a job"),
    "my-jobs-candidates": _("My jobs: candidates of the first one"),
    "resume-upload": _("Résumé: the file"),
    "help-question": _("Help: one's question"),
    "help-articles": _("Help: the first articles"),
}
