"""The guard against scams: what it sees and lets be, whom it asks, whom it warns, and what operators do with it."""

import json
import time
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.people.services import block
from apps.chat.greeting.services import greet
from apps.chat.messages.outgoing import OutgoingMessage
from apps.chat.messages.services import edit_message
from apps.chat.models import Conversation, Message, ScamRule, ScamWarning
from apps.chat.scam.checks import ConfirmNeeded, sentence_of
from apps.chat.scam.current import forget, rules
from apps.chat.scam.judging import judge
from apps.chat.scam.normalising import normalise
from apps.chat.scam.rulebook import book_of
from apps.chat.scam.services import decide, warn_of
from apps.chat.scam.shipped import shipped_rules
from apps.chat.sending import send_messages
from apps.chat.sending.services import send_message
from apps.events.models import OutboxEvent
from apps.matching.models import Job
from tests.chat.scams import texts, warned_of
from tests.matching.factories import ResumeFactory

BOOK = book_of(shipped_rules().items())
SCAM = "恭喜通过面试，先交300元押金，明天安排上班。"
HONEST = "薪资18到25K，五险一金，周三下午三点面试可以吗？"


@pytest.fixture(autouse=True)
def rules_of_now():
    forget()
    yield
    forget()


def say(person: User, conversation: Conversation, body: str, *, may_ask: bool = True) -> object:
    item = OutgoingMessage(
        sender_id=person.pk, conversation_id=conversation.pk, body=body, client_id=uuid4(), may_ask=may_ask
    )
    return send_messages([item])[0]


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("先 交 押🌸金 500", "先交押金500"),
        ("加 薇❤信：ａｂｃ１２３", "加微信abc123"),
        ("t e l e g r a m", "telegram"),
        ("請先繳納保證金", "请先缴纳保证金"),
        ("pаypаl", "paypal"),
    ],
)
def test_disguises_are_evened_out(disguised: str, plain: str):
    assert normalise(disguised).text.strip() == plain


@pytest.mark.parametrize(
    ("text", "family"),
    [
        (SCAM, "deposit"),
        ("先 交 押🌸金 500 才能上班", "deposit"),
        ("請先繳納保證金一千元", "deposit"),
        ("Please wire the security deposit before your first day", "deposit"),
        ("You'll get a code by text, send it to me", "code"),
        ("淘宝刷单，先垫付后返本金加佣金", "brushing"),
        ("message me on t e l e g r a m, pay is 45 an hour", "lure"),
        ("身份证正反面照片发我一下，公司备案用", "documents"),
    ],
)
def test_tricks_are_known_by_their_words(text: str, family: str):
    assert [one.family for one in BOOK.suspicions(text)][:1] == [family]


@pytest.mark.parametrize(
    "text",
    [
        HONEST,
        "我们不收任何费用，入职不用交押金",
        "体检费凭发票报销，工服免费发",
        "有个HR让我先交300押金，这是不是骗子？",
        "Someone asked me to pay a registration fee, is this a scam?",
        "No deposit is needed for the laptop",
        "You'd be handling customer deposits at the branch counter",
        "入职当天请带身份证原件",
    ],
)
def test_who_denies_asks_or_warns_is_let_be(text: str):
    assert judge(text, book=BOOK) is None


def test_the_sender_is_asked_once_with_their_sentence_and_may_mean_it(ana: User, ben: User, conversation: Conversation):
    refused = say(ben, conversation, f"你好。{SCAM}")
    assert isinstance(refused, ConfirmNeeded)
    assert refused.data["sentence"] == SCAM.rstrip("。")
    assert not Message.objects.filter(sender=ben).exists()
    assert say(ben, conversation, f"你好。{SCAM}", may_ask=False).seq == 2


def test_what_was_sent_before_is_acknowledged_again_whatever_the_rules_say_now(ben: User, conversation: Conversation):
    item = OutgoingMessage(
        sender_id=ben.pk, conversation_id=conversation.pk, body="紫色河马俱乐部", client_id=uuid4(), may_ask=True
    )
    (first,) = send_messages([item])
    ScamRule.objects.create(family="model", patterns="紫色 + 河马")
    forget()
    (again,) = send_messages([item])
    assert (again.id, again.is_repeat) == (first.id, True)


def test_who_may_not_write_here_is_told_so_and_asked_nothing(
    ana: User, ben: User, olga: User, conversation: Conversation
):
    assert say(olga, conversation, SCAM).code == "not_a_participant"
    block(blocker=ana, blocked=ben)
    assert say(ben, conversation, SCAM).code == "not_accepting"


def test_a_door_that_cannot_ask_sends_it_and_the_reader_is_warned(client, ana: User, ben: User, job: Job, drain):
    """A first message, say: its form has no second question, and nothing typed ends in a dead end."""
    ResumeFactory(owner=ana)
    started = greet(sender=ben, job=job, candidate=ana, body=SCAM, client_id=uuid4())
    drain()
    client.force_login(ana)
    (warning,) = client.get(reverse("conversation-warnings", args=[started.pk])).json()["results"]
    assert warning["family"] == "deposit"


def test_the_api_asks_and_takes_the_confirmation(client, ben: User, conversation: Conversation):
    client.force_login(ben)
    url = reverse("conversation-messages", args=[conversation.pk])
    body = {"body": SCAM, "client_id": str(uuid4())}
    asked = client.post(url, json.dumps(body), content_type="application/json")
    assert asked.status_code == 409
    assert asked.json()["errors"][0]["code"] == "confirm_needed"
    assert client.post(url, json.dumps(body | {"confirm": True}), content_type="application/json").status_code == 201


@pytest.mark.parametrize("times", [1, 2])
def test_the_reader_is_warned_once_and_the_sender_is_not(
    client, ana: User, ben: User, olga: User, conversation: Conversation, drain, times: int
):
    sent = say(ben, conversation, SCAM, may_ask=False)
    for _time in range(times):
        OutboxEvent.objects.update(handled_at=None)
        drain()
    assert ScamWarning.objects.get().message_id == sent.id
    url = reverse("conversation-warnings", args=[conversation.pk])
    client.force_login(ana)
    (warning,) = client.get(url).json()["results"]
    assert (warning["message"], warning["family"]) == (sent.id, "deposit")
    page = client.get(reverse("chat:conversation", args=[conversation.pk]))
    assert "Asks for a deposit before hiring." in page.content.decode()
    client.force_login(ben)
    assert client.get(url).json()["results"] == []
    assert "Asks for a deposit" not in client.get(reverse("chat:conversation", args=[conversation.pk])).content.decode()
    client.force_login(olga)
    assert client.get(url).status_code == 404


def test_what_is_split_over_messages_is_seen_after_the_commit(ana: User, ben: User, conversation: Conversation):
    for part in ("入职的话", "押金", "先交一下"):
        assert not isinstance(say(ben, conversation, part), ConfirmNeeded)
    warnings = warn_of(list(Message.objects.filter(sender=ben).order_by("seq")))
    assert [one.message.body for one in warnings] == ["先交一下"]


def test_an_answer_in_between_ends_what_belongs_together(ana: User, ben: User, conversation: Conversation):
    say(ben, conversation, "押金")
    say(ana, conversation, "什么意思？")
    last = say(ben, conversation, "先交一下材料")
    assert not warn_of(list(Message.objects.filter(pk=last.id)))


@pytest.mark.parametrize("times", [1, 2])
def test_what_an_edit_makes_of_a_message_is_judged(
    client, ana: User, ben: User, conversation: Conversation, drain, times: int
):
    sent = say(ben, conversation, HONEST)
    url = reverse("conversation-warnings", args=[conversation.pk])
    client.force_login(ana)
    seen = []
    for body in (SCAM, HONEST, SCAM):
        edit_message(by=ben, message_id=sent.id, body=body)
        for _time in range(times):
            OutboxEvent.objects.update(handled_at=None)
            drain()
        seen.append(len(client.get(url).json()["results"]))
    assert seen == [1, 0, 1]


def test_an_edit_takes_nothing_from_what_an_operator_called_a_scam(
    ben: User, conversation: Conversation, drain, admin_user: User
):
    sent = say(ben, conversation, SCAM, may_ask=False)
    (warning,) = warn_of(list(Message.objects.filter(pk=sent.id)))
    decide(warning=warning, verdict="scam", by=admin_user)
    edit_message(by=ben, message_id=sent.id, body=HONEST)
    drain()
    assert ScamWarning.objects.get().verdict == "scam"


def test_what_was_found_harmless_stays_so_when_news_of_an_edit_comes_twice(
    ben: User, conversation: Conversation, drain, admin_user: User
):
    sent = say(ben, conversation, HONEST)
    edit_message(by=ben, message_id=sent.id, body=SCAM)
    drain()
    decide(warning=ScamWarning.objects.get(), verdict="harmless", by=admin_user)
    OutboxEvent.objects.update(handled_at=None)
    drain()
    assert ScamWarning.objects.get().verdict == "harmless"


def test_what_an_operator_finds_harmless_is_warned_of_no_longer(
    client, ana: User, ben: User, conversation: Conversation, admin_user: User
):
    sent = send_message(sender=ben, conversation_id=conversation.pk, body=SCAM, client_id=uuid4())
    (warning,) = warn_of(list(Message.objects.filter(pk=sent.id)))
    assert decide(warning=warning, verdict="harmless", by=admin_user)
    assert not decide(warning=warning, verdict="harmless", by=admin_user)
    client.force_login(ana)
    assert client.get(reverse("conversation-warnings", args=[conversation.pk])).json()["results"] == []
    assert warning.history.count() == 2


def test_what_nobody_looked_at_stands_first_in_the_console(
    admin_client, ben: User, conversation: Conversation, admin_user: User
):
    texts = ("先交300元押金", "先交400元押金", "先交500元押金")
    sent = [say(ben, conversation, text, may_ask=False).id for text in texts]
    first, _second, third = warn_of(list(Message.objects.filter(pk__in=sent).order_by("seq")))
    decide(warning=first, verdict="scam", by=admin_user)
    decide(warning=third, verdict="harmless", by=admin_user)
    page = admin_client.get(reverse("admin:chat_scamwarning_changelist")).content.decode()
    assert page.index(texts[1]) < min(page.index(texts[0]), page.index(texts[2]))


def test_rules_are_tried_on_past_messages_before_they_go_live(admin_client, ben: User, conversation: Conversation):
    say(ben, conversation, "我们的吉祥物是紫色河马")
    rule = ScamRule.objects.get(family="fee")
    url = reverse("admin:chat_scamrule_try_out", args=[rule.pk])
    assert admin_client.get(url).status_code == 200
    page = admin_client.post(url, {"patterns": "紫色 + 河马"}).content.decode()
    assert "我们的吉祥物是紫色河马" in page
    assert "紫色" not in ScamRule.objects.get(pk=rule.pk).patterns
    assert "isn&#x27;t a pattern" in admin_client.post(url, {"patterns": "a + "}).content.decode()


def test_a_changed_rule_is_in_force_at_once_here(ben: User, conversation: Conversation):
    assert not rules().suspicions("紫色河马俱乐部")
    ScamRule.objects.create(family="model", patterns="紫色 + 河马")
    forget()
    assert isinstance(say(ben, conversation, "紫色河马俱乐部"), ConfirmNeeded)


@pytest.mark.parametrize("left", [[], ["innocent"], ["lure"]])
def test_whatever_rules_there_are_messages_go_out(ben: User, conversation: Conversation, left: list[str]):
    ScamRule.objects.exclude(family__in=left).update(is_active=False)
    ScamRule.objects.filter(family="lure").update(patterns="高薪 + ")
    forget()
    sent = say(ben, conversation, SCAM)
    assert sent.seq == 2
    warn_of(list(Message.objects.filter(pk=sent.id)))


def test_what_is_no_pattern_is_refused_with_its_line():
    with pytest.raises(ValidationError, match="isn't a pattern"):
        ScamRule(family="fee", patterns="good\na + ").clean()


@pytest.mark.parametrize(
    ("text", "start", "end", "sentence"),
    [
        ("你好。先交押金！谢谢", 3, 7, "先交押金"),
        ("Hello. Pay the fee now. Bye", 7, 14, "Pay the fee now"),
        ("x" * 300, 0, 300, "x" * 119 + "…"),
    ],
)
def test_the_sentence_is_quoted(text: str, start: int, end: int, sentence: str):
    assert sentence_of(text, start, end) == sentence


def test_the_first_look_passes_ordinary_messages_over():
    ordinary = [HONEST, "Hello, thank you for applying; are you free on Thursday at ten?", "好的，20号可以到岗"]
    assert not any(BOOK.may_hold(text) for text in ordinary)


@pytest.mark.parametrize("piece", ["押金", "先交 ", "pay deposit ", "a ", "发身份证", "😀信"])
def test_the_longest_message_is_judged_in_its_budget(piece: str):
    text = (piece * 8000)[:8000]
    seconds = []
    for _try in range(3):
        begun = time.process_time()
        BOOK.suspicions(text)
        seconds.append(time.process_time() - begun)
    assert min(seconds) < 0.05


def test_work_with_money_accounts_and_documents_is_hardly_ever_taken_for_a_trick():
    alarms = warned_of("ordinary", BOOK)
    assert len(alarms) <= 0.1 * len(texts("ordinary")), alarms


def test_tricks_in_new_words_are_seen():
    caught, every = warned_of("tricks", BOOK), texts("tricks")
    assert len(caught) >= 0.85 * len(every), set(every) - set(caught)


def test_what_the_product_wrote_itself_is_left_to_the_rules(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("apps.chat.scam.judging.likeness", lambda text: 0.9)
    card = "面试邀请 · 45 分钟 · 现场 · 3 号楼"
    assert judge(card, book=BOOK)
    assert judge(card, book=BOOK, is_own_words=False) is None
    assert judge(f"{card} · {SCAM}", book=BOOK, is_own_words=False)
