"""Language and appearance: chosen once, remembered, and never a way off the site."""

import pytest

LANGUAGE = "/settings/language/"
THEME = "/settings/theme/"


def test_a_visitor_keeps_the_language_in_a_cookie(client, db):
    response = client.post(LANGUAGE, {"language": "zh-hans", "next": "/"}, follow=True)
    assert 'lang="zh-Hans"' in response.content.decode()
    assert 'lang="zh-Hans"' in client.get("/").content.decode()


def test_the_browser_is_believed_until_one_chooses(client, db):
    assert 'lang="zh-Hans"' in client.get("/", headers={"Accept-Language": "zh-CN,zh;q=0.9"}).content.decode()


def test_a_person_keeps_the_language_everywhere(ana, sign_in):
    sign_in(ana).post(LANGUAGE, {"language": "zh-hans"})
    assert 'lang="zh-Hans"' in sign_in(ana).get("/settings/").content.decode()


def test_an_unknown_language_is_refused(ana, sign_in):
    assert sign_in(ana).post(LANGUAGE, {"language": "tlh"}).status_code == 400
    ana.refresh_from_db()
    assert ana.language == "en"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize(("url", "data"), [(LANGUAGE, {"language": "en"}), (THEME, {"theme": "dark"})])
def test_next_never_leaves_the_site(client, db, url, data, target):
    assert client.post(url, data | {"next": target}).url == "/"


def test_without_next_one_stays_where_one_was(client, db):
    here = "http://testserver/help/?q=levels"
    assert client.post(LANGUAGE, {"language": "zh-hans"}, headers={"Referer": here}).url == here
    assert client.post(LANGUAGE, {"language": "en"}, headers={"Referer": "https://evil.example/"}).url == "/"


def test_it_rejects_get(client, db):
    assert client.get(LANGUAGE).status_code == 405
    assert client.get(THEME).status_code == 405


def test_the_theme_is_remembered_and_forgotten(client, db):
    client.post(THEME, {"theme": "dark"})
    assert '<html lang="en" data-theme="dark">' in client.get("/").content.decode()
    client.post(THEME, {"theme": ""})
    assert "data-theme=" not in client.get("/").content.decode().split("<body")[0]


def test_a_made_up_theme_changes_nothing(client, db):
    client.cookies["theme"] = '"><script>'
    assert '<html lang="en">' in client.get("/").content.decode()
