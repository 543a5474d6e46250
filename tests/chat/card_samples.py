"""For every type of card: who makes one here, from what, and what each of its actions needs. A type without a sample
fails `test_every_card_type`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from apps.accounts.models import User
from apps.chat.applications.models import Application
from apps.chat.cards.models import Card
from apps.chat.cards.registry import Who
from apps.chat.cards.services import act, make_card
from apps.chat.conversations.models import Conversation
from apps.chat.interviews.models import Interview

Data = Mapping[str, Any]
Facts = Callable[[Conversation], Data]


@dataclass(frozen=True)
class Sample:
    """`maker` is ana, ben or the product; `facts` what the card is made from; `data` what an action needs; `before` the
    steps, as person and action, that lead to where an action can start; `arrange` what must be there first."""

    maker: str
    facts: Facts = lambda conversation: {}
    data: Mapping[str, Data] = field(default_factory=dict)
    before: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    arrange: Callable[[Conversation], None] = lambda conversation: None


def decline_words(conversation: Conversation) -> Data:
    return {"words": "We chose somebody else."}


def open_again(conversation: Conversation) -> None:
    """As it was before an earlier card closed it."""
    Conversation.objects.filter(pk=conversation.pk).update(stage=Conversation.Stage.CLARIFY)


def unapplied(conversation: Conversation) -> None:
    Application.objects.filter(conversation=conversation).delete()
    Card.objects.filter(conversation=conversation, type="application").update(closed_at=timezone.now())


def applied(conversation: Conversation) -> Data:
    """What applying writes before its card."""
    application = Application.objects.create(
        conversation=conversation, job=conversation.job, candidate=conversation.candidate, sent_at=timezone.now()
    )
    return {"application": application.pk}


def in_days(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0).isoformat()


SLOT = in_days(3)
OTHER_TIMES = {"slots": [in_days(5), in_days(6)], "words": "After six suits me better."}


def an_interview_is_over(conversation: Conversation) -> None:
    invitation = make_card(
        conversation=conversation,
        author=conversation.recruiter,
        type="interview",
        facts={"slots": [SLOT]},
        client_id=uuid4(),
    )
    assert conversation.candidate is not None
    act(card=invitation, actor=conversation.candidate, action="accept", data={"slot": SLOT}, client_id=uuid4())
    Card.objects.filter(pk=invitation.pk).update(state="over", due_at=None, closed_at=timezone.now())
    Interview.objects.filter(pk=invitation.pk).update(standing="over")


SAMPLES: dict[str, Sample] = {
    "interview": Sample(
        maker="ben",
        facts=lambda conversation: {"slots": [SLOT, in_days(4)], "minutes": 45, "way": "video"},
        data={
            "accept": {"slot": SLOT},
            "agree": {"slot": OTHER_TIMES["slots"][0]},
            "propose": OTHER_TIMES,
            "offer": OTHER_TIMES,
            "move": OTHER_TIMES,
            "decline": {"reason": "other_offer", "words": "Thank you all the same."},
            "cancel": {"reason": "came_up"},
        },
        before={
            "agree": [("ana", "propose")],
            "move": [("ana", "accept")],
            "cancel": [("ana", "accept")],
        },
    ),
    "interview_outcome": Sample(
        maker="product",
        facts=lambda conversation: {"interview": Interview.objects.latest("pk").pk},
        arrange=an_interview_is_over,
    ),
    "application": Sample(maker="ana", facts=applied, arrange=unapplied),
    "bulk_decline": Sample(maker="ben", facts=decline_words, arrange=open_again),
    "decline": Sample(maker="ben", facts=decline_words, arrange=open_again),
    "job_card": Sample(maker="ben"),
    "resume_request": Sample(maker="ben", before={"hide": [("ana", "share")]}),
    "resume_share": Sample(maker="ana"),
    "phone_exchange": Sample(
        maker="ana",
        facts=lambda conversation: {"contact": "+86 138-0000-0000"},
        data={"accept": {"contact": "13900000000"}},
        before={"hide": [("ben", "accept")]},
    ),
    "wechat_exchange": Sample(
        maker="ben",
        facts=lambda conversation: {"contact": "ben_hires"},
        data={"accept": {"contact": "ana-works"}},
        before={"hide": [("ana", "accept")]},
    ),
    "work_style": Sample(
        maker="ana",
        data={"answer": {"round": 1, "choice": 0}},
        before={"answer": [("ben", "accept")], "stop": [("ben", "accept")]},
    ),
    "industry_quiz": Sample(
        maker="ben",
        data={"answer": {"round": 1, "choice": 2}},
        before={"answer": [("ana", "accept")], "stop": [("ana", "accept")]},
    ),
    "two_truths": Sample(
        maker="ana",
        facts=lambda conversation: {"first": "I sail", "second": "I ski", "third": "I sing", "lie": 2},
        data={
            "guess": {"guess": 1},
            "guess_back": {"guess": 3},
            "write": {"first": "我会潜水", "second": "我养猫", "third": "我怕高", "lie": 3},
        },
        before={
            "write": [("ben", "guess")],
            "stop": [("ben", "guess")],
            "guess_back": [("ben", "guess"), ("ben", "write")],
        },
    ),
}


@dataclass(frozen=True)
class Table:
    """A card on the table, for the people of the conversation."""

    conversation: Conversation
    people: dict[str, User]
    card: Card
    sample: Sample

    def data(self, action: str) -> Data:
        return self.sample.data.get(action, {})

    def doer(self, who: Who) -> User:
        """Somebody among those `who` means."""
        other = "ana" if self.sample.maker == "ben" else "ben"
        names = {Who.AUTHOR: self.sample.maker, Who.OTHER: other, Who.CANDIDATE: "ana", Who.COMPANY: "ben"}
        return self.people[names.get(who, other)]

    def act(self, person: User, action: str, **more: Any) -> Card:
        return act(card=self.card, actor=person, action=action, **({"data": self.data(action)} | self.once() | more))

    @staticmethod
    def once() -> dict[str, Any]:
        return {"client_id": uuid4()}


def lay(key: str, conversation: Conversation, ana: User, ben: User, *, action: str = "") -> Table:
    """A card of this type, at the point where this action can start."""
    sample, people = SAMPLES[key], {"ana": ana, "ben": ben}
    sample.arrange(conversation)
    card = make_card(
        conversation=conversation,
        author=people.get(sample.maker),
        type=key,
        facts=sample.facts(conversation),
        client_id=uuid4(),
    )
    table = Table(conversation, people, card, sample)
    for person, earlier in sample.before.get(action, ()):
        table.act(people[person], earlier)
    return table
