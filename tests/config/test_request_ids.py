"""What broke is found again: the answer, its page and the log share one id."""

import json
import logging

import pytest
from django.test import Client

from config.request_ids import HEADER, JsonLines, WithRequestId, current_id


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Client:
    def breaks(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("no such thing")

    monkeypatch.setattr("config.pages.render", breaks)
    return Client(raise_request_exception=False)


def test_the_page_that_says_what_broke_and_the_log_name_the_request(db: None, broken: Client, caplog):
    caplog.handler.addFilter(WithRequestId())
    answer = broken.get("/")
    assert answer.status_code == 500
    assert answer[HEADER] in answer.content.decode()
    assert {record.request_id for record in caplog.records if record.name == "django.request"} == {answer[HEADER]}
    assert current_id() == "-"


def test_a_proxys_id_is_kept_and_nonsense_is_not(db: None, client: Client):
    assert client.get("/healthz", headers={HEADER: "edge-7f3a.0001"})[HEADER] == "edge-7f3a.0001"
    for nonsense in ("", "short", "x" * 65, "a b c d e f", "<script>alert</script>", "new\nline00"):
        given = client.get("/healthz", headers={HEADER: nonsense})[HEADER]
        assert given != nonsense
        assert len(given) == 16
    assert client.get("/healthz")[HEADER] != client.get("/healthz")[HEADER]


def test_a_line_of_json_holds_what_a_line_of_text_does():
    record = logging.LogRecord("apps.chat", logging.ERROR, __file__, 1, "%s is away\nand back", ("数据库",), None)
    assert WithRequestId().filter(record)
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line) | {"time": ""} == {
        "time": "",
        "level": "ERROR",
        "logger": "apps.chat",
        "request_id": "-",
        "message": "数据库 is away\nand back",
    }
