"""Many pairs of people who talk, made in an installation's own database by `manage.py shell`."""

import json
from dataclasses import dataclass

from apps.accounts.sessions.tokens import issue_token
from apps.chat.conversations.services import open_conversation
from apps.chat.models import Conversation
from config.benchmark.installation import Installation
from tests.people import CandidateFactory, RecruiterFactory


@dataclass(frozen=True)
class Pair:
    conversation: int
    tokens: tuple[str, str]

    def headers(self, side: int) -> dict[str, str]:
        """How the first (0) or the second (1) of them signs in."""
        return {"Authorization": f"Token {self.tokens[side]}"}


def make_pairs(installation: Installation, *, count: int) -> list[Pair]:
    code = f"from tests.faults import pairs; pairs.print_pairs(count={count})"
    made = json.loads(installation.manage("shell", "-v", "0", "-c", code).splitlines()[-1])
    return [Pair(conversation, (first, second)) for conversation, first, second in made]


def print_pairs(*, count: int) -> None:
    pairs = []
    for _number in range(count):
        people = CandidateFactory(), RecruiterFactory()
        seats = dict(zip(people, ("candidate", "recruiter"), strict=True))
        conversation = open_conversation(kind=Conversation.Kind.GROUP, opened_by=people[0], roles=seats)
        pairs.append((conversation.pk, *(issue_token(person=person)[0] for person in people)))
    print(json.dumps(pairs))
