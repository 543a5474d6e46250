"""The fixtures' promise: a real browser, a real server, the test's own people, frames that arrive."""

import pytest

from apps.realtime.hub import push

pytestmark = pytest.mark.browser


def test_a_signed_in_browser_hears_what_is_pushed(ana, olga, open_as):
    page = open_as(ana)
    page.goto("/healthz")
    page.evaluate(
        """() => new Promise((resolve) => {
            window.heard = [];
            const socket = new WebSocket(location.origin.replace('http', 'ws') + '/ws/');
            socket.onmessage = (event) => { window.heard.push(JSON.parse(event.data)); resolve(); };
        })"""
    )
    assert page.evaluate("window.heard[0].user") == ana.pk
    push([olga.pk], {"type": "probe", "for": "olga"})
    push([ana.pk], {"type": "probe", "for": "ana"})
    probes = "window.heard.filter((frame) => frame.type === 'probe')"
    page.wait_for_function(f"{probes}.length > 0")
    assert page.evaluate(probes) == [{"type": "probe", "for": "ana"}]


def test_a_stranger_is_not_signed_in(page):
    page.goto("/healthz")
    code = page.evaluate(
        """() => new Promise((resolve) => {
            new WebSocket(location.origin.replace('http', 'ws') + '/ws/').onclose = (event) => resolve(event.code);
        })"""
    )
    assert code == 4401
