"""Posts in groups: written, answered, found helpful, accepted, ranked, moderated; and what cheats get."""

from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from apps.accounts.models import Block, User
from apps.chat.models import Report
from apps.chat.moderation.services import read_evidence
from apps.chat.search.registry import Wanted
from apps.education.circles.services import join
from apps.education.models import Circle, Post, PostVote
from apps.education.posts.errors import ContactInPost, JoinFirst, OwnPost, PostNeedsConfirming, TooManyPosts
from apps.education.posts.events import PostSolved
from apps.education.posts.moderating import moderate, report_post
from apps.education.posts.scoring import interleaved, score
from apps.education.posts.searched import find_posts
from apps.education.posts.selectors import feed, figures_of, post_for, thread_of
from apps.education.posts.services import accept_answer, change_post, remove_post
from apps.education.posts.voting import note_reading, set_helpful
from apps.errors import NotAllowed, NotFound
from apps.events.models import OutboxEvent
from apps.language.searching import sought
from apps.notifications.models import Notification
from tests.education.posts import answer, ask
from tests.people import CandidateFactory, OperatorFactory

SCAM = "先交 300 元押金就能入职，名额有限"


@pytest.fixture
def circle(ana: User, ben: User) -> Circle:
    found = Circle.objects.get(slug="software")
    for person in (ana, ben):
        join(circle=found, person=person)
    return found


def a_member(circle: Circle) -> User:
    person = CandidateFactory()
    join(circle=circle, person=person)
    return person


def test_a_question_is_asked_answered_and_solved(ana: User, ben: User, circle: Circle, sign_in) -> None:
    his, hers = sign_in(ben), sign_in(ana)
    form = {"kind": "question", "title": "Which tests first?", "body": "There are none yet.", "client_id": uuid4()}
    page = hers.post("/help/circles/software/write/", form).url
    assert hers.post("/help/circles/software/write/", form).url == page, "the same form twice is one post"
    assert "Which tests first?" in his.get("/help/circles/software/").content.decode()
    his.post(page, {"body": "Those of what pays.", "client_id": uuid4()})
    found = Post.objects.get(kind="answer")
    assert Notification.objects.filter(person=ana, kind="post_answered").exists()
    assert "This solved it" in hers.get(page).content.decode()
    assert "This solved it" not in his.get(page).content.decode()
    for _time in range(2):
        hers.post(f"/help/circles/posts/{found.pk}/accept/")
    assert "Solved it for Ana" in his.get(page).content.decode()
    assert OutboxEvent.objects.filter(kind=PostSolved.kind).count() == 1
    assert Notification.objects.filter(person=ben, kind="answer_accepted").exists()
    assert figures_of(ben).solved == 1


def test_only_the_asker_accepts_and_nothing_of_their_own(ana: User, ben: User, circle: Circle) -> None:
    post = ask(ana, circle)
    own, his = answer(ana, post), answer(ben, post)
    with pytest.raises(NotAllowed):
        accept_answer(post=post, answer_id=his.pk, by=ben)
    with pytest.raises(NotAllowed):
        accept_answer(post=post, answer_id=own.pk, by=ana)
    with pytest.raises(NotFound):
        accept_answer(post=post, answer_id=ask(ben, circle).pk, by=ana)


def test_who_is_outside_reads_but_neither_writes_nor_votes(ana: User, olga: User, circle: Circle, sign_in) -> None:
    post = ask(ana, circle)
    assert post.title in sign_in(olga).get(post.get_absolute_url()).content.decode()
    with pytest.raises(JoinFirst):
        answer(olga, post)
    with pytest.raises(JoinFirst):
        set_helpful(post=post, voter=olga, is_helpful=True)
    assert sign_in(olga).get(f"/help/circles/posts/{post.pk}/edit/").status_code == 404
    with pytest.raises(NotAllowed):
        moderate(post=post, by=olga, action="hide")


def test_nobody_votes_for_themselves_or_twice(ana: User, ben: User, circle: Circle) -> None:
    post = ask(ana, circle)
    with pytest.raises(OwnPost):
        set_helpful(post=post, voter=ana, is_helpful=True)
    for _time in range(3):
        post = set_helpful(post=post, voter=ben, is_helpful=True)
    assert (post.helpful, post.weight, post.readers) == (1, 1, 1)
    assert set_helpful(post=post, voter=ben, is_helpful=False).helpful == 0


def test_two_who_vote_for_each_other_carry_little(ana: User, ben: User, circle: Circle) -> None:
    """Ten votes back and forth weigh less than three of strangers."""
    hers, his = [ask(ana, circle, f"A {n}") for n in range(5)], [ask(ben, circle, f"B {n}") for n in range(5)]
    for one, other in zip(hers, his, strict=True):
        set_helpful(post=one, voter=ben, is_helpful=True)
        set_helpful(post=other, voter=ana, is_helpful=True)
    praised = Post.objects.filter(author=ana)
    assert sum(post.weight for post in praised) < 1
    honest = answer(ana, his[0])
    for _stranger in range(3):
        set_helpful(post=honest, voter=a_member(circle), is_helpful=True)
    honest.refresh_from_db()
    assert honest.weight == 3


def test_what_helps_most_of_its_readers_stands_first_and_the_new_is_seen(ana: User, ben: User, circle: Circle) -> None:
    loved, read, new = ask(ana, circle, "Loved"), ask(ana, circle, "Read"), ask(ben, circle, "New")
    for _reader in range(6):
        person = a_member(circle)
        for post in (loved, read):
            note_reading(post=post, reader=person)
        set_helpful(post=loved, voter=person, is_helpful=True)
    set_helpful(post=read, voter=ben, is_helpful=True)
    ids = feed(circle, ana, order="best", now=timezone.now())
    assert ids[:2] == [loved.pk, read.pk]
    assert new.pk in ids
    assert score(6, 6) > score(1, 7) > score(0, 0) == 0
    assert interleaved([1, 2, 3, 4, 5, 9], [9, 8], every=4) == [1, 2, 3, 9, 4, 5, 8]


def test_contacts_stay_out_and_what_reads_like_a_scam_waits_for_a_moderator(
    ana: User, ben: User, circle: Circle, sign_in
) -> None:
    with pytest.raises(ContactInPost):
        ask(ana, circle, body="加我微信 wx: abcde12345 细聊")
    with pytest.raises(PostNeedsConfirming):
        ask(ana, circle, body=SCAM)
    form = {"kind": "knowledge", "title": "入职要交押金吗", "body": SCAM, "client_id": uuid4()}
    page = sign_in(ana).post("/help/circles/software/write/", form)
    assert page.status_code == 422
    assert "Send it as it is" in page.content.decode()
    sign_in(ana).post("/help/circles/software/write/", form | {"confirmed": "on"})
    held = Post.objects.get(state="held")
    with pytest.raises(NotFound):
        post_for(ben, held.pk)
    circle.moderators.add(ben)
    assert held.title in sign_in(ben).get("/help/circles/software/").content.decode()
    moderate(post=held, by=ben, action="show")
    assert held.pk in feed(circle, CandidateFactory(), order="new", now=timezone.now())


def test_an_edit_does_not_get_past_the_guard(ana: User, ben: User, circle: Circle) -> None:
    post = ask(ana, circle)
    with pytest.raises(ContactInPost):
        change_post(post=post, by=ana, title=post.title, body="Call 13800138000")
    assert change_post(post=post, by=ana, title=post.title, body=SCAM, is_confirmed=True).state == "held"
    with pytest.raises(NotAllowed):
        change_post(post=post, by=ben, title="Mine", body="now")


def test_what_is_removed_leaves_no_words(ana: User, ben: User, circle: Circle) -> None:
    post = ask(ana, circle)
    accepted = answer(ben, post)
    accept_answer(post=post, answer_id=accepted.pk, by=ana)
    remove_post(post=accepted, by=ben)
    post.refresh_from_db()
    accepted.refresh_from_db()
    assert (accepted.body, post.solved_by, thread_of(post, ana).answers) == ("", None, [])


def test_blocked_people_do_not_see_what_each_other_write(ana: User, ben: User, circle: Circle, sign_in) -> None:
    post = ask(ana, circle)
    Block.objects.create(blocker=ben, blocked=ana)
    assert feed(circle, ben, order="new", now=timezone.now()) == []
    assert sign_in(ben).get(post.get_absolute_url()).status_code == 404
    assert sign_in(ben).get(f"/help/circles/people/{ana.pk}/").status_code == 404


def test_a_third_persons_answer_is_not_found_below_the_question_of_who_is_blocked(
    ana: User, ben: User, olga: User, circle: Circle
) -> None:
    found = answer(ben, ask(ana, circle), "Rehearse the cutover.")

    def ids(person: User) -> list[str]:
        return [one.id for one in find_posts(person, Wanted("cutover", sought("cutover"))).found]

    assert ids(olga) == [str(found.pk)]
    Block.objects.create(blocker=olga, blocked=ana)
    assert ids(olga) == []


def test_a_report_goes_into_the_queue_of_misconduct_once(ana: User, ben: User, circle: Circle, sign_in) -> None:
    post = ask(ana, circle, "Buy my course")
    for _time in range(2):
        sign_in(ben).post(f"/help/circles/posts/{post.pk}/report/", {"reason": "spam", "note": "again"})
    made = Report.objects.get()
    assert (made.reported, made.reporter, made.conversation) == (ana, ben, None)
    support = OperatorFactory(name="Support")
    support.groups.add(Group.objects.get(name="support"))
    evidence = read_evidence(of=made, by=support)
    assert evidence is not None
    assert "Buy my course" in evidence[0]["text"]
    assert "Buy my course" in sign_in(support).get(f"/admin/chat/report/{made.pk}/change/").content.decode()
    for _other in range(2):
        report_post(post=post, reporter=CandidateFactory(), reason="spam")
    post.refresh_from_db()
    assert post.state == "held"


def test_a_day_has_its_measure(ana: User, circle: Circle) -> None:
    for number in range(5):
        ask(ana, circle, f"Question {number}")
    with pytest.raises(TooManyPosts):
        ask(ana, circle)
    assert ask(ana, circle, now=timezone.now() + timedelta(hours=25)).pk


def test_support_hides_posts_in_the_console(ana: User, circle: Circle, sign_in) -> None:
    post = ask(ana, circle)
    support = OperatorFactory(name="Support")
    support.groups.add(Group.objects.get(name="support"))
    sign_in(support).post(
        "/admin/education/post/", {"action": "hide_chosen", "_selected_action": [post.pk], "index": 0}
    )
    post.refresh_from_db()
    assert post.state == "hidden"


def test_programs_do_all_of_it(ana: User, ben: User, circle: Circle) -> None:
    hers, his = APIClient(), APIClient()
    hers.force_authenticate(ana)
    his.force_authenticate(ben)
    post = hers.post("/api/v1/circles/software/posts/", {"kind": "question", "title": "Why?", "body": "So."}).json()
    made = his.post(f"/api/v1/posts/{post['id']}/answers/", {"body": "Because."}).json()
    assert his.put(f"/api/v1/posts/{post['id']}/helpful/").json()["helpful"] == 1
    assert his.put(f"/api/v1/posts/{made['id']}/helpful/").json()["errors"][0]["code"] == "own_post"
    assert hers.put(f"/api/v1/posts/{post['id']}/solution/", {"answer": made["id"]}).json()["solved_by"] == made["id"]
    assert his.delete(f"/api/v1/posts/{post['id']}/helpful/").json()["helpful"] == 0
    his.put(f"/api/v1/posts/{post['id']}/helpful/")
    listed = his.get("/api/v1/circles/software/posts/", {"order": "best"}).json()["results"]
    assert [(one["title"], one["answers"], one["is_helpful_for_me"]) for one in listed] == [("Why?", 1, True)]
    assert his.get(f"/api/v1/posts/by/{ana.pk}/").json()["count"] == 1
    assert his.delete(f"/api/v1/posts/{post['id']}/").status_code == 403


def test_a_page_of_posts_costs_the_same_however_many_there_are(
    ana: User, circle: Circle, sign_in, django_assert_max_num_queries
) -> None:
    for number in range(4):
        answer(ana, ask(ana, circle, f"Question {number}"))
    hers = sign_in(ana)
    with django_assert_max_num_queries(20):
        hers.get("/help/circles/software/")


@pytest.mark.django_db(transaction=True)
def test_votes_at_once_are_all_counted(transactional_db: None) -> None:
    circle = Circle.objects.get(slug="software")
    author = a_member(circle)
    post = ask(author, circle)
    voters = [a_member(circle) for _voter in range(6)]

    def vote(person: User) -> None:
        set_helpful(post=Post.objects.get(pk=post.pk), voter=person, is_helpful=True)
        connection.close()

    threads = [Thread(target=vote, args=(person,)) for person in voters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    post.refresh_from_db()
    assert (post.helpful, PostVote.objects.count(), post.weight) == (6, 6, 6)
