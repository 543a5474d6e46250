"""What the topics of chips are called in the console."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

TOPIC_WORDS: dict[str, str | Promise] = {
    "availability": pgettext_lazy("topic", "Availability"),
    "benefits": pgettext_lazy("topic", "Benefits"),
    "certificate": pgettext_lazy("topic", "Certificates"),
    "contract": pgettext_lazy("topic", "Contract"),
    "decision": pgettext_lazy("topic", "Decision"),
    "expectation": pgettext_lazy("topic", "Expected pay"),
    "experience": pgettext_lazy("topic", "Experience"),
    "feedback": pgettext_lazy("topic", "Feedback"),
    "growth": pgettext_lazy("topic", "Growth"),
    "language": pgettext_lazy("topic", "Languages"),
    "location": pgettext_lazy("topic", "Place of work"),
    "notice": pgettext_lazy("topic", "Notice period"),
    "portfolio": pgettext_lazy("topic", "Work samples"),
    "process": pgettext_lazy("topic", "Interview process"),
    "reason": pgettext_lazy("topic", "Reason"),
    "remote": pgettext_lazy("topic", "Remote work"),
    "salary": pgettext_lazy("topic", "Pay"),
    "schedule": pgettext_lazy("topic", "Working hours"),
    "start": pgettext_lazy("topic", "Start date"),
    "team": pgettext_lazy("topic", "Team"),
    "travel": pgettext_lazy("topic", "Travel"),
    "visa": pgettext_lazy("topic", "Visa and work permit"),
    "years": pgettext_lazy("topic", "Years of experience"),
}
