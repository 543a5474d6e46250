"""Articles name what they describe; when that changes, they are listed until somebody has looked."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from apps.accounts.models import User
from apps.education.articles import subjects
from apps.education.articles.selectors import outdated
from apps.education.articles.services import confirm_article, look_at_shipped, save_article
from apps.education.articles.shipped import shipped_articles, shipped_subjects
from apps.education.models import Article
from apps.gamification.models import Level
from tests.chat.test_concurrency import together
from tests.people import OperatorFactory

LIST = "/admin/education/article/?look=changed"


@pytest.fixture
def of_group(db: None, sign_in: Any) -> Any:
    def client_of(name: str) -> Client:
        person = OperatorFactory(name=name)
        person.groups.add(Group.objects.get(name=name))
        return sign_in(person)

    return client_of


def raise_a_level() -> Article:
    level = Level.objects.order_by("-number")[0]
    level.points += 1
    level.save()
    return Article.objects.get(slug="levels")


def listed_in(page: str) -> list[int]:
    return [pk for pk in Article.objects.values_list("pk", flat=True) if f"/article/{pk}/change/" in page]


def test_every_shipped_article_names_what_there_is_to_describe(db: None) -> None:
    described = shipped_subjects()
    assert set(described) == set(shipped_articles())
    keys = {key for keys in described.values() for key in keys}
    assert keys == set(subjects.subjects()), "each is described somewhere"
    assert len(set(subjects.digests_of(keys).values())) == len(keys)
    assert outdated() == [], "as shipped all of it is looked at"


def test_an_article_is_listed_when_what_it_describes_changes_until_somebody_looks(of_group: Any) -> None:
    article = raise_a_level()
    content = of_group("content")
    assert listed_in(content.get(LIST).content.decode()) == [article.pk]
    assert "Articles to look at" in content.get("/admin/").content.decode()
    page = content.get(f"/admin/education/article/{article.pk}/change/").content.decode()
    assert "Edited here: Levels" in page
    chosen = {"action": "confirm", "_selected_action": [article.pk]}
    of_group("support").post(LIST, chosen)
    assert outdated() == [article.pk], "support only drafts"
    assert "1 article is still right." in content.post(LIST, chosen, follow=True).content.decode()
    assert "No items have been changed." in content.post(LIST, chosen, follow=True).content.decode()
    assert outdated() == []
    latest = article.history.first()
    assert latest is not None
    assert (latest.history_change_reason, latest.history_user.name) == ("confirmed", "content")


def test_editing_it_says_that_somebody_has_looked(db: None) -> None:
    article = raise_a_level()
    article.body_en += "\nMore."
    save_article(article=article)
    assert outdated() == []
    raise_a_level()
    article.refresh_from_db()
    article.describes = []
    save_article(article=article)
    assert outdated() == [], "it says that it describes nothing of that any more"


def test_a_release_that_changes_a_page_lists_only_what_operators_wrote(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = Article.objects.get(slug="your-data")
    edited.body_en += "\nMore."
    save_article(article=edited)
    for key in ("page-data", "page-help"):
        other = replace(subjects.subjects()[key], read=lambda: ["another"])
        monkeypatch.setitem(subjects._subjects, key, other)
    look_at_shipped()
    assert outdated() == [edited.pk]
    monkeypatch.delitem(subjects._subjects, "page-data")
    assert outdated() == [edited.pk], "what isn't there any more is a change, too"
    look_at_shipped()
    assert outdated() == [edited.pk]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_confirm_once(ana: User) -> None:
    article = raise_a_level()
    done: list[bool] = []
    together(*[lambda: done.append(confirm_article(article=article))] * 2)
    assert sorted(done) == [False, True]
