"""The whole loop in the product as it ships: two people meet, talk, are answered and recognised, and are heard."""

import json
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.people_at_work import PASSWORD, Person, Talker
from tests.browser.said import CHINESE, ENGLISH, Said
from tests.browsing import ARGUMENTS
from tests.machine import BASE_DIR, chromium
from tests.servers import Embedded

pytestmark = [pytest.mark.browser, pytest.mark.servers, pytest.mark.costs(90)]

MISSIONS = json.loads((BASE_DIR / "apps/education/content/missions.json").read_text())
ADD_OPERATOR = (
    "from apps.accounts.models import User, Role; "
    "User.objects.create_superuser(email='mei@rapport.example', password={password!r}, name='Mei', "
    "role=Role.OPERATOR, language={language!r})"
)


@pytest.fixture
def browsers(browser: Browser) -> Iterator[tuple[Browser, Browser]]:
    other = browser.browser_type.launch(executable_path=chromium(), args=ARGUMENTS)
    yield browser, other
    other.close()


@pytest.mark.parametrize(
    ("said", "on_phone"),
    [pytest.param(ENGLISH, False, id="en-by-keyboard"), pytest.param(CHINESE, True, id="zh-on-a-phone")],
)
def test_two_people_go_the_whole_way(servers, browsers, said: Said, on_phone: bool):
    # Where signing up opens the door at once; that it otherwise waits for the letter has tests of its own.
    up = servers.embedded(EMAIL_VERIFICATION="none", RESUMES_NEED_VERIFICATION="no")
    ana, ben, mei = (
        Talker(browser, up.url, name, language=said.language, on_phone=on_phone and name != "Mei")
        for name, browser in zip(("Ana", "Ben", "Mei"), (browsers[0], browsers[1], browsers[1]), strict=True)
    )
    try:
        they_sign_up(ana, ben)
        ben_posts_a_job(ben, said)
        ana_writes_her_resume(ana, said)
        both_read_why(ana, ben, said)
        ana_greets_and_ben_sees_it_at_once(ana, ben, said)
        ben_answers_and_is_recognised(ana, ben, said)
        they_use_what_a_messenger_has(ana, ben, said)
        ana_rates_and_tells_us(ana, said)
        an_operator_answers_and_ana_hears_of_it(ana, mei, up, said)
        her_mission_shows_what_she_did(ana)
        the_help_answers_and_hands_over(ana, said)
        assert [ana.complaints, ben.complaints, mei.complaints] == [[], [], []]
    finally:
        for person in (ana, ben, mei):
            person.look("last")
            person.context.close()


def they_sign_up(ana: Person, ben: Person) -> None:
    for person, door in ((ana, "I'm looking for work"), (ben, "I'm hiring")):
        person.page.goto("/")
        heading = person.page.get_by_role("heading", level=1)
        expect(heading).to_have_text(person.words("Conversations about jobs that get answered"))
        person.look("01-welcome")
        person.press(person.link(door))
        person.write(person.page.locator("#id_name"), person.name)
        if person is ben:
            person.write(person.page.locator("#id_company_name"), "Harbour Labs")
        person.write(person.page.locator("#id_email"), person.email)
        person.write(person.page.locator("#id_password1"), PASSWORD)
        person.look("02-sign-up")
        person.press(person.button("Create my account"))
        person.is_live()
        person.look("03-arrived")


def ben_posts_a_job(ben: Person, said: Said) -> None:
    ben.go("My jobs")
    ben.press(ben.link("Post a job").first)
    ben.write(ben.page.locator("#id_title"), said.title)
    ben.write(ben.page.locator("#id_city"), said.city)
    ben.page.locator("#id_skills_required-new").focus()
    ben.page.keyboard.type("Python,PostgreSQL,")
    ben.write(ben.page.locator("#id_description"), said.about)
    ben.look("04-new-job")
    ben.press(ben.button("Post the job"))
    expect(ben.page.get_by_role("heading", level=1)).to_have_text(said.title)
    ben.look("05-job")


def ana_writes_her_resume(ana: Person, said: Said) -> None:
    if ana.on_phone:
        ana.go_by_menu("Résumé")
        file = {"name": "resume.txt", "mimeType": "text/plain", "buffer": said.resume.encode()}
        ana.attach(ana.page.locator("#id_file"), file)
        ana.look("06-upload")
        ana.press(ana.button("Upload"))
        ana.reads(ana.words("Read from your file. Please look it over:"))
        expect(ana.page.locator("#id_title")).to_have_value(said.title)
    else:
        ana.go("Résumé")
        ana.press(ana.link("Start"))
        ana.write(ana.page.locator("#id_title"), said.title)
        ana.page.locator("#id_skills-new").focus()
        ana.page.keyboard.type("Python,PostgreSQL,Redis,")
        ana.write(ana.page.locator("#id_years_experience"), "5")
        ana.write(ana.page.locator("#id_city"), said.city)
        ana.write(ana.page.locator("#id_summary"), said.resume)
    ana.look("07-resume-form")
    ana.press(ana.button("Save"))
    ana.reads("PostgreSQL")
    ana.look("08-resume")


def both_read_why(ana: Person, ben: Person, said: Said) -> None:
    ana.go("Jobs")
    ben.go("My jobs")
    ben.press(ben.link("Candidates"))
    for person, whom in ((ana, said.title), (ben, "Ana")):
        card = person.page.get_by_role("article").filter(has_text=whom)
        person.reads("Python", card)
        person.press(card.locator("summary", has_text=person.words("Why this?")))
        reason = card.get_by_role("listitem").filter(has_text="PostgreSQL").first
        expect(reason).to_be_visible()
        person.look("09-reasons")


def ana_greets_and_ben_sees_it_at_once(ana: Talker, ben: Talker, said: Said) -> None:
    ben.go("Inbox")
    ben.is_live()
    ana.press(ana.link("Say hello"))
    letter = ana.page.locator("#sheet-body textarea[name=body]")
    expect(letter).to_be_visible()
    suggested = letter.input_value()
    assert "Python" in suggested or "PostgreSQL" in suggested, suggested
    ana.add(letter, said.postscript)
    ana.look("10-first-message")
    with ben.without_reload():
        ana.press(ana.page.locator("#sheet-body").get_by_role("button", name=ana.words("Send")))
        ana.sees(said.postscript.strip())
        ben.look("11-new-in-the-inbox")
        ben.open_conversation("Ana")
        ben.sees(suggested[:20])
    ana.look("12-sent")
    ben.look("12-received")


def ben_answers_and_is_recognised(ana: Talker, ben: Talker, said: Said) -> None:
    ana.leave_conversation()
    ben.say(said.answer)
    ben.knows_it_is("Delivered", said.answer)
    brought = ben.words("+%(points)d points", points=10) + " · " + ben.words("+%(coins)d coins", coins=5)
    ben.hears(ben.words("%(what)s, pending", what=brought))
    ben.look("13-pending")
    ana.open_conversation("Ben")
    ana.sees(said.answer)
    ben.knows_it_is("Read", said.answer)
    with ben.without_reload():
        ana.say(said.earnest)
        ben.sees(said.earnest)
        ben.look("14-earnest")
    # They are held for a while, so that one can look.
    ben.leave_conversation()
    ben.go("Points")
    ben.reads("+10")
    ben.reads(ben.words("Pending"))
    ben.reads("Ana")
    ben.look("15-points")
    ben.press(ben.link("The rules"))
    ben.page.wait_for_url("**/points/rules/")
    ben.reads(ben.words("Settles"))
    ben.look("16-rules")
    ben.go("Inbox")
    ben.open_conversation("Ana")


def they_use_what_a_messenger_has(ana: Talker, ben: Talker, said: Said) -> None:
    search, filled = said.preset
    ana.box.focus()
    ana.page.keyboard.type(f"/{search}")
    expect(ana.page.get_by_role("option").first).to_be_visible()
    ana.look("17-presets")
    ana.page.keyboard.press("Enter")
    expect(ana.page.locator(".composer-field")).to_be_focused()
    ana.page.keyboard.insert_text(filled)
    ana.page.keyboard.press("Enter")
    expect(ana.box).to_be_focused()
    ana.send()
    ben.sees(filled)

    ben.act_on(said.earnest, "Reply")
    ben.say(said.quote)
    expect(ana.sees(said.quote).locator("[data-part=quote]")).to_contain_text(said.earnest[:20])

    ana.act_on(said.quote, ana.words("React with %(emoji)s", emoji="👍"))
    expect(ben.sees(said.quote).locator(".reaction")).to_have_text("👍")

    ben.say(said.slip)
    ana.sees(said.slip)
    ben.act_on(said.slip, "Recall")
    ana.reads(ana.words("%(name)s recalled this message.", name="Ben"))
    expect(ana.bubble(said.slip)).to_have_count(0)

    plan = {"name": "plan.png", "mimeType": "image/png", "buffer": picture()}
    ben.attach(ben.button("Add a picture or a file"), plan)
    expect(ben.page.locator(".upload[data-state=ready]")).to_have_count(1)
    ben.look("18-picture")
    ben.box.focus()
    ben.send()
    arrived = ana.page.locator("[data-message] img:visible").last
    expect(arrived).to_be_visible()
    expect(arrived).to_have_js_property("complete", True)
    ana.look("19-talk")
    ben.look("19-talk")


def ana_rates_and_tells_us(ana: Talker, said: Said) -> None:
    sheet = ana.page.locator("#sheet-body")
    ana.from_menu("Rate this conversation")
    ana.choose(sheet.locator("input[name=stars][value='5']"))
    ana.look("20-rate")
    ana.press(sheet.get_by_role("button", name=ana.words("Rate"), exact=True))
    ana.reads(ana.words("Thank you. That helps both sides to talk better here."), sheet)
    ana.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    ana.from_menu("Feedback on this conversation")
    ana.write(sheet.locator("#id_body"), said.report)
    ana.look("21-feedback")
    ana.press(sheet.get_by_role("button", name=ana.words("Send"), exact=True))
    ana.reads(ana.words("Thank you. It's here as #%(number)s.", number=1), sheet)
    ana.look("22-feedback-sent")
    ana.press(sheet.get_by_role("link", name=ana.words("Follow it")))
    ana.reads(ana.words("Sorted"))
    ana.look("23-sorted")


def an_operator_answers_and_ana_hears_of_it(ana: Talker, mei: Person, up: Embedded, said: Said) -> None:
    up.manage("shell", "-c", ADD_OPERATOR.format(password=PASSWORD, language=said.language))
    mei.page.goto("/account/login/")
    mei.write(mei.page.locator("[name=login]"), mei.email)
    mei.write(mei.page.locator("[name=password]"), PASSWORD)
    mei.press(mei.page.locator("main").get_by_role("button", name=mei.words("Sign in")))
    mei.is_live()
    ana.go("Jobs")
    ana.is_live()
    mei.page.goto("/admin/feedback/ticket/")
    mei.look("24-tickets")
    mei.press(mei.page.get_by_role("link", name=said.report[:12]))
    mei.write(mei.page.locator("#id_reply"), said.reply)
    mei.look("25-ticket")
    mei.press(mei.page.locator("[name=_save]"))
    mei.page.wait_for_url("**/admin/feedback/ticket/")
    with ana.without_reload():
        ana.hears(ana.words("An answer to your feedback"))
    ana.look("26-told")
    ana.go_by_menu("My feedback")
    ana.reads(ana.words("Answered"))
    ana.look("27-my-feedback")
    ana.press(ana.page.get_by_role("link", name=said.report[:12]))
    ana.reads(said.reply)
    ana.look("28-answered")


def her_mission_shows_what_she_did(ana: Person) -> None:
    ana.go("Missions")
    done = {"resume_completed", "greeted", "preset_used"}
    steps = next(mission for mission in MISSIONS if mission["role"] == "candidate")["steps"]
    assert done < {step["deed"] for step in steps}
    for step in steps:
        title = step["title_zh" if ana.language == "zh-hans" else "title_en"]
        entry = ana.page.locator("main").get_by_role("listitem").filter(has_text=title)
        if step["deed"] in done:
            ana.reads(ana.words("Done"), entry)
        else:
            expect(entry.get_by_role("link")).to_be_visible()
    ana.look("29-missions")


def the_help_answers_and_hands_over(ana: Talker, said: Said) -> None:
    ana.go("Help")
    ana.look("30-help")
    ask(ana, said.question)
    answer = ana.page.locator("#answer")
    expect(answer.locator(f".help-source a[href*='{said.article}']")).to_be_visible(timeout=30_000)
    ana.look("31-answer")
    ask(ana, said.off_topic)
    ana.reads(ana.words("I don't know this one"), answer)
    ana.look("32-unknown")
    ana.press(answer.get_by_role("button", name=ana.words("Ask a person")))
    ana.page.wait_for_url("**/inbox/*/")
    expect(ana.bubble(said.off_topic).last).to_be_visible()
    ana.look("33-a-person")


def ask(person: Person, question: str) -> None:
    person.write(person.page.locator("#help-question"), question)
    person.page.keyboard.press("Enter")


def picture() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (320, 200), "#2f6f5e").save(drawn, "PNG")
    return drawn.getvalue()
