"""A recruiter's list of jobs says how many conversations there are, and how many wait."""

from django.urls import reverse

from apps.accounts.models import User
from apps.chat.greeting.services import greet
from apps.chat.sending.services import new_client_id
from apps.matching.models import Job


def test_my_jobs_count_conversations_and_those_that_wait(job: Job, ana: User, ben: User, olga: User, sign_in):
    page = reverse("matching:my_jobs")
    assert "0 conversations" in sign_in(ben).get(page).content.decode()
    greet(sender=ana, job=job, candidate=ana, body="Hello Ben, is it remote?", client_id=new_client_id())
    html = sign_in(ben).get(page).content.decode()
    assert "1 conversation" in html
    assert "1 waits for you" in html
    assert "1 conversation" not in sign_in(olga).get(page).content.decode()
