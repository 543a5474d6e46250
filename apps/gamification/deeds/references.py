"""What a deed or a cause points to, in words: its key names a row for ever, for example `message:991`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_WORDS: dict[str, str | Promise] = {
    "message": _("Message %(n)s"),
    "conversation": _("Conversation %(n)s"),
    "interview": _("Interview %(n)s"),
    "decline": _("A clear no, message %(n)s"),
    "resume": _("Résumé %(n)s"),
    "job": _("Job %(n)s"),
    "ticket": _("Ticket %(n)s"),
    "rating": _("Rating of conversation %(n)s"),
    "article": _("Article %(n)s"),
    "solved": _("Answer %(n)s in a group"),
    "featured": _("Post %(n)s in a group"),
    "honour": _("Vote %(n)s of a month"),
    "mission": _("Mission %(n)s"),
    "award": _("Award %(n)s"),
    "grant": _("Granted by hand"),
    "quest": _("A mission that went on"),
    "appeal": _("An appeal"),
    "referral": _("Invitation %(n)s"),
    "kudos": _("Thanks %(n)s"),
    "order": _("Order %(n)s"),
    "time": _("Its time was over"),
    "review": _("A person looked at it"),
}


def reference_words(key: str) -> str:
    """The key itself, where it is of a kind that only another version knew."""
    kind, _colon, rest = key.partition(":")
    words = _WORDS.get(kind)
    return str(words) % {"n": rest.partition(":")[0]} if words else key
