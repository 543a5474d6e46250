from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from apps.errors import Conflict, InvalidInput, NotAllowed, RateLimited


class JoinFirst(NotAllowed):
    code = "join_first"
    message = _("Join the group first: whoever is in it writes and votes.")


class OwnPost(NotAllowed):
    code = "own_post"
    message = _("What you wrote yourself is for others to judge.")


class ContactInPost(InvalidInput):
    """`data` holds the kind of what was found."""

    code = "contact_in_post"
    message = _("Leave telephone numbers, e-mail addresses and accounts of other apps out: everybody reads this.")


class PostNeedsConfirming(Conflict):
    """`data` names the trick and quotes the sentence."""

    code = "confirm_needed"

    def __init__(self, family: str, sentence: str) -> None:
        words = _(
            "This may read as a scam: “{sentence}”. Change it, or send it once more as it is: then a moderator looks "
            "at it before others see it."
        )
        super().__init__(format_lazy(words, sentence=sentence), field="body", family=family, sentence=sentence)


class TooManyPosts(RateLimited):
    code = "too_many_posts"
    message = _("That's enough for a day: others want to be read, too.")
