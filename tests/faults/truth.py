"""What the database holds, against what the clients were told."""

from collections import Counter, defaultdict
from typing import Any
from uuid import UUID

from config.benchmark.installation import Installation
from tests.faults.client import Client, Outgoing
from tests.faults.scene import RULE

MESSAGES = "SELECT client_id, id, conversation_id, seq, sender_id, body FROM chat_message ORDER BY conversation_id, seq"
HEADS = "SELECT id, head_seq FROM chat_conversation"
AWARDS = (
    "SELECT a.deed, a.points, count(e.id) FROM gamification_award a JOIN gamification_rule r ON r.id = a.rule_id"
    " LEFT JOIN gamification_awardentry e ON e.award_id = a.id AND e.kind = 'settled'"
    " WHERE r.key = ? GROUP BY a.id, a.deed, a.points"
)


def assert_nothing_lost_nothing_twice(installation: Installation, clients: list[Client]) -> None:
    """Each acked message stands once, where its ack says; no message stands that nobody sent; order was kept."""
    rows = installation.query(MESSAGES)
    stored = {str(UUID(str(row[0]))): row[1:] for row in rows}
    assert len(stored) == len(rows), "a client_id is stored twice"
    for client in clients:
        assert client.wrong == []
        for message in client.messages:
            assert message.ack is not None
            ack = (message.ack["id"], message.ack["conversation"], message.ack["seq"], client.user, message.body)
            assert stored[message.client_id] == ack
        assert_order_kept(client)
    greetings = [row for row in rows if row[3] == 1]
    sent = sum(len(client.messages) for client in clients)
    assert len(rows) == sent + len(greetings)
    assert_seq_without_gaps(rows, dict(installation.query(HEADS)))


def assert_seq_without_gaps(rows: list[tuple[Any, ...]], heads: dict[int, int]) -> None:
    """In each conversation 1, 2, 3 … up to its head, whatever the order in which they were read."""
    seqs: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        seqs[row[2]].append(row[3])
    assert {conversation: sorted(found) for conversation, found in seqs.items()} == {
        conversation: list(range(1, head + 1)) for conversation, head in heads.items()
    }


def assert_order_kept(client: Client) -> None:
    """In each conversation the messages stand as they were sent; those that were refused for a time, so that they were
    sent again after others, may stand later."""
    for conversation in client.conversations:
        sent: list[Outgoing] = [one for one in client.messages if one.conversation == conversation]
        seqs = [one.ack["seq"] for one in sent if one.ack and not one.was_refused]
        assert seqs == sorted(seqs), (client.user, conversation, seqs)


def assert_each_message_is_awarded(installation: Installation, clients: list[Client], *, seconds: float = 120) -> None:
    """One settled award a message: none missing, none twice."""
    installation.wait_until_handled(seconds=seconds, what="the outbox is handled")
    deeds = {f"message:{message.ack['id']}" for client in clients for message in client.messages if message.ack}
    awards = installation.query(AWARDS, RULE)
    assert Counter(deed for deed, _points, _settled in awards) == Counter(deeds)
    assert {(points, settled) for _deed, points, settled in awards} == {(1, 1)}
    assert installation.query("SELECT count(*) FROM events_faileddelivery WHERE resolved_at IS NULL") == [(0,)]
