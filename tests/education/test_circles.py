"""Groups by field: recommended with a reason, joined, left, and edited in the console."""

from django.contrib.auth.models import Group
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.education.circles.selectors import Standing, standings
from apps.education.models import Circle, CircleMember
from apps.matching.resumes.services import save_resume
from tests.console.test_two_operators import as_sent
from tests.matching.factories import JobFactory
from tests.people import OperatorFactory


def first(person: User) -> Standing:
    return standings(person)[0]


def test_eight_groups_are_shipped_in_both_languages_with_rules(db: None) -> None:
    assert Circle.objects.open().count() == 8
    assert all(circle.rules_en and circle.rules_zh and circle.about_zh for circle in Circle.objects.all())


def test_the_skills_of_a_resume_recommend_a_group_and_say_so(ana: User) -> None:
    save_resume(owner=ana, title="Something new", skills=["Python", "React"])
    assert first(ana).circle.slug == "software"
    assert first(ana).reason == "Your résumé names Python, React"


def test_the_wanted_job_says_more_than_skills(ana: User) -> None:
    save_resume(owner=ana, title="急诊科护士", skills=["Python"])
    assert (first(ana).circle.slug, first(ana).reason) == ("healthcare", "You look for “急诊科护士”")


def test_a_recruiter_is_recommended_what_they_hire_for(ben: User) -> None:
    JobFactory(company=ben.company, posted_by=ben, title="Warehouse lead")
    assert (first(ben).circle.slug, first(ben).reason) == ("logistics-making", "You hire for “Warehouse lead”")


def test_who_does_not_want_to_be_ranked_by_their_resume_is_not(ana: User) -> None:
    resume = save_resume(owner=ana, title="Nurse", skills=["Python"])
    resume.personalised = False
    resume.save(update_fields=["personalised"])
    assert all(one.reason == "" for one in standings(ana))


def test_one_joins_once_and_leaves(ana: User, sign_in) -> None:
    hers, page = sign_in(ana), "/help/circles/software/"
    for _time in range(2):
        assert hers.post(f"{page}membership/", {"joined": "yes"}).url == page
    assert CircleMember.objects.filter(person=ana).count() == 1
    assert "Ask or share" in hers.get(page).content.decode()
    hers.post(f"{page}membership/", {"joined": "no"})
    assert not CircleMember.objects.exists()
    assert hers.get("/help/circles/nowhere/").status_code == 404


def test_a_program_joins_and_leaves(ana: User) -> None:
    client = APIClient()
    client.force_authenticate(ana)
    answer = client.put("/api/v1/circles/data/membership/").json()
    assert (answer["slug"], answer["members"], answer["is_member"]) == ("data", 1, True)
    assert client.get("/api/v1/circles/").json()["results"][0]["slug"] == "data"
    assert client.delete("/api/v1/circles/data/membership/").status_code == 204
    assert not CircleMember.objects.exists()


def test_content_edits_a_group_and_names_its_moderators(ana: User, sign_in) -> None:
    editor = OperatorFactory(name="Content")
    editor.groups.add(Group.objects.get(name="content"))
    circle = Circle.objects.get(slug="data")
    page = f"/admin/education/circle/{circle.pk}/change/"
    sent = as_sent(sign_in(editor).get(page)) | {"rules_en": "Be kind.", "moderators": [ana.pk]}
    assert sign_in(editor).post(page, sent).status_code == 302
    circle.refresh_from_db()
    assert (circle.rules_en, list(circle.moderators.all())) == ("Be kind.", [ana])


def test_the_page_costs_the_same_with_more_members(ana: User, sign_in, django_assert_num_queries) -> None:
    hers = sign_in(ana)
    hers.get("/help/circles/")
    with django_assert_num_queries(8):
        hers.get("/help/circles/")
