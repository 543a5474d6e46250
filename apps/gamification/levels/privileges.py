"""What a level can unlock. Each kind is handed down as a trait of the person, and the app that owns what it opens
enforces it: a row for anything else can't be made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


@dataclass(frozen=True)
class Privilege:
    """`trait` is what the enforcing app reads, `most` the highest amount that it goes by, `words` what it says to
    people. An amount of 1 means yes where it `is_yes_no`."""

    key: str
    trait: str
    name: str | Promise
    most: int
    words: Callable[[int], str]
    is_yes_no: bool = False


def _conversations(n: int) -> str:
    return ngettext("%(n)d more new conversation a day", "%(n)d more new conversations a day", n) % {"n": n}


def _messages(n: int) -> str:
    return ngettext("%(n)d more message a minute", "%(n)d more messages a minute", n) % {"n": n}


PRIVILEGES: Mapping[str, Privilege] = {
    privilege.key: privilege
    for privilege in (
        Privilege(
            "greetings",
            "chat.new_conversations_per_day_bonus",
            gettext_lazy("more new conversations a day"),
            500,
            _conversations,
        ),
        Privilege("messages", "chat.messages_per_minute_bonus", gettext_lazy("more messages a minute"), 500, _messages),
        Privilege(
            "file_size",
            "file_megabytes",
            gettext_lazy("files up to so many megabytes"),
            24,
            lambda n: _("files up to %(n)d MB") % {"n": n},
        ),
        Privilege(
            "search_history",
            "chat.search_months_bonus",
            gettext_lazy("more months of messages in search"),
            240,
            lambda n: (
                ngettext("%(n)d more month of messages in search", "%(n)d more months of messages in search", n)
                % {"n": n}
            ),
        ),
        Privilege(
            "place_in_lists",
            "matching.head_start",
            gettext_lazy("head start in recommendations, in hundredths"),
            3,
            lambda n: _("a head start of %(n)d %% in recommendations") % {"n": n},
        ),
        Privilege(
            "beta",
            "beta",
            gettext_lazy("what is being tried out"),
            1,
            lambda n: _("what is new before others: the whole year of your streak, and some of what is tried out"),
            is_yes_no=True,
        ),
    )
}


def privilege_choices() -> list[tuple[str, str | Promise]]:
    return [(privilege.key, privilege.name) for privilege in PRIVILEGES.values()]
