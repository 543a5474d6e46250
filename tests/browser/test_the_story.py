"""What Rapport exists for, played by two: from applying to how the interview was; and many kind noes at once."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import Locator, Page, expect

from apps.accounts.models import User
from apps.chat.cards.due import close_due_cards
from apps.chat.closing.bulk import send_waiting_declines
from apps.chat.greeting.services import greet
from apps.chat.models import Conversation, Interview
from apps.matching.facts.services import approve_fact
from apps.matching.models import Job
from apps.matching.screening.services import set_questions
from tests.browser.chatting import Chatter
from tests.browser.people_at_work import PHONE
from tests.matching.factories import JobFactory, ResumeFactory, skill
from tests.people import CandidateFactory

pytestmark = [pytest.mark.browser, pytest.mark.long]

Open = Callable[..., Page]
QUESTION = {"kind": "yes_no", "text_en": "Could you work nights?", "text_zh": "能上夜班吗？"}
SAID: dict[str, dict[str, str]] = {
    "en": {
        "note": "I'd like to work with you.",
        "asked of the card": "What are the working hours?",
        "approved": "Nine to six, weekends free",
        "asked of a person": "Where is the office?",
        "added": " Ten minutes from the station.",
        "no": "we chose somebody nearer",
    },
    "zh-hans": {
        "note": "很想和你们一起工作。",
        "asked of the card": "请问几点上下班？",
        "approved": "早九点到晚六点，双休",
        "asked of a person": "请问在哪里上班？",
        "added": "离地铁站十分钟。",
        "no": "这次选了一位住得更近的",
    },
}


@pytest.fixture(params=["en", "zh-hans"])
def language(request: pytest.FixtureRequest, ana: User, ben: User) -> str:
    User.objects.filter(pk__in=[ana.pk, ben.pk]).update(language=request.param)
    return request.param


@pytest.fixture
def words(language: str) -> Callable[..., str]:
    def read(text: str, context: str = "") -> str:
        with translation.override(language):
            return pgettext(context, text) if context else gettext(text)

    return read


@pytest.fixture
def job(ben: User, language: str) -> Job:
    job = JobFactory(
        company=ben.company,
        posted_by=ben,
        title="Backend engineer",
        city="Singapore",
        language=language,
        requires=[skill("Python")],
    )
    set_questions(job=job, editor=ben, questions=[QUESTION])
    approve_fact(job=job, topic="schedule", value=SAID[language]["approved"], approver=ben)
    return job


def test_from_applying_to_how_the_interview_was(
    open_as: Open, ana: User, ben: User, job: Job, language: str, words: Callable[..., str]
):
    said = SAID[language]
    ResumeFactory(owner=ana, title="Backend engineer")
    phone = open_as(ana, **PHONE)
    she_applies(phone, job, said["note"], words)
    talk = Conversation.objects.get(candidate=ana)
    anas, bens = Chatter(phone, talk), Chatter(open_as(ben), talk)
    bens.sees(said["note"])
    expect(bens.page.locator(".card-application")).to_be_visible()

    phone.context.set_offline(True)
    anas.say(said["asked of the card"])
    phone.context.set_offline(False)
    bens.sees(said["asked of the card"])
    expect(anas.bubble(said["approved"])).to_contain_text(words("Answered from the job card"))

    anas.say(said["asked of a person"])
    suggested = bens.page.get_by_role("group", name=words("Suggested replies")).get_by_role("button").first
    expect(suggested).to_contain_text("Singapore")
    suggested.click()
    bens.box.press("End")
    bens.box.press_sequentially(said["added"])
    bens.box.press("Enter")
    anas.sees(said["added"].strip())

    he_invites(bens, words)
    laptop = Chatter(open_as(ana), talk)
    hers = anas.page.locator(".card-interview")
    expect(hers).to_contain_text(words("A time is to be chosen"))
    other_times(anas, hers, words("Propose another time"))
    his = bens.page.locator(".card-interview")
    expect(his).to_contain_text(words("Another time is proposed"))
    expect(laptop.page.locator(".card-interview")).to_contain_text(words("Another time is proposed"))
    bens.page.reload()
    bens.wait_until_live()
    his.get_by_role("button", name=words("Take this time")).first.click()
    expect(hers).to_contain_text(words("Agreed", "interview"))
    other_times(laptop, laptop.page.locator(".card-interview"), words("Move it"))
    his.get_by_role("button", name=words("Take this time")).first.click()
    expect(hers).to_contain_text(words("Agreed", "interview"))
    talk.refresh_from_db()
    assert talk.stage == Conversation.Stage.INTERVIEW

    close_due_cards(now=Interview.objects.get().ends_at)
    for chatter in (anas, bens):
        card = chatter.page.locator(".card-interview_outcome")
        card.get_by_role("button", name=words("It took place"), exact=True).click()
    for chatter in (anas, bens, laptop):
        expect(chatter.page.locator(".card-interview_outcome")).to_contain_text(words("It took place"))
        answer = chatter.page.locator(".card-interview_outcome").get_by_role(
            "button", name=words("It took place"), exact=True
        )
        expect(answer).to_have_count(0)
        assert chatter.errors == []
    assert Interview.objects.get().outcome == "attended"


def test_many_greetings_are_declined_in_own_words_and_alike_jobs_are_shown(
    open_as: Open, ana: User, ben: User, job: Job, language: str, words: Callable[..., str]
):
    alike = JobFactory(company=ben.company, posted_by=ben, title="Backend developer", requires=[skill("Python")])
    people = [ana, CandidateFactory(name="Lin"), CandidateFactory(name="Cara")]
    for person in people:
        ResumeFactory(owner=person)
        greet(sender=person, job=job, candidate=person, body=f"{person.name}: is it open?", client_id=uuid4())
    talk = Conversation.objects.get(candidate=ana)
    anas = Chatter(open_as(ana, **PHONE), talk)
    page = open_as(ben)
    page.goto("/inbox/")
    expect(page.locator("html")).to_have_attribute("data-live", "open")
    page.locator(".line-fold").click()
    expect(page.locator(".line[data-line]")).to_have_count(len(people))
    page.locator("[data-part=select]").click()
    page.locator("[data-part=select-all]").click()
    page.locator("[data-part=selecting] [data-url*=decline]").click()
    sheet = page.locator("#sheet-body")
    sheet.locator("select[name=reason]").select_option("filled")
    text = sheet.locator(f"textarea[name=text-{talk.pk}]")
    text.press("ControlOrMeta+End")
    text.press_sequentially(SAID[language]["no"])
    sheet.locator("button[type=submit]").last.click()
    expect(sheet.get_by_role("status")).to_be_visible()
    send_waiting_declines()
    anas.sees(SAID[language]["no"])
    expect(anas.page.get_by_role("link", name=alike.title)).to_be_visible()
    expect(sheet.get_by_role("status")).to_contain_text("3")
    assert Conversation.objects.filter(stage=Conversation.Stage.CLOSED).count() == len(people)
    anas.page.reload()
    anas.sees(SAID[language]["no"])
    assert anas.errors == []


def she_applies(page: Page, job: Job, note: str, words: Callable[..., str]) -> None:
    page.goto(f"/jobs/{job.pk}/")
    page.get_by_role("link", name=words("Apply"), exact=True).first.click()
    form = page.locator("form.apply")
    form.locator("input[type=radio]").first.check()
    form.locator("textarea[name=body]").fill(note)
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/inbox/*/**")


def he_invites(bens: Chatter, words: Callable[..., str]) -> None:
    bens.page.get_by_label(words("Send a card")).click()
    entry = bens.page.locator("#sheet-body details", has_text=words("Interview invitation"))
    entry.locator("summary").first.click()
    choose_times(entry, 2)
    entry.get_by_role("button", name=words("Send"), exact=True).click()
    expect(bens.page.locator("#sheet")).to_be_hidden()


def other_times(chatter: Chatter, card: Locator, label: str) -> None:
    card.get_by_role("link", name=label).click()
    sheet = chatter.page.locator("#interview-times")
    choose_times(sheet, 1)
    sheet.locator("button[type=submit]").click()
    expect(chatter.page.locator("#sheet")).to_be_hidden()


def choose_times(form: Locator, count: int) -> None:
    """By keyboard: a later day, and half hours of it that are free, other than those chosen before."""
    day = form.locator(".times-pick:not([disabled])").nth(2)
    day.focus()
    day.press("Space")
    expect(day).to_be_checked()
    free = form.locator(".times-choice:not(.is-taken) input:not(:checked)").locator("visible=true")
    for _number in range(count):
        free.first.focus()
        free.first.press("Space")
