"""Courses: as they are shipped, read, gone through and edited."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.education.courses.services import finish_lesson, load_courses
from apps.education.courses.shipped import read_course, shipped_courses
from apps.education.models import Article, Course, Lesson, LessonDone
from apps.language import detect
from tests.people import OperatorFactory

FIRST = "/help/courses/first-message/"


def test_six_courses_of_four_lessons_are_shipped_in_both_languages() -> None:
    courses = shipped_courses()
    assert len(courses) >= 6
    for course in courses.values():
        assert len(course.lessons) == 4
        for lesson in course.lessons:
            assert detect(lesson.fields["body_zh"]) == "zh"
            assert detect(lesson.fields["body_en"]) == "en"
            assert len(lesson.fields["body_en"].split()) < 160, "short enough for a phone"


def test_every_lesson_leads_to_an_article(db: None) -> None:
    assert Lesson.objects.count() == 24
    assert not Lesson.objects.filter(article=None).exists()


@pytest.mark.parametrize("text", ["", "---\na: b\n---\n# article\nno texts"])
def test_a_file_that_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"a (course|lesson) is"):
        read_course(text)


def test_a_course_is_gone_through_lesson_by_lesson(ana: User, sign_in) -> None:
    client = sign_in(ana)
    assert "0 of 4" in client.get(FIRST).content.decode()
    response = client.post(f"{FIRST}1/done/")
    assert response.url == f"{FIRST}2/"
    client.post(f"{FIRST}1/done/")
    assert LessonDone.objects.filter(person=ana).count() == 1
    for place in (2, 3):
        client.post(f"{FIRST}{place}/done/")
    assert client.post(f"{FIRST}4/done/").url == FIRST
    assert "You finished this course" in client.get(FIRST).content.decode()
    assert "You finished this course" in client.get("/help/courses/").content.decode()


def test_nobody_else_has_my_progress(ana: User, olga: User, sign_in) -> None:
    finish_lesson(lesson=Lesson.objects.get(course__slug="say-no", position=1), person=ana)
    assert "0 of 4" in sign_in(olga).get("/help/courses/say-no/").content.decode()


def test_visitors_read_and_keep_nothing(db: None, client: Client) -> None:
    assert client.get("/help/courses/").status_code == 200
    page = client.get(f"{FIRST}1/").content.decode()
    assert "Next lesson" in page
    assert "/done/" not in page
    assert client.post(f"{FIRST}1/done/").url.startswith("/account/login/")
    assert not LessonDone.objects.exists()


def test_a_lesson_is_read_in_chinese(ana: User, sign_in) -> None:
    ana.language = "zh-hans"
    ana.save()
    page = sign_in(ana).get(f"{FIRST}1/", HTTP_ACCEPT_LANGUAGE="zh-hans").content.decode()
    assert "先说职位里的一点" in page


def test_each_role_is_offered_its_own(ana: User, ben: User, sign_in) -> None:
    for person, other in ((ana, "/help/courses/reach-candidates/"), (ben, FIRST)):
        assert f'href="{other}"' not in sign_in(person).get("/help/courses/").content.decode()
        assert sign_in(person).get(other).status_code == 200


@pytest.mark.parametrize("path", ["nothing/", "first-message/9/", "first-message/0/"])
def test_what_is_not_there_is_404(ana: User, sign_in, path: str) -> None:
    assert sign_in(ana).get(f"/help/courses/{path}").status_code == 404


def test_drafts_are_nobodys(ana: User, sign_in) -> None:
    Course.objects.filter(slug="first-message").update(is_published=False)
    client = sign_in(ana)
    assert client.get(f"{FIRST}1/").status_code == 404
    assert client.post(f"{FIRST}1/done/").status_code == 404
    assert FIRST not in client.get("/help/courses/").content.decode()


def test_programs_read_courses_and_finish_lessons(ana: User) -> None:
    api = APIClient()
    listed = api.get("/api/v1/courses/").json()
    assert (listed["count"], listed["results"][0]["lessons_done"]) == (6, 0)
    assert api.post("/api/v1/courses/first-message/lessons/1/done/").status_code == 401
    api.force_authenticate(ana)
    answer = api.post("/api/v1/courses/first-message/lessons/1/done/")
    assert answer.json() == {"lessons_total": 4, "lessons_done": 1}
    course = api.get("/api/v1/courses/first-message/").json()
    assert [lesson["done"] for lesson in course["lessons"]] == [True, False, False, False]
    assert course["lessons"][0]["article"] == "first-message-that-gets-answered"
    assert api.get("/api/v1/courses/nothing/").status_code == 404


def test_the_list_takes_the_same_queries_however_many_courses(
    ana: User, sign_in, django_assert_max_num_queries
) -> None:
    client = sign_in(ana)
    client.get("/help/courses/")
    with django_assert_max_num_queries(12):
        client.get("/help/courses/")


def test_a_release_renews_what_nobody_edited(db: None) -> None:
    assert load_courses() == 0
    edited = Lesson.objects.get(course__slug="say-no", position=1)
    edited.body_en = "Ours."
    edited.save()
    Course.objects.get(slug="interviews").delete()
    older = Course.objects.get(slug="first-message")
    Lesson.objects.filter(course=older, position=1).update(body_en="Older words")
    older.seeded_fingerprint = older.fingerprint(older.lessons.all())
    older.save()
    assert load_courses() == 1
    edited.refresh_from_db()
    assert edited.body_en == "Ours."
    assert not Course.objects.filter(slug="interviews").exists()
    assert Lesson.objects.get(course=older, position=1).body_en != "Older words"


def test_content_edits_courses_in_the_console(sign_in, db: None) -> None:
    operator = OperatorFactory(name="Callum")
    operator.groups.add(Group.objects.get(name="content"))
    client = sign_in(operator)
    course = Course.objects.get(slug="say-no")
    assert "Say no" in client.get("/admin/education/course/").content.decode()
    page = client.get(f"/admin/education/course/{course.pk}/change/").content.decode()
    assert "body_zh" in page
    lessons = list(course.lessons.all())
    form: dict[str, object] = {
        name: getattr(course, name) for name in ("audience", "position", "title_en", "title_zh", "summary_en")
    }
    form |= {"summary_zh": "新的介绍", "is_published": "on", "lessons-TOTAL_FORMS": 4, "lessons-INITIAL_FORMS": 4}
    for place, lesson in enumerate(lessons):
        for name in ("id", "position", "title_en", "title_zh", "body_en", "body_zh"):
            form[f"lessons-{place}-{name}"] = getattr(lesson, name)
        form[f"lessons-{place}-course"] = course.pk
        form[f"lessons-{place}-article"] = lesson.article_id
    address = f"/admin/education/course/{course.pk}/change/"
    # Courses open to anybody by their address.
    assert "not one of the available choices" in client.post(address, form | {"audience": "operator"}).content.decode()
    assert client.post(address, form).status_code == 302
    course.refresh_from_db()
    assert course.summary_zh == "新的介绍"
    latest = course.history.first()
    assert latest is not None
    assert latest.history_user == operator


def test_an_article_may_go_and_its_lesson_stays(db: None, client: Client) -> None:
    Article.objects.filter(slug="topic-chips").delete()
    assert client.get(f"{FIRST}3/").status_code == 200
