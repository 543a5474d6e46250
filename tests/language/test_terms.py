import time

from apps.language import TermFinder, find_terms


def names(text: str, terms: list[str]) -> list[str]:
    return [found.term for found in find_terms(text, terms)]


def test_latin_terms_are_whole_words() -> None:
    assert names("熟悉java开发，JavaScript", ["Java"]) == ["Java"]


def test_c_is_not_c_plus_plus() -> None:
    assert names("C/C++/C#", ["c", "c++", "c#"]) == ["c", "c++", "c#"]
    assert names("C++ C#", ["c"]) == []


def test_chinese_terms_stand_anywhere_and_the_longest_wins() -> None:
    assert names("招前端开发工程师", ["前端", "前端开发"]) == ["前端开发"]


def test_dots_belong_to_names() -> None:
    assert names(".NET, asp.net and Node.js", [".net", "node.js", "net"]) == [".net", "net", "node.js"]


def test_width_and_case_do_not_matter_and_places_are_those_of_the_text() -> None:
    (found,) = find_terms("会ＳＱＬ吗", ["sql"])
    assert (found.term, found.start, found.end) == ("sql", 1, 4)


def test_a_term_at_the_very_end_is_found() -> None:
    assert names("no", ["no problem", "no"]) == ["no"]
    assert names("", ["no"]) == []


def test_many_terms_cost_no_more_than_few() -> None:
    text = "熟悉java开发 and some more words 前端 " * 200
    few, many = (
        TermFinder(["java", "前端"]),
        TermFinder([f"term{i}" for i in range(20_000)] + ["java", "前端"]),
    )

    def seconds(finder: TermFinder) -> float:
        began = time.process_time()
        assert len(finder.find(text)) == 400
        return time.process_time() - began

    assert min(seconds(many) for _ in range(3)) < 10 * min(seconds(few) for _ in range(3)) + 0.01
