"""Beta programmes: some who asked for something try it before others, behind a flag that others don't have."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from apps.accounts.segments.services import set_trait
from apps.chat.scheduling.features import SEND_LATER
from apps.errors import Conflict, DomainError, NotFound
from apps.experiments.flags import shut_gate
from apps.experiments.life import start_experiment
from apps.experiments.models import Experiment, FeatureFlag
from apps.experiments.services import feature_is_on
from apps.feedback.beta.errors import AnsweredAlready, FeatureTaken, NobodyToInvite, ProgrammeOver
from apps.feedback.beta.selectors import turnout
from apps.feedback.beta.services import (
    answer_invitation,
    draw_people,
    end_programme,
    leave_programme,
    say_of_trial,
    start_programme,
    wish,
)
from apps.feedback.models import BetaInvitation, BetaProgramme, TopicSupport
from apps.feedback.privacy.services import erase_feedback
from apps.notifications.models import Channel, Notification
from tests.experiments.comparing import compare, draft
from tests.feedback.beta import invited_to_try, programme, who_want
from tests.feedback.topics import TopicFactory
from tests.people import CandidateFactory

pytestmark = pytest.mark.django_db

CONFIRMED = {"_form_submitted": "on"}


def test_only_those_are_drawn_who_spoke_up_and_agreed_each_once(ana, ben, olga, mei):
    topic, gone = TopicFactory(), CandidateFactory(is_active=False)
    who_want(topic, [ana, gone, mei])
    TopicSupport.objects.create(topic=topic, person=ben)
    wish(person=olga, is_on=True)
    made = programme(topic=topic)
    assert draw_people(programme_id=made.pk, number=10) == 1
    assert list(made.invitations.values_list("person", flat=True)) == [ana.pk]
    with pytest.raises(NobodyToInvite):
        draw_people(programme_id=made.pk, number=10)
    assert Notification.objects.filter(kind="beta_invited", person=ana, channel=Channel.IN_APP).count() == 1


def test_accepting_turns_it_on_leaving_turns_it_off_and_nobody_else_has_it(ana, ben):
    assert feature_is_on(SEND_LATER, ana)
    made = programme(feature=SEND_LATER.key)
    invitation = BetaInvitation.objects.create(programme=made, person=ana, invited_at=made.started_at)
    assert not feature_is_on(SEND_LATER, ana)
    for _twice in range(2):
        answer_invitation(person=ana, invitation_id=invitation.pk, accepts=True)
    assert (feature_is_on(SEND_LATER, ana), feature_is_on(SEND_LATER, ben)) == (True, False)
    with pytest.raises(AnsweredAlready):
        answer_invitation(person=ana, invitation_id=invitation.pk, accepts=False)
    leave_programme(person=ana, invitation_id=invitation.pk)
    assert not feature_is_on(SEND_LATER, ana)


def test_a_level_opens_it_too_where_the_programme_says_so(ana, ben):
    set_trait(person=ana, key="beta", value="1", source="level")
    programme(feature=SEND_LATER.key, with_level=True)
    assert (feature_is_on(SEND_LATER, ana), feature_is_on(SEND_LATER, ben)) == (True, False)


@pytest.mark.parametrize(("outcome", "has_it"), [("everybody", True), ("nobody", False)])
def test_the_end_lowers_every_flag_and_says_so(ana, ben, outcome, has_it):
    made = programme(feature=SEND_LATER.key)
    invitation = BetaInvitation.objects.create(programme=made, person=ana, invited_at=made.started_at)
    answer_invitation(person=ana, invitation_id=invitation.pk, accepts=True)
    end_programme(programme_id=made.pk, outcome=outcome)
    assert not FeatureFlag.objects.exists()
    assert {feature_is_on(SEND_LATER, person) for person in (ana, ben)} == {has_it}
    assert Notification.objects.filter(kind="beta_ended", person=ana, channel=Channel.IN_APP).count() == 1
    with pytest.raises(ProgrammeOver):
        say_of_trial(person=ana, invitation_id=invitation.pk, is_fixed=True)
    with pytest.raises(ProgrammeOver):
        start_programme(programme_id=made.pk)


def test_one_feature_is_tried_by_one_programme_and_never_amid_an_experiment(ana):
    programme(feature=SEND_LATER.key)
    second = programme(feature=SEND_LATER.key, is_started=False)
    with pytest.raises(FeatureTaken):
        start_programme(programme_id=second.pk)
    compare("suggested_replies")
    third = programme(feature="suggested_replies", is_started=False)
    with pytest.raises(FeatureTaken):
        start_programme(programme_id=third.pk)
    experiment = draft(switch=SEND_LATER.key)
    with pytest.raises(Conflict):
        start_experiment(experiment=experiment, now=timezone.now())


def test_the_invited_answer_on_the_page_and_say_whether_it_is_fixed(ana, olga, sign_in, mei):
    invitation = invited_to_try(ana)
    client, page = sign_in(ana), invitation.get_absolute_url()
    assert "Try it." in client.get(page).content.decode()
    assert client.post(f"{page}answer/", {"answer": "perhaps"}).status_code == 400
    client.post(f"{page}answer/", {"answer": "accept"})
    assert "it is on for you" in client.get(page).content.decode()
    client.post(f"{page}fixed/", {"fixed": "yes"})
    counted = turnout(invitation.programme)
    assert (counted.accepted, counted.yes) == (1, 1)
    console = reverse("admin:feedback_betaprogramme_change", args=[invitation.programme_id])
    assert "Take part: 1" in sign_in(mei).get(console).content.decode()
    for address in (page, f"{page}answer/"):
        assert sign_in(olga).get(address).status_code in {404, 405}
    assert sign_in(olga).post(f"{page}answer/", {"answer": "accept"}).status_code == 404
    with pytest.raises(NotFound):
        leave_programme(person=olga, invitation_id=invitation.pk)
    assert sign_in(olga).get(console).status_code in {302, 404}


def test_an_operator_goes_from_the_topic_to_a_programme_and_through_its_steps(ana, mei, sign_in):
    topic = TopicFactory()
    who_want(topic, [ana])
    client = sign_in(mei)
    step = client.get(reverse("admin:feedback_topic_try_out", args=[topic.pk]))
    assert step["Location"] == f"/admin/feedback/betaprogramme/add/?topic={topic.pk}"
    fields = {"topic": topic.pk, "feature": "send_later", "about_en": "Try.", "about_zh": "试试。", "places": 5}
    client.post(step["Location"], fields)
    made = BetaProgramme.objects.get()

    def take(name, **said):
        client.post(reverse(f"admin:feedback_betaprogramme_{name}", args=[made.pk]), CONFIRMED | said)
        made.refresh_from_db()

    take("start")
    take("draw", number=3)
    assert made.is_running
    assert made.invitations.get().person == ana
    take("end", outcome="nobody")
    assert made.outcome == "nobody"


def test_who_wants_to_be_asked_says_so_and_is_forgotten_with_the_rest(ana, sign_in):
    client = sign_in(ana)
    client.post("/try-out/choose/", {"wish": "yes"})
    assert "Don't ask me any more" in client.get("/try-out/").content.decode()
    client.put("/api/v1/beta-invitations/wish/", {"wish": False}, content_type="application/json")
    assert "Yes, ask me" in client.get("/try-out/").content.decode()
    invited_to_try(ana)
    erase_feedback(person=ana)
    assert not BetaInvitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_a_flag_and_an_experiment_that_begin_at_once_one_begins(monkeypatch):
    """Each is held where it has looked for the other and found nothing, until the other had the time to do the same."""
    made, experiment = programme(feature=SEND_LATER.key, is_started=False), draft(switch=SEND_LATER.key)
    looked = threading.Barrier(2)

    def held(service):
        def run(*args, **kwargs):
            with contextlib.suppress(threading.BrokenBarrierError):
                looked.wait(timeout=1)
            return service(*args, **kwargs)

        return run

    monkeypatch.setattr("apps.feedback.beta.services.shut_gate", held(shut_gate))
    monkeypatch.setattr(Experiment, "save", held(Experiment.save))

    def begin(is_programme: bool) -> bool:
        try:
            if is_programme:
                start_programme(programme_id=made.pk)
            else:
                start_experiment(experiment=experiment, now=timezone.now())
        except Conflict:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(begin, [True, False])) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_operators_who_draw_at_once_invite_nobody_twice_and_no_more_than_there_are_places():
    topic = TopicFactory()
    who_want(topic, [CandidateFactory() for _ in range(9)])
    made = programme(topic=topic, places=6)

    def draw(_operator: int) -> int:
        try:
            return draw_people(programme_id=made.pk, number=4)
        except DomainError:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(draw, range(4))) == [0, 0, 2, 4]
    assert made.invitations.values("person").distinct().count() == 6
