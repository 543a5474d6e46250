import pytest

from apps.education.articles.selectors import search
from apps.education.models import Article


def slugs(query: str) -> set[str]:
    return set(search(query, Article.objects.asked_by(None)).values_list("slug", flat=True))


def test_chinese_is_found_anywhere_in_the_text(db: None) -> None:
    assert "recall-a-message" in slugs("撤回")
    assert "stay-safe" in slugs("培训贷")
    assert slugs("没有这个词组呀") == set()


def test_english_is_found_by_whole_words_in_any_case(db: None) -> None:
    assert "api-tokens-and-integration" in slugs("IDEMPOTENCY")
    assert "api-tokens-and-integration" not in slugs("dempot")


def test_all_words_must_be_there(db: None) -> None:
    assert slugs("passport uniform") == {"stay-safe"}
    assert slugs("passport zebra") == set()


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("idempotncy", "api-tokens-and-integration"),
        ("recal", "recall-a-message"),
        ("PASPORT unifrom", "stay-safe"),
        ("撤会", "recall-a-message"),
        ("培讯贷", "stay-safe"),
    ],
)
def test_what_is_mistyped_is_found_as_it_was_meant(db: None, query: str, slug: str) -> None:
    assert slug in slugs(query)


def test_what_nobody_could_mean_still_finds_nothing(db: None) -> None:
    assert slugs("zebra") == slugs("qqqqqq") == slugs("鑫鑫犇") == set()


def test_only_what_is_published_is_found(db: None) -> None:
    Article.objects.filter(slug="stay-safe").update(is_published=False)
    assert "stay-safe" not in slugs("passport")


@pytest.mark.parametrize("query", ["", "   ", "。。。", "😀", "\x00", "%", "_", "x" * 9000, "' OR 1=1 --"])
def test_what_is_no_word_finds_nothing(db: None, query: str) -> None:
    assert slugs(query) == set()
