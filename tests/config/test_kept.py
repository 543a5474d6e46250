import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from apps.kept import KeptFromRows
from apps.matching.skills.models import Skill, SkillAlias
from apps.matching.skills.selectors import vocabulary

pytestmark = pytest.mark.django_db


class Rows:
    """As many as it says, all of one moment."""

    number = 1

    def aggregate(self, **_: object) -> dict[str, object]:
        return {"number": self.number}


def test_it_is_built_anew_only_after_a_change():
    rows = Rows()
    kept = KeptFromRows(lambda: rows, lambda _rows: object())
    first = kept()
    assert kept() is first
    rows.number = 2
    assert kept() is not first


def test_of_many_who_ask_at_once_one_builds_and_all_have_the_same():
    all_ask, built = threading.Barrier(8), []

    def build(_rows: object) -> object:
        built.append(object())
        threading.Event().wait(0.05)
        return built[-1]

    kept = KeptFromRows(Rows, build)

    def ask(_number: int) -> object:
        all_ask.wait()
        return kept()

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(ask, range(8)))
    assert len(built) == len(found) == 1


def test_what_fails_is_built_at_the_next_call():
    outcomes = iter([ZeroDivisionError(), "built"])

    def build(_rows: object) -> str:
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    kept = KeptFromRows(Rows, build)
    with pytest.raises(ZeroDivisionError):
        kept()
    assert kept() == "built"


def test_a_new_spelling_a_changed_one_and_a_lost_one_are_seen(django_assert_num_queries):
    alias = SkillAlias.objects.create(skill=Skill.objects.create(name_en="Quilting", name_zh="拼布"), text="Quilting")
    assert vocabulary().extract("We look for quilting.")
    with django_assert_num_queries(1):
        vocabulary()
    alias.text = "Patchwork"
    alias.save()
    assert vocabulary().extract("We look for patchwork.")
    assert not vocabulary().extract("We look for quilting.")
    alias.delete()
    assert not vocabulary().extract("We look for patchwork.")
