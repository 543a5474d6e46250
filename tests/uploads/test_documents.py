"""Documents are told apart by content, and looked into within bounds."""

import pytest

from apps.uploads.documents import draw_first_page, look_into
from apps.uploads.errors import WorkFailed
from apps.uploads.limits import DOCUMENT, PREVIEW
from apps.uploads.sandbox import read_safely
from tests.matching import documents
from tests.uploads import office_files


def seen(content: bytes, extension: str = "") -> dict[str, object]:
    return look_into(content, extension)[0]


def test_each_kind_shows_how_it_begins() -> None:
    assert seen(documents.pdf("Hello", pages=3), "exe") == {"kind": "pdf", "pages": 3}
    assert seen(documents.docx("张三的简历", "后端工程师")) == {"kind": "docx", "text": "张三的简历\n后端工程师"}
    sheet = office_files.xlsx(("姓名", "年限"), ("李雷", 6))
    assert seen(sheet) == {"kind": "xlsx", "text": "姓名 年限\n李雷 6"}
    assert seen(office_files.pptx("Our team", "我们的团队")) == {"kind": "pptx", "text": "Our team\n我们的团队"}
    assert seen("笔记：周四下午".encode("gb18030"), "txt") == {"kind": "txt", "text": "笔记：周四下午"}


def test_an_archive_is_listed_with_its_chinese_names() -> None:
    listed = seen(office_files.packed({"作品/封面.png": b"12345", "读我.txt": b"1"}))
    assert listed["entries"] == [{"name": "作品/封面.png", "size": 5}, {"name": "读我.txt", "size": 1}]
    assert (listed["kind"], listed["count"], listed["unpacked"]) == ("zip", 2, 6)
    assert seen(office_files.zip_in_gbk("简历.pdf"))["entries"] == [{"name": "简历.pdf", "size": 5}]


def test_what_a_password_protects_says_so() -> None:
    assert seen(documents.encrypted_pdf()) == {"kind": "pdf", "locked": True}


@pytest.mark.parametrize(
    ("content", "extension", "why"),
    [
        (b"MZ\x90\x00\x03\x00\x00\x00program", "txt", "unknown"),
        (b"<html><script>alert(1)</script>", "txt", "unknown"),
        (b"just words", "exe", "unknown"),
        (b"   ", "txt", "unknown"),
        (b"%PDF-1.7 and nothing more", "pdf", "damaged"),
        (b"PK\x03\x04 and nothing more", "zip", "damaged"),
        (office_files.xlsx(("x",), extra={"xl/vbaProject.bin": b"Sub AutoOpen"}), "xlsx", "macros"),
        (office_files.deep_bomb(), "zip", "bomb"),
        (office_files.huge_listing(), "zip", "bomb"),
    ],
    ids=["program", "markup", "name", "blank", "pdf", "zip", "macros", "bomb", "listing"],
)
def test_what_may_not_be_sent_is_refused_with_its_reason(content: bytes, extension: str, why: str) -> None:
    assert seen(content, extension) == {"refused": why}


def test_a_first_page_is_drawn_small_whatever_its_size() -> None:
    page = documents.pdf("Hello").replace(b"[0 0 612 792]", b"[0 0 14400 9]")
    facts, (picture,) = draw_first_page(page)
    assert max(facts["width"], facts["height"]) <= 640
    assert picture[8:12] == b"WEBP"


def test_hostile_documents_end_within_their_limits() -> None:
    for content in (documents.zip_bomb(), office_files.entity_bomb()):
        facts, _files = read_safely(look_into, content, "docx", limits=DOCUMENT)
        assert facts in ({"refused": "damaged"}, {"kind": "docx", "text": ""})
    facts, _files = read_safely(look_into, documents.pdf_bomb(), "pdf", limits=DOCUMENT)
    assert facts == {"kind": "pdf", "pages": 1}
    with pytest.raises(WorkFailed):
        read_safely(draw_first_page, documents.pdf_bomb(), limits=PREVIEW)
