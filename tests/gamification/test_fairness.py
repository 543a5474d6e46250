"""Cheating pays less than a tenth of honesty, though every text of it would pass: by who confirms whom."""

import pytest

from apps.gamification.fairness.graph import closed_groups
from apps.gamification.models import AwardEntry, RingMember
from tests.gamification.crowds import honest_crowd, let_time_pass, people, points_of, share_of_honest, spread

pytestmark = [pytest.mark.real_people, pytest.mark.django_db]


def test_honest_people_lose_nothing_and_small_games_bring_nearly_nothing():
    """A pair, two rings of five and ten puppets play beside an honest crowd, all with confirmed, old accounts."""
    honest, talks = honest_crowd()
    pair = people(1, 1)
    pair_talks = spread([(pair[0][0], pair[1][0])] * 10)
    ring = people(2, 3)
    ring_talks = spread([(recruiter, candidate) for recruiter in ring[0] for candidate in ring[1]] * 2)
    star = people(1, 4)
    star_talks = spread([(star[0][0], candidate) for candidate in star[1]] * 3)
    puppets = people(1, 10)
    puppet_talks = spread([(puppets[0][0], puppet) for puppet in puppets[1]])
    let_time_pass()
    assert share_of_honest(honest, talks) >= 0.99
    for name, recruiters, count in (
        ("pair", pair[0], pair_talks),
        ("ring of 2 and 3", ring[0], ring_talks),
        ("ring of 1 and 4", star[0], star_talks),
    ):
        assert share_of_honest(recruiters, count) <= 0.1, name
    assert share_of_honest(puppets[0], puppet_talks) <= 0.1
    assert points_of([*pair[0], *ring[0], *star[0], *puppets[0]]) <= 0.1 * 10 * (
        pair_talks + ring_talks + star_talks + puppet_talks
    )


def test_a_ring_of_twenty_in_which_everybody_talks_with_everybody_brings_nothing():
    honest, talks = honest_crowd(recruiters=12, candidates=36, talks_each=3)
    ring = people(10, 10)
    ring_talks = spread([(recruiter, candidate) for recruiter in ring[0] for candidate in ring[1]])
    let_time_pass()
    assert share_of_honest(honest, talks) >= 0.99
    assert share_of_honest(ring[0], ring_talks) <= 0.1
    assert set(RingMember.objects.values_list("person", flat=True)) == {one.pk for side in ring for one in side}


@pytest.mark.parametrize("count", [10, 20])
def test_puppets_with_addresses_that_nobody_confirmed_bring_nothing(count):
    recruiter, puppets = people(1, count, verified=False, age_days=0)
    spread([(recruiter[0], puppet) for puppet in puppets])
    let_time_pass()
    assert points_of(recruiter) == 0
    assert set(AwardEntry.objects.exclude(kind="held").values_list("kind", "reason")) == {("lapsed", "unconfirmed")}


def test_twenty_puppets_with_confirmed_addresses_bring_less_than_a_tenth():
    recruiter, puppets = people(1, 20)
    talks = spread([(recruiter[0], puppet) for puppet in puppets])
    let_time_pass()
    assert 0 < share_of_honest(recruiter, talks) <= 0.1


def test_an_operators_word_for_a_company_counts(ben):
    """Where one company runs the site, its candidates talk with nobody else: it is verified, and its people earn."""
    recruiter, candidates = people(1, 5)
    company = recruiter[0].company
    company.verified_at = recruiter[0].date_joined
    company.save()
    talks = spread([(recruiter[0], candidate) for candidate in candidates])
    let_time_pass()
    assert share_of_honest(recruiter, talks) == 1


def test_a_sparse_graph_has_no_closed_groups_and_a_dense_one_beside_it_does():
    sparse = [(f"company:{n}", f"person:{m}") for n in range(10) for m in range(40) if (n * 7 + m * 3) % 10 < 3]
    dense = [(f"company:r{n}", f"person:r{m}") for n in range(3) for m in range(4)]
    assert closed_groups(sparse) == []
    assert closed_groups([*sparse, *dense]) == [
        {*(f"company:r{n}" for n in range(3)), *(f"person:r{m}" for m in range(4))}
    ]
