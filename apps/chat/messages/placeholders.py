"""Places in a prepared text: variables with a fall-back, `{candidate.name|there}`, and questions, `{?day}`.

No message leaves with one unfilled, wherever its text came from.
"""

import re

from apps.chat.messages.errors import UnfilledPlace

PLACE = re.compile(r"\{(\?)?([^{}|]{1,60})(?:\|([^{}]{0,80}))?\}")

VARIABLES = (
    "me.name",
    "other.name",
    "candidate.name",
    "recruiter.name",
    "company.name",
    "job.title",
    "job.city",
)


def check_filled_in(text: str) -> None:
    """Raises UnfilledPlace for the first place that is left; other braces are anybody's to write."""
    if "{" not in text:
        return
    for mark, name, _fallback in PLACE.findall(text):
        if mark or name.strip() in VARIABLES:
            raise UnfilledPlace(name.strip())
