"""Feedback in a real browser: told from any page, followed live."""

from uuid import uuid4

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from apps.feedback.models import Ticket, TicketFile
from apps.feedback.tickets.services import open_ticket
from apps.feedback.work.services import answer_ticket
from apps.uploads.limits import MAX_BYTES
from tests.accounts.pictures import picture_bytes
from tests.people import OperatorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_one_click_tells_us_and_nothing_written_is_lost(ana, open_as):
    page = open_as(ana)
    page.goto("/feedback/")
    page.locator("header [data-opens=sheet]").click()
    page.locator("#id_body").fill("x" * 8001)
    page.locator("#sheet-body button[type=submit]").click()
    expect(page.locator("#sheet-body .errorlist")).to_contain_text("8,001")
    assert len(page.locator("#id_body").input_value()) == 8001
    page.locator("#id_body").fill("The list is empty.")
    page.reload()
    page.locator("header [data-opens=sheet]").click()
    expect(page.locator("#id_body")).to_have_value("The list is empty.")
    page.locator("#sheet-body button[type=submit]").click()
    expect(page.locator("[data-feedback-sent]")).to_be_visible()
    assert Ticket.objects.get().body == "The list is empty."


ANOTHER_WINDOW = """() => {
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [640, 400];
    const fill = () => canvas.getContext("2d").fillRect(0, 0, 640, 400);
    setInterval(fill, 50);
    return canvas.captureStream(10);
  };
}"""


def test_what_is_blacked_out_on_a_picture_never_leaves_the_browser(ana, open_as, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page = open_as(ana, viewport={"width": 1280, "height": 900})
    page.goto("/feedback/")
    page.evaluate(ANOTHER_WINDOW)
    page.locator("header [data-opens=sheet]").click()
    shot = {"name": "shot.png", "mimeType": "image/png", "buffer": picture_bytes("PNG", size=(400, 200))}
    page.locator("#id_attached").set_input_files(shot)
    page.locator("[data-tool=cover]").click()
    box = page.locator(".picture-marks canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 5)
    page.mouse.up()
    page.locator("[data-shoot]").click()
    expect(page.locator(".picture-marks canvas")).to_have_count(2)
    page.locator("#id_body").fill("This number is wrong.")
    page.locator("#sheet-body button[type=submit]").click()
    expect(page.locator("[data-feedback-sent]")).to_be_visible(timeout=60_000)  # both are read by a process of its own
    covered, taken = TicketFile.objects.order_by("pk")
    picture = Image.open(covered.file).convert("RGB")
    width, height = picture.size
    assert picture.getpixel((width // 4, height // 2)) == (0, 0, 0)
    assert picture.getpixel((3 * width // 4, height // 2)) != (0, 0, 0)
    assert (taken.name, Image.open(taken.file).size) == ("page.png", (640, 400))


def test_a_phones_photo_is_small_enough_to_be_taken_drawn_on_or_not(ana, open_as, tmp_path):
    noise = np.random.default_rng(5).integers(0, 256, (1200, 1600, 3), dtype=np.uint8)
    Image.fromarray(noise).save(photo := tmp_path / "photo.jpeg", quality=100, subsampling=0)
    assert photo.stat().st_size > MAX_BYTES
    page = open_as(ana, viewport={"width": 1280, "height": 900})
    page.goto("/feedback/")
    page.locator("header [data-opens=sheet]").click()
    page.locator("#id_attached").set_input_files(photo)
    canvas = page.locator(".picture-marks canvas")
    canvas.scroll_into_view_if_needed()
    kept = "one => [one.files[0].name, one.files[0].type, one.files[0].size]"
    unmarked = page.locator("#id_attached").evaluate(kept)
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 50)
    page.mouse.up()
    marked = page.locator("#id_attached").evaluate(kept)
    assert marked != unmarked
    for name, kind, size in (unmarked, marked):
        assert (name, kind, size < MAX_BYTES) == ("photo.jpg", "image/jpeg", True)


def test_an_answer_appears_while_the_ticket_is_being_read(ana, open_as):
    ticket = open_ticket(reporter=ana, body="The list is empty.", client_id=uuid4())
    page = open_as(ana)
    page.goto(f"/feedback/{ticket.pk}/")
    expect(page.locator("html[data-live=open]")).to_be_attached()
    page.locator("textarea[name=body]").fill("half a reply")
    answer_ticket(ticket_id=ticket.pk, operator=OperatorFactory(name="Mei"), body="Please reload the page.")
    expect(page.locator("#ticket")).to_contain_text("Please reload the page.")
    expect(page.locator("textarea[name=body]")).to_have_value("half a reply")


def test_what_one_person_writes_pushes_nothing_off_the_console(ana, open_as):
    for body in ("W" * 500, "Zalgo" + "\u0301\u0316" * 300 + " speaks", "An ordinary report."):
        open_ticket(reporter=ana, body=body, client_id=uuid4())
    page = open_as(OperatorFactory(is_superuser=True), viewport={"width": 1280, "height": 900})
    page.goto("/admin/feedback/ticket/")
    row = page.locator("#result_list tbody tr").first
    last = row.locator("td").last.bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 1280
    heights = [box["height"] for line in page.locator("#result_list tbody tr").all() if (box := line.bounding_box())]
    assert max(heights) <= 200, "some ninety of the widest letters, and no more"


def test_the_bell_follows_what_is_read_on_the_open_page(ana, open_as):
    ticket = open_ticket(reporter=ana, body="The list is empty.", client_id=uuid4())
    page = open_as(ana)
    page.goto(f"/feedback/{ticket.pk}/")
    expect(page.locator("html[data-live=open]")).to_be_attached()
    answer_ticket(ticket_id=ticket.pk, operator=OperatorFactory(name="Mei"), body="Please reload the page.")
    expect(page.locator("#ticket")).to_contain_text("Please reload the page.")
    expect(page.locator("[data-badge=bell]").first).to_be_hidden()
