"""What each person wants to be told of, by kind and channel. Everything is on that a kind has, until they choose."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from apps.accounts.models import User
from apps.errors import InvalidInput
from apps.notifications.deciding.models import Channel, NotificationPreference
from apps.notifications.deciding.registry import Kind, KindGroup, all_kinds, kind_of
from apps.notifications.deciding.wording import name_of
from apps.notifications.subscriptions.selectors import with_browsers


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind in the table: whether it is on over each channel; None where the kind doesn't use the channel."""

    kind: Kind
    in_app: bool | None
    push: bool
    email: bool | None

    @property
    def title(self) -> str:
        return name_of(self.kind)


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    name: str
    choices: list[Choice]


def is_wanted(person: User, kind: Kind, channel: Channel) -> bool:
    return (person.pk, channel) in wanted([person.pk], kind)


def wanted(people: Collection[int], kind: Kind) -> set[tuple[int, str]]:
    """Which of these people want the kind over which channel, in two queries however many they are."""
    off = NotificationPreference.objects.filter(person__in=people, kind=kind.key, is_on=False)
    refused = set(off.values_list("person", "channel"))
    if kind.was_asked_for or kind.is_duty:
        refused -= {(person, Channel.EMAIL) for person in people}
    pushed = with_browsers(people)
    refused |= {(person, Channel.PUSH) for person in people if person not in pushed}
    return {(person, channel) for person in people for channel in Channel.values} - refused


def choices_of(person: User) -> list[ChoiceGroup]:
    """Every kind that can be chosen, under its heading."""
    off = {
        (one.kind, one.channel)
        for one in NotificationPreference.objects.filter(person=person, is_on=False)[: 4 * len(all_kinds()) + 4]
    }
    found = []
    for group in KindGroup:
        kinds = [kind for kind in all_kinds() if kind.group == group and (person.is_staff or not kind.for_operators)]
        own = [_choice(kind, off) for kind in kinds]
        if own:
            found.append(ChoiceGroup(str(group.label), own))
    return found


def mail_choices_of(person: User) -> list[ChoiceGroup]:
    """Those of them that may come by e-mail."""
    mailed = [(group.name, [one for one in group.choices if one.email is not None]) for group in choices_of(person)]
    return [ChoiceGroup(name, choices) for name, choices in mailed if choices]


def _choice(kind: Kind, off: set[tuple[str, str]]) -> Choice:
    return Choice(
        kind,
        in_app=(kind.key, Channel.IN_APP) not in off if kind.is_shown else None,
        push=(kind.key, Channel.PUSH) not in off,
        email=(kind.key, Channel.EMAIL) not in off if kind.has_optional_mail else None,
    )


@transaction.atomic
def choose(*, person: User, kind_key: str, channel: str, is_on: bool) -> None:
    """Raises InvalidInput for a kind that isn't there, or a channel that it doesn't use."""
    kind = kind_of(kind_key)
    if kind is None:
        raise InvalidInput(_("There is no such kind of notification."), field="kind")
    uses = {Channel.IN_APP: kind.is_shown, Channel.PUSH: True, Channel.EMAIL: kind.has_optional_mail}
    if channel not in Channel.values or not uses.get(Channel(channel), False):
        raise InvalidInput(_("This kind can't be switched over this channel."), field="channel")
    NotificationPreference.objects.update_or_create(
        person=person, kind=kind.key, channel=channel, defaults={"is_on": is_on}
    )


@transaction.atomic
def choose_all(*, person: User, wanted: Mapping[tuple[str, str], bool]) -> None:
    """The whole table at once; what isn't in `wanted` stays as it was."""
    for (kind, channel), is_on in wanted.items():
        choose(person=person, kind_key=kind, channel=channel, is_on=is_on)


@transaction.atomic
def stop_mail(*, person: User, kinds: Iterable[str], is_on: bool = False) -> None:
    """No more e-mails of these kinds, or again; those that can't be switched are passed over."""
    for key in kinds:
        kind = kind_of(key)
        if kind is not None and kind.has_optional_mail:
            choose(person=person, kind_key=key, channel=Channel.EMAIL, is_on=is_on)
