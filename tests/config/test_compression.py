"""Pages travel small, and their length doesn't tell what stands in them."""

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from config.compression import CompressionMiddleware, compress

TEXT = "What was asked, and what was answered. 问了什么，答了什么。" * 40


def answered(response, accepted):
    request = RequestFactory().get("/", headers={"accept-encoding": accepted})
    return CompressionMiddleware(lambda _request: response)(request)


@pytest.mark.parametrize("padding", [1, 2, 57, 100, 256])
def test_whatever_the_padding_the_text_comes_out_as_it_went_in(padding):
    sent = compress(TEXT.encode(), padding=padding)
    assert brotli.decompress(sent).decode() == TEXT
    assert len(sent) - len(compress(TEXT.encode(), padding=1)) == padding - 1


def test_the_same_page_is_not_always_the_same_length():
    assert len({len(answered(HttpResponse(TEXT), "br").content) for _again in range(40)}) > 5


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("br;q=1.0, gzip;q=0.5", "br"),
        ("gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("br;q=0.0, gzip", "gzip"),
        ("identity", None),
    ],
)
def test_each_browser_gets_what_it_takes(accepted, encoding):
    response = answered(HttpResponse(TEXT), accepted)
    assert response.headers.get("Content-Encoding") == encoding
    assert response.headers["Vary"] == "Accept-Encoding"
    if encoding:
        assert response.headers["Content-Length"] == str(len(response.content))


def test_what_is_short_streamed_or_compressed_already_is_left_as_it_is():
    assert not answered(HttpResponse("ok"), "br").has_header("Content-Encoding")
    packed = answered(HttpResponse(TEXT, headers={"Content-Encoding": "zstd"}), "br")
    assert packed.headers["Content-Encoding"] == "zstd"
    streamed = answered(StreamingHttpResponse([TEXT.encode()]), "br, gzip")
    assert streamed.headers["Content-Encoding"] == "gzip"


def test_what_was_kept_by_its_etag_is_still_found_by_it():
    assert answered(HttpResponse(TEXT, headers={"ETag": '"one"'}), "br").headers["ETag"] == 'W/"one"'


@pytest.mark.django_db
def test_a_page_of_ours_travels_so():
    page = Client(headers={"accept-encoding": "gzip, br"}).get("/account/login/")
    assert page.headers["Content-Encoding"] == "br"
    assert "<!doctype html>" in brotli.decompress(page.content).decode()
