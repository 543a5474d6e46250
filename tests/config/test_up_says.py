"""What `up` tells whoever started it, and where the links in mails lead then."""

from io import StringIO

import pytest

from config.management.commands.up import Command, reachable
from tests.people import OperatorFactory

pytestmark = pytest.mark.django_db

ACCOUNTS = [
    {"role": "candidate", "group": "", "email": "ana@rapport.example", "password": "one"},
    {"role": "operator", "group": "support", "email": "irene@rapport.example", "password": "two"},
]


def greeting(accounts: list[dict[str, str]]) -> str:
    said = StringIO()
    Command(stdout=said)._greet("http://127.0.0.1:9000", accounts)
    return said.getvalue()


def test_it_says_which_operator_may_do_what():
    OperatorFactory()
    lines = greeting(ACCOUNTS).splitlines()
    assert any(line.split() == ["operator,", "support", "irene@rapport.example", "two"] for line in lines)
    assert not any("createsuperuser" in line for line in lines)


def test_it_says_how_the_first_operator_is_made():
    said = greeting([])
    assert "python3 manage.py createsuperuser" in said
    assert "http://127.0.0.1:9000/admin/" in said


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        ("127.0.0.1", 9000, "http://127.0.0.1:9000"),
        ("0.0.0.0", 8100, "http://127.0.0.1:8100"),
        ("::1", 8000, "http://[::1]:8000"),
        ("jobs.local", 80, "http://jobs.local:80"),
    ],
)
def test_links_carry_the_port_that_serves(host, port, address):
    assert reachable(host, port) == address
