"""Résumé files: read by what they are, refused with words that help, downloaded by nobody who shouldn't."""

import io
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as WordDocument

from apps.accounts.models import User
from apps.matching.models import Resume, ResumeVisibility
from apps.matching.parsing import documents
from apps.matching.parsing.documents import Document
from apps.matching.parsing.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentTooLarge,
    DocumentTooLong,
    DocumentType,
)
from apps.matching.parsing.extract import text_of_docx
from apps.matching.parsing.resumes import parse_resume
from apps.matching.resumes.services import save_resume, share_resume_file, upload_resume, withdraw_resume_file
from apps.matching.skills.selectors import vocabulary
from apps.uploads.limits import Work
from tests.matching.documents import docx, encrypted_pdf, pdf, pdf_bomb, zip_bomb

pytestmark = pytest.mark.django_db

CHINESE = """王小明
求职意向：后端工程师 | 现居：上海
工作年限：6年 | 期望薪资：25-35K
电话：13800138000

专业技能
Java、Spring Boot、MySQL、织布鸟框架

工作经历
2021.03-至今 柚见商服 后端工程师
负责订单和退款服务，熟悉 Redis 与 Kafka。

教育经历
2014-2018 东湾大学 计算机 本科
"""
ENGLISH = """Maria Lopez
Data Analyst
Berlin, Germany | maria@example.org

Summary
Seven years of turning logs into decisions.

Experience
Analyst, Harbourline (2018-2022): punctuality dashboards.
Senior Analyst, Bluefern (2022-2024): waiting times.

Skills
SQL, Python, Tableau

Education
M.Sc. in Statistics
"""


def read_document(content: bytes, **limits: Work) -> Document:
    return documents.read_document(content, vocabulary=vocabulary(), today=date(2026, 3, 1), **limits)


@pytest.fixture(autouse=True)
def _files_go_to_a_place_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_word_pdf_and_text_are_read():
    assert "负责订单" in read_document(docx(*CHINESE.splitlines())).text
    assert read_document(pdf("Backend engineer for payments", "Six years")).extension == "pdf"
    assert "Six years" in read_document(pdf("Backend engineer for payments", "Six years")).text
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert read_document(CHINESE.encode(encoding)).text.startswith("王小明")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", DocumentEmpty),
        (b"   \n", DocumentEmpty),
        (b"short", DocumentEmpty),
        (b"x" * (5 * 1024 * 1024 + 1), DocumentTooLarge),
        (b"many words " * 20_000, DocumentTooLong),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, DocumentType),
        (b"<html><script>alert(1)</script>" + b"words " * 20, DocumentType),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"words " * 20, DocumentType),
        (b"{\\rtf1 hello " + b"words " * 20, DocumentType),
        (b"MZ\x90\x00" + b"\x00" * 400, DocumentType),
        (b"PK\x03\x04" + b"\x00" * 400, DocumentType),
        (b"%PDF-1.4 not really a document", DocumentDamaged),
    ],
)
def test_what_is_no_resume_is_refused_whatever_its_name(content: bytes, error: type[Exception]):
    with pytest.raises(error):
        read_document(content)


def test_a_locked_pdf_says_that_it_is_locked():
    with pytest.raises(DocumentEncrypted):
        read_document(encrypted_pdf())


def test_a_pdf_of_too_many_pages_is_refused():
    with pytest.raises(DocumentTooLong):
        read_document(pdf("One of many pages", pages=41))


def test_bombs_hurt_nobody():
    with pytest.raises(DocumentTooLong):
        read_document(zip_bomb())
    with pytest.raises((DocumentDamaged, DocumentTooLong, DocumentEmpty)):
        read_document(pdf_bomb())


def test_a_parser_that_hangs_is_stopped():
    with pytest.raises(DocumentDamaged):
        read_document(pdf("Backend engineer for payments"), limits=Work(1, 0.001, 1 << 28))


def parsed(text: str) -> dict[str, object]:
    found = parse_resume(text, vocabulary=vocabulary(), today=date(2026, 3, 1))
    return found.fields | {"skills": list(found.skills)}


def test_a_chinese_resume_becomes_fields():
    fields = parsed(CHINESE)
    assert (fields["person_name"], fields["title"], fields["city"]) == ("王小明", "后端工程师", "上海")
    assert (fields["years_experience"], fields["degree"]) == (6, "bachelor")
    assert (fields["salary_min"], fields["salary_max"], fields["salary_currency"]) == (25_000, 35_000, "CNY")
    assert "订单" in fields["experience"]
    assert {"Java", "Spring Boot", "MySQL", "Redis", "Kafka", "织布鸟框架"} <= set(fields["skills"])


def test_an_english_resume_becomes_fields():
    fields = parsed(ENGLISH)
    assert (fields["person_name"], fields["title"], fields["city"]) == ("Maria Lopez", "Data Analyst", "Berlin")
    assert (fields["years_experience"], fields["degree"]) == (6, "master")
    assert fields["skills"][:3] == ["SQL", "Python", "Tableau"]
    assert fields.get("salary_min") is None


def test_what_a_resume_does_not_say_stays_unknown():
    fields = parsed("Somebody wrote a few words about nothing in particular, twice over.")
    assert fields["years_experience"] is None
    assert not any(fields[name] for name in ("title", "city", "degree", "person_name"))


def test_a_first_upload_fills_the_resume_but_shows_it_to_nobody_new(ana: User, ben: User):
    upload = upload_resume(owner=ana, name="../../my cv.txt", content=CHINESE.encode())
    resume = Resume.objects.get(owner=ana)
    assert resume.title == "后端工程师"
    assert "skills" in upload.filled
    assert resume.visibility == ResumeVisibility.CONTACTED
    assert not Resume.objects.visible_to(ben).exists()
    assert resume.file_name == "my_cv.txt"


def test_an_upload_never_overwrites_what_somebody_wrote(ana: User, django_capture_on_commit_callbacks):
    save_resume(owner=ana, title="Florist", skills=["Cooking"])
    first = upload_resume(owner=ana, name="cv.txt", content=CHINESE.encode())
    with django_capture_on_commit_callbacks(execute=True):
        second = upload_resume(owner=ana, name="cv.docx", content=docx(*ENGLISH.splitlines()))
    resume = Resume.objects.get(owner=ana)
    assert resume.title == "Florist"
    assert [skill.slug for skill in resume.skills.all()] == ["cooking"]
    assert "title" not in first.filled + second.filled
    assert resume.file_name == "cv.docx"
    assert not default_storage.exists(first.resume.file.name)


@pytest.fixture
def uploaded(ana: User) -> Resume:
    upload_resume(owner=ana, name="cv.txt", content=CHINESE.encode())
    return save_resume(owner=ana, visibility=ResumeVisibility.RECRUITERS)


def download(client, resume: Resume):
    return client.get(reverse("matching:resume_file", args=[resume.pk]))


def test_its_owner_downloads_it_as_an_attachment(ana: User, uploaded: Resume, sign_in):
    response = download(sign_in(ana), uploaded)
    assert b"".join(response.streaming_content) == CHINESE.encode()
    assert response["Content-Disposition"] == 'attachment; filename="cv.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_others_download_it_only_when_it_was_shared(ana: User, ben: User, olga: User, uploaded: Resume, sign_in):
    assert download(sign_in(ben), uploaded).status_code == 404
    share_resume_file(candidate=ana, company=ben.company)
    assert download(sign_in(ben), uploaded).status_code == 200
    assert download(sign_in(olga), uploaded).status_code == 404
    withdraw_resume_file(candidate=ana, company=ben.company)
    assert download(sign_in(ben), uploaded).status_code == 404


def test_its_owner_may_leave_it_open(ana: User, olga: User, uploaded: Resume, sign_in):
    save_resume(owner=ana, file_open=True)
    assert download(sign_in(olga), uploaded).status_code == 200
    save_resume(owner=ana, visibility=ResumeVisibility.CONTACTED)
    assert download(sign_in(olga), uploaded).status_code == 404


def test_uploading_leads_to_the_form_with_what_was_read(ana: User, sign_in):
    client = sign_in(ana)
    file = SimpleUploadedFile("cv.pdf", CHINESE.encode())
    response = client.post(reverse("matching:resume_upload"), {"file": file}, follow=True)
    html = response.content.decode()
    assert response.redirect_chain
    assert "Read from your file" in html
    assert 'value="后端工程师"' in html


def test_a_refused_file_says_why_in_place(ana: User, sign_in):
    file = SimpleUploadedFile("cv.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)
    response = sign_in(ana).post(reverse("matching:resume_upload"), {"file": file})
    assert response.status_code == 422
    assert "Only PDF, Word (.docx) and text files work here" in response.content.decode()
    assert not Resume.objects.exists()


def test_removing_the_file_keeps_the_resume(ana: User, uploaded: Resume, sign_in, django_capture_on_commit_callbacks):
    name = uploaded.file.name
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(ana).post(reverse("matching:resume_file_remove"))
    uploaded.refresh_from_db()
    assert (uploaded.file.name, uploaded.text, uploaded.title) == ("", "", "后端工程师")
    assert not default_storage.exists(name)


def test_contacts_in_the_text_are_masked_for_recruiters(ana: User, ben: User, sign_in):
    resume = save_resume(owner=ana, title="Cook", summary="Call 13800138000 or ana.cook@example.org")
    html = sign_in(ben).get(reverse("matching:candidate", args=[resume.pk])).content.decode()
    assert "13800138000" not in html
    assert "ana.cook@example.org" not in html
    assert "13800138000" in sign_in(ana).get(reverse("matching:resume")).content.decode()


def _read(text):
    return parse_resume(text, vocabulary=vocabulary(), today=date(2026, 11, 28)).fields


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("个人简历\n周岚", "周岚"),
        ("个人简历\n姓名：周岚 性别：女 年龄：30", "周岚"),
        ("CURRICULUM VITAE\nMaria Lopez", "Maria Lopez"),
        ("Résumé\nBerlin", ""),
        ("O'Brien\nBerlin", "O'Brien"),
        ("个人简历", ""),
    ],
)
def test_the_documents_title_is_nobodys_name(head, name):
    assert _read(head)["person_name"] == name


def test_several_labels_on_one_line_are_several_facts():
    fields = _read("求职意向：财务经理 期望月薪：2万-3万 到岗时间：随时 现居：广东深圳")
    assert (fields["title"], fields["city"], fields["availability"]) == ("财务经理", "深圳", "随时")
    assert (fields["salary_min"], fields["salary_max"], fields["salary_period"]) == (20_000, 30_000, "month")


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Experience", "2016-01 - 2026-01 Lead. Coached two juniors with 1 year of experience each."),
        ("工作经历", "2016.01-2026.01 组长，带过两名有1年工作经验的新人"),
        ("Work Experience 工作经历", "Northwind, Jan 2016 – Jan 2026"),
        ("工作经历 / Work Experience", "Northwind, 01/2016 – 01/2026"),
    ],
)
def test_dates_of_work_say_more_than_a_sentence_in_it(heading, line):
    assert _read(f"Maria Lopez\n\n{heading}\n{line}")["years_experience"] == 10


def test_pay_and_notice_are_read_out_of_sentences():
    chinese = _read("周岚\n\n自我评价\n做事踏实，期望薪资税前20-25K，一个月内到岗。")
    assert (chinese["salary_min"], chinese["availability"]) == (20_000, "一个月内到岗")
    english = _read("Maria Lopez\n\nSummary\nI look for a salary of around €60,000 a year, four weeks' notice.")
    assert (english["salary_min"], english["salary_currency"]) == (60_000, "EUR")
    assert english["availability"] == "four weeks' notice"


def test_a_pdf_that_writes_chinese_in_radicals_is_read_as_chinese():
    document = read_document("周岚\n\n⼯作经历\n２０１８．０３－２０２２．０３ 会计，⻓期负责⽉结".encode())
    assert "工作经历" in document.text
    assert _read(document.text)["years_experience"] == 4


def test_a_word_file_in_columns_is_read_column_by_column():
    made = WordDocument()
    made.add_paragraph("Mara Lindqvist")
    cells = made.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "Skills\nPython\nPostgreSQL"
    cells[1].text = "Experience\nNorthwind, 2018-03 - 2022-03\nBuilt the planning tool"
    inner = cells[1].add_table(rows=1, cols=2).rows[0].cells
    inner[0].text, inner[1].text = "2022-04 - 2024-04", "Contoso"
    made.add_paragraph("References on request")
    out = io.BytesIO()
    made.save(out)
    assert text_of_docx(out.getvalue()).splitlines() == [
        *("Mara Lindqvist", "Skills", "Python", "PostgreSQL", "Experience", "Northwind, 2018-03 - 2022-03"),
        *("Built the planning tool", "2022-04 - 2024-04 Contoso", "References on request"),
    ]
