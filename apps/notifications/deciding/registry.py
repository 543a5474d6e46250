"""The kinds of things that people are told about. Apps register theirs in `kinds.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from email.mime.base import MIMEBase
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User


class KindGroup(TextChoices):
    """Under which heading a person finds a kind among their choices."""

    CONVERSATIONS = "conversations", _("Conversations")
    INTERVIEWS = "interviews", _("Interviews")
    FEEDBACK = "feedback", _("Feedback and help")
    RECOGNITION = "recognition", _("Points and levels")
    CARE = "care", _("Words of care")
    ACCOUNT = "account", _("Account and company")


UNREAD = _("You get this because you haven't read it on Rapport yet.")


@dataclass(frozen=True, slots=True)
class MailEntry:
    """One part of an e-mail. `url` is a path of this site, or empty; `heading` stands above its first entry."""

    title: str
    body: str = ""
    url: str = ""
    heading: str = ""


@dataclass(frozen=True)
class Kind:
    """`title` and `body` are lazy translations with `%(name)s` places that `facts` fill; `name` is how notifications of
    the kind are called together where a title needs its facts. `email_after_minutes` is None
    for kinds that never leave the product, 0 for at once; an e-mail still unsent is cancelled by reading.
    `localise` may replace facts by their form in the active language (choices, dates) before they are filled in.
    What `is_duty` is mailed whatever a person wants, and also when their account is closed: they must be able to know.
    `is_mailed` marks kinds that are told by e-mail in another way than after some minutes, `is_shown` those that stand
    in the product; only operators find what is `for_operators` among their choices. What `was_asked_for` is mailed
    whatever else was chosen: one waits for it.
    `answers` says to what an answer by e-mail goes, by the kind of its address and an id; None where it can't.
    `mail_parts` gives what is attached to this person's e-mail, made from the facts when it is written.
    `is_moot` says whether they know already what a push or an e-mail of this kind would tell; `pushed` is called once
    one of their browsers has it, as it then needs no e-mail. What `is_awaited`, as an answer to a ticket or what one
    set oneself, doesn't count to the e-mails that nobody asked for. `mail_entries` gives the parts of this person's
    e-mail where it has several, made from the facts when it is written; `why` is the reason below it. The e-mails of a
    kind that `is_one_thread` stand together in mail programs."""

    key: str
    title: str | Promise
    body: str | Promise
    name: str | Promise = ""
    icon: str = "bell"
    email_after_minutes: int | None = None
    localise: Callable[[dict[str, Any]], dict[str, Any]] | None = None
    mail_parts: Callable[[dict[str, Any], User], list[MIMEBase]] | None = None
    answers: Callable[[dict[str, Any]], tuple[str, int] | None] | None = None
    is_moot: Callable[[dict[str, Any], User], bool] = lambda facts, person: False
    pushed: Callable[[dict[str, Any], User], object] = lambda facts, person: None
    group: KindGroup = KindGroup.CONVERSATIONS
    is_mailed: bool = False
    is_shown: bool = True
    was_asked_for: bool = False
    for_operators: bool = False
    is_duty: bool = False
    is_awaited: bool = False
    is_one_thread: bool = False
    why: str | Promise = UNREAD
    mail_entries: Callable[[dict[str, Any], User], list[MailEntry]] | None = None

    @property
    def is_urgent(self) -> bool:
        """E-mails of it come at night, too: one waits for them, or they are about an interview."""
        return self.was_asked_for or self.is_duty or self.group == KindGroup.INTERVIEWS

    @property
    def is_counted(self) -> bool:
        """Its e-mails are among the three a day that somebody gets without having asked."""
        return not self.is_urgent and not self.is_awaited

    @property
    def has_mail(self) -> bool:
        return self.is_mailed or self.email_after_minutes is not None

    @property
    def has_optional_mail(self) -> bool:
        """Whether it comes by e-mail to who wants that, and not to others."""
        return self.has_mail and not self.was_asked_for and not self.is_duty


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    _kinds[kind.key] = kind
    return kind


def kind_of(key: str) -> Kind | None:
    return _kinds.get(key)


def all_kinds() -> list[Kind]:
    return list(_kinds.values())


def duty_kinds() -> list[str]:
    return [kind.key for kind in all_kinds() if kind.is_duty]
