"""What the server connects to on somebody's word: public addresses alone, the one that was checked."""

import ipaddress
import time
from contextlib import suppress

import pytest

from apps.outgoing import addresses
from apps.outgoing.addresses import is_public, target_of
from apps.outgoing.errors import Forbidden, Unreachable, Unusable
from apps.outgoing.requests import MOST_BYTES, Answer, fetch, post
from tests.outgoing.web import PUBLIC, FakeWeb, fake_web

INSIDE = (
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.100.100.200",
    "168.63.129.16", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
    "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
)  # fmt: skip


@pytest.fixture
def web():
    with fake_web() as web:
        yield web


def get(url: str, **more: object) -> Answer:
    asked: dict = {"accept": "text/html", "content_types": ("text/html",), "purpose": "LinkPreview", **more}
    return fetch(url, **asked)


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_inside_is_public(address: str):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "223.5.5.5", "2606:4700:4700::1111", "2400:3200::1"])
def test_the_open_internet_is(address: str):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "gopher://example.com/", "ftp://example.com/", "http://", "http:///x", "example.com",
        "http://user:word@example.com/", "http://example.com@127.0.0.1/", "http://example.com:22/",
        "http://example.com:8000/", "http://example.com:99999/", "http://example.com\\@127.0.0.1/",
        "http://exa mple.com/",
        "http://example.com/\r\nHost: inside", "http://127.0.0.1/", "http://2130706433/", "http://0x7f000001/",
        "http://0x7f.1/", "http://127.1/", "http://0177.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
        "http://[fe80::1%25eth0]/", "http://169.254.169.254/latest/meta-data/", "http://１２７.０.０.１/",
        "http://example.com/" + "a" * 2000, "http://example.com/\ud800", "http://example.com/?\ud800",
    ],
)  # fmt: skip
def test_such_an_address_is_refused_before_anybody_is_asked(web: FakeWeb, url: str):
    web.page("example.com/")
    with pytest.raises(Forbidden):
        get(url)
    assert not web.connected


def test_a_name_that_leads_inside_is_refused_also_where_only_one_of_its_addresses_does(web: FakeWeb):
    web.names = {"inside.example": [["10.0.0.7"]], "both.example": [[PUBLIC, "127.0.0.1"]]}
    for host in web.names:
        with pytest.raises(Forbidden):
            get(f"http://{host}/")
    assert not web.connected


def test_the_name_of_this_machine_is_refused():
    for host in ("localhost", "localhost."):
        with pytest.raises((Forbidden, Unreachable)):
            target_of(f"http://{host}/")


def test_the_address_that_was_checked_is_the_one_connected_to_whatever_the_name_says_next(web: FakeWeb):
    web.page("rebinding.example/", "<title>Hello</title>")
    web.names["rebinding.example"] = [[PUBLIC], ["127.0.0.1"]]
    assert get("http://rebinding.example/").status == 200
    assert web.connected == [PUBLIC]
    with pytest.raises(Forbidden):
        get("http://rebinding.example/")


def test_each_redirect_is_checked_like_the_first_address(web: FakeWeb):
    web.page("short.example/1", status=302, location="http://long.example/2")
    web.page("long.example/2", "<p>There</p>")
    assert get("http://short.example/1").url == "http://long.example/2"
    for place in ("http://127.0.0.1/", "//inside.example/", "file:///etc/passwd", "http://long.example:6379/"):
        web.names["inside.example"] = [["192.168.0.9"]]
        web.page("short.example/1", status=301, location=place)
        with pytest.raises(Forbidden):
            get("http://short.example/1")


def test_after_three_redirects_it_gives_up(web: FakeWeb):
    for number in range(6):
        web.page(f"round.example/{number}", status=302, location=f"/{number + 1}")
    web.page("round.example/3", "<p>There</p>")
    assert get("http://round.example/0").url.endswith("/3")
    web.page("round.example/3", status=302, location="/4")
    with pytest.raises(Forbidden):
        get("http://round.example/0")


def test_no_more_is_read_than_half_a_megabyte_and_only_of_what_was_asked_for(web: FakeWeb):
    web.page("large.example/", b"a" * (MOST_BYTES + 5000))
    answer = get("http://large.example/")
    assert (len(answer.body), answer.is_whole) == (MOST_BYTES, False)
    web.page("film.example/", b"a", content_type="video/mp4")
    web.page("packed.example/", b"a", content_encoding="gzip")
    for host in ("film.example", "packed.example"):
        with pytest.raises(Unusable):
            get(f"http://{host}/")


def test_who_answers_in_drips_is_cut_off(web: FakeWeb):
    def drip(handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            handler.wfile.write(b"X: y\r\n")
            handler.wfile.flush()
            time.sleep(0.02)

    web.page("slow.example/")
    web.pages["slow.example/"] = drip
    with pytest.raises(Unreachable):
        get("http://slow.example/", seconds=0.3)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_nor_does_one_wait_who_drips_a_body_of_which_nobody_said_how_long_it_is(web: FakeWeb, scheme: str):
    def drip(handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        with suppress(OSError):
            for _byte in range(250):
                handler.wfile.write(b"x")
                time.sleep(0.02)
        handler.close_connection = True

    web.page("slow.example/")
    web.pages["slow.example/"] = drip
    started = time.monotonic()
    with pytest.raises(Unreachable):
        get(f"{scheme}://slow.example/", seconds=0.3)
    assert time.monotonic() - started < 3


def test_it_says_who_it_is_and_brings_nothing_else(web: FakeWeb, settings):
    settings.SITE_URL = "https://talk.example"
    web.page("polite.example/?q=%E4%BD%A0", "<p>Hi</p>")
    get("http://polite.example/?q=你#part")
    _method, place, headers, _body = web.asked[0]
    assert place == "polite.example/?q=%E4%BD%A0"
    assert headers["User-Agent"] == "Mozilla/5.0 (compatible; Rapport-LinkPreview/1.0; +https://talk.example)"
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_names_in_other_scripts_are_asked_for_as_the_internet_writes_them(web: FakeWeb):
    web.page("xn--fiqs8s.example/", "<p>Hi</p>")
    assert get("http://中国.example/").url == "http://xn--fiqs8s.example/"


def test_posts_go_over_https_alone_and_follow_no_redirect(web: FakeWeb):
    web.page("push.example/1", status=307, location="http://127.0.0.1/")
    assert post("https://push.example/1", body=b"x", headers={}, purpose="Push") == 307
    with pytest.raises(Forbidden):
        post("http://push.example/1", body=b"x", headers={}, purpose="Push")
    assert len(web.asked) == 1


def test_a_host_without_an_address_is_unreachable(monkeypatch):
    def nobody(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(addresses.socket, "getaddrinfo", nobody)
    with pytest.raises(Unreachable):
        target_of("http://nowhere.example/")
