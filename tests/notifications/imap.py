"""A mail server that speaks as much IMAP as our reader asks of one. For its tests alone."""

import re
import socketserver
import threading
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    letters: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    password: str = "secret word"
    port: int = 0
    log: list[str] = field(default_factory=list)

    def put(self, content: bytes) -> None:
        self.letters[len(self.letters) + 1] = content

    @property
    def url(self) -> str:
        return f"imap://reply%40rapport.example:secret%20word@127.0.0.1:{self.port}/INBOX"


class Session(socketserver.StreamRequestHandler):
    mailbox: Mailbox

    def say(self, *parts: bytes) -> None:
        self.wfile.write(b"".join(parts) + b"\r\n")

    def handle(self) -> None:
        self.say(b"* OK ready")
        for raw in self.rfile:
            tag, _space, command = raw.decode().strip().partition(" ")
            self.mailbox.log.append(command.split(" ")[0])
            if not self.answer(command):
                self.say(tag.encode(), b" NO refused")
                continue
            self.say(tag.encode(), b" OK done")
            if command.upper() == "LOGOUT":
                return

    def answer(self, command: str) -> bool:
        box, words = self.mailbox, command.split(" ")
        if words[0] == "CAPABILITY":
            self.say(b"* CAPABILITY IMAP4rev1")
        elif words[0] == "LOGIN":
            return command.endswith(f'"{box.password}"')
        elif words[0] == "SELECT":
            self.say(b"* %d EXISTS" % len(box.letters))
        elif words[:2] == ["UID", "SEARCH"]:
            unseen = " ".join(str(uid) for uid in box.letters if uid not in box.seen)
            self.say(f"* SEARCH {unseen}".rstrip().encode())
        elif words[:2] == ["UID", "FETCH"]:
            self.fetch(int(words[2]), command)
        elif words[:2] == ["UID", "STORE"]:
            assert re.search(r"\+FLAGS \(\\Seen\)$", command)
            box.seen.add(int(words[2]))
        return True

    def fetch(self, uid: int, command: str) -> None:
        content = self.mailbox.letters[uid]
        if "RFC822.SIZE" in command:
            self.say(b"* %d FETCH (UID %d RFC822.SIZE %d)" % (uid, uid, len(content)))
        else:
            self.say(b"* %d FETCH (UID %d BODY[] {%d}\r\n" % (uid, uid, len(content)), content, b")")


def serve(mailbox: Mailbox) -> socketserver.ThreadingTCPServer:
    """On a free port of this machine, until `shutdown`."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), type("Own", (Session,), {"mailbox": mailbox}))
    server.daemon_threads = True
    mailbox.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
