from apps.language import Document, Index

ARTICLES = [
    Document("password", "如何修改密码？在设置里点“账号与安全”，输入旧密码和新密码。"),
    Document("interview", "How to reschedule an interview. Open the card and propose another time."),
    Document("scam", "遇到要求先交培训费或押金的招聘怎么办？不要转账，点举报。"),
    Document("resume", "Uploading a résumé: PDF, DOCX and TXT files are accepted."),
    Document("points", "积分怎么获得？及时回复、参加面试都会得到积分。"),
]


def test_it_finds_the_answer_in_the_same_language() -> None:
    index = Index(ARTICLES)
    assert index.search("我忘记密码了怎么改")[0].id == "password"
    assert index.search("can I move my interview to another day")[0].id == "interview"


def test_it_finds_the_answer_in_the_other_language() -> None:
    index = Index(ARTICLES)
    assert index.search("I want to change my password")[0].id == "password"
    assert index.search("They ask me to pay a training fee first")[0].id == "scam"


def test_it_is_unsure_when_nothing_answers() -> None:
    index = Index(ARTICLES)
    assert index.search("我忘记密码了怎么改")[0].probability > 0.5
    assert index.search("what is the capital of France")[0].probability < 0.3
    assert index.search("红烧肉怎么做")[0].probability < 0.3


def test_texts_with_one_id_are_one_hit() -> None:
    index = Index([*ARTICLES, Document("password", "I can't remember my login secret"), Document("password", "改密码")])
    hits = index.search("改密码", k=10)
    assert len(index) == 5
    assert [hit.id for hit in hits].count("password") == 1
    assert hits[0].id == "password"


def test_scores_fall_and_k_limits() -> None:
    hits = Index(ARTICLES).search("积分", k=3)
    assert len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.probability <= 1 for hit in hits)


def test_a_language_restricts_the_hits() -> None:
    hits = Index(ARTICLES).search("password", k=10, language="en")
    assert {hit.id for hit in hits} == {"interview", "resume"}


def test_nothing_is_found_in_nothing() -> None:
    assert Index([]).search("密码") == []
    assert Index(ARTICLES).search("  ") == []
    assert Index([Document("only", "如何修改密码")]).search("改密码")[0].id == "only"


def test_odd_documents_and_queries_do_no_harm() -> None:
    index = Index([Document("empty", ""), Document("emoji", "😀"), *ARTICLES])
    assert index.search("😀😀")
    assert index.search("密码 " * 500)[0].id == "password"
