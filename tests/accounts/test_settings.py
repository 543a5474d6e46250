"""A person changes what others see of them, and how they see Rapport."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from apps.accounts.people.pictures import redraw
from apps.accounts.people.services import change_picture, change_settings, remove_picture
from apps.errors import InvalidInput
from apps.ui import badges
from apps.ui.people import picture_url
from apps.uploads.errors import FileTooLarge, TooManyPixels
from tests.accounts.pictures import picture_bytes, upload

URL = "/settings/"


@pytest.fixture
def form() -> dict[str, str]:
    return {
        "name": "Ana Lin",
        "headline": "Backend engineer",
        "language": "zh-hans",
        "time_zone": "Asia/Shanghai",
        "share_reply_window": "on",
    }


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_it_saves_what_was_said(ana, sign_in, form):
    response = sign_in(ana).post(URL, form, follow=True)
    ana.refresh_from_db()
    assert (ana.name, ana.headline, ana.language, ana.time_zone) == (
        "Ana Lin",
        "Backend engineer",
        "zh-hans",
        "Asia/Shanghai",
    )
    assert ana.share_reply_window
    assert not ana.send_read_receipts
    assert 'lang="zh-Hans"' in response.content.decode()


def test_it_says_so_in_the_language_chosen_just_now(ana, sign_in, form):
    response = sign_in(ana).post(URL, form, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["已保存。"]


def test_a_name_is_needed(ana, sign_in, form):
    response = sign_in(ana).post(URL, form | {"name": "  "})
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    ana.refresh_from_db()
    assert ana.name == "Ana"


def test_a_time_zone_must_exist(ana):
    with pytest.raises(InvalidInput) as refusal:
        change_settings(person=ana, changes={"time_zone": "Moon/Base"})
    assert refusal.value.field == "time_zone"


def test_nobody_changes_their_own_role(ana):
    with pytest.raises(InvalidInput):
        change_settings(person=ana, changes={"is_staff": True})


def test_visitors_are_asked_to_sign_in(client, db):
    assert client.get(URL).url == "/account/login/?next=/settings/"


def test_a_picture_is_kept_without_the_place_where_it_was_taken(ana, sign_in):
    response = sign_in(ana).post(
        reverse("accounts:change_picture"), {"picture": upload(picture_bytes(with_place=True))}, follow=True
    )
    ana.refresh_from_db()
    assert picture_url(ana) in response.content.decode()
    kept = default_storage.open(ana.avatar.name).read()
    assert b"SecretCamera" not in kept
    image = Image.open(default_storage.open(ana.avatar.name))
    assert image.size == (320, 320)
    assert not image.getexif()


def test_a_new_picture_replaces_the_old_file(ana, django_capture_on_commit_callbacks):
    content = picture_bytes()
    first = change_picture(person=ana, upload=upload(content), size=len(content)).avatar.name
    with django_capture_on_commit_callbacks(execute=True):
        second = change_picture(person=ana, upload=upload(content), size=len(content)).avatar.name
    assert not default_storage.exists(first)
    assert default_storage.exists(second)
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(person=ana)
    assert not default_storage.exists(second)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "me.svg"),
        (b"<html><script>alert(1)</script>", "me.png"),
        (b"GIF89a" + b"\0" * 40, "me.jpg"),
        (b"\xff\xd8\xff\xe0 torn", "me.jpg"),
        (b"", "me.jpg"),
    ],
)
def test_what_isnt_a_picture_is_refused(ana, sign_in, content, name):
    response = sign_in(ana).post(reverse("accounts:change_picture"), {"picture": upload(content, name)})
    assert response.status_code == 422
    ana.refresh_from_db()
    assert not ana.avatar


def test_markup_hidden_in_a_picture_is_gone(ana):
    content = picture_bytes() + b"<script>alert(1)</script>"
    change_picture(person=ana, upload=upload(content), size=len(content))
    ana.refresh_from_db()
    assert b"<script>" not in default_storage.open(ana.avatar.name).read()


def test_a_flood_of_pixels_is_refused_before_it_is_unpacked(ana):
    with pytest.raises(TooManyPixels, match="12 million pixels"):
        redraw(upload(picture_bytes("PNG", (7000, 7000))), size=1000)


def test_six_megabytes_are_too_much(ana):
    with pytest.raises(FileTooLarge, match="5 MB"):
        redraw(upload(picture_bytes()), size=6 * 1024 * 1024)


def test_pictures_are_shown_to_signed_in_people_alone(ana, olga, client, sign_in):
    content = picture_bytes()
    ana = change_picture(person=ana, upload=upload(content), size=len(content))
    url = picture_url(ana)
    assert client.get(url).status_code == 302
    shown = sign_in(olga).get(url)
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert (shown["Content-Security-Policy"], shown["Cross-Origin-Resource-Policy"]) == (
        "default-src 'none'; sandbox",
        "same-origin",
    )
    assert sign_in(olga).get(url.replace(".jpg", ".png")).status_code == 404


def test_only_pictures_are_served(ana, sign_in):
    default_storage.save("avatars/other.jpg", upload(picture_bytes()))
    assert sign_in(ana).get("/pictures/other.jpg").status_code == 404
    assert sign_in(ana).get("/pictures/..%2Fsecret.jpg").status_code == 404


def test_query_count_of_the_settings_page(ben, sign_in, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(badges, "_counts", {})
    client = sign_in(ben)
    with django_assert_num_queries(5):  # session, person, what they hide of recognition, company, stopped e-mails
        client.get(URL)
