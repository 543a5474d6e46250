"""The cards of an interview, registered."""

import apps.chat.interviews.invite
import apps.chat.interviews.outcome  # noqa: F401
