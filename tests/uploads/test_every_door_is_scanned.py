"""Whatever anybody uploads is looked at by the scanner where one is configured."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.models import User
from apps.accounts.people.services import change_picture
from apps.chat.files.services import upload_file
from apps.chat.models import Conversation
from apps.feedback.tickets.files import read_files
from apps.matching.importing.services import open_table
from apps.matching.resumes.services import upload_resume
from apps.uploads.errors import FileInfected, ScannerAway
from tests.chat.conftest import conversation, job  # noqa: F401
from tests.uploads.clamd import EICAR, clamd

BAD = b"title,city\n" + EICAR + b",Berlin\n"


def every_door(ana: User, conversation: Conversation):  # noqa: F811
    yield lambda: upload_file(uploader=ana, conversation_id=conversation.pk, file=SimpleUploadedFile("notes.txt", BAD))
    yield lambda: upload_resume(owner=ana, name="cv.txt", content=BAD)
    yield lambda: change_picture(person=ana, upload=io.BytesIO(BAD), size=len(BAD))
    yield lambda: open_table("jobs", BAD)
    yield lambda: read_files([SimpleUploadedFile("notes.txt", BAD)], member=None)


def test_what_is_infected_is_refused_at_each(ana, conversation, settings):  # noqa: F811
    with clamd() as address:
        settings.CLAMD_URL = address
        for door in every_door(ana, conversation):
            with pytest.raises(FileInfected):
                door()


def test_without_an_answer_of_the_scanner_none_takes_a_file(ana, conversation, settings):  # noqa: F811
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    for door in every_door(ana, conversation):
        with pytest.raises(ScannerAway):
            door()
