import os
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3 import base

from config.sqlite.schema import SchemaEditor
from config.sqlite.turns import Turns, turns_of

WRITES = re.compile(r"\s*(insert|update|delete|replace)\b", re.IGNORECASE)


class DatabaseWrapper(base.DatabaseWrapper):
    """Lets the threads of this process write one after the other, in the order in which they asked.

    SQLite gives its one write lock to whoever happens to find it free. Those who wait look again every 100 ms, so a
    thread that commits one transaction after the other, as the relay does, kept senders waiting for many seconds.
    """

    SchemaEditorClass = SchemaEditor

    # The stubs of Django leave out the four methods that begin and end a transaction.

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_turn = False
        self.execute_wrappers.append(self._in_turn)

    @property
    def _turns(self) -> Turns:
        return turns_of(str(self.settings_dict["NAME"]))

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        _make_private(str(self.settings_dict["NAME"]))
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _in_turn(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """A statement that writes outside of a transaction is one of its own."""
        if self._has_turn or self.in_atomic_block or not WRITES.match(sql):
            return execute(sql, params, many, context)
        self._take_turn()
        try:
            return execute(sql, params, many, context)
        finally:
            self._end_turn()

    def _take_turn(self) -> None:
        # Whoever waits in vain asks SQLite all the same, and reads its own error.
        self._has_turn = self._turns.take(seconds=self.settings_dict["OPTIONS"].get("timeout", 5))

    def _end_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._turns.end()


def _make_private(name: str) -> None:
    """The file is its owner's alone; SQLite gives those beside it the same mode. A group that was let in stays."""
    if name.startswith((":memory:", "file:")):
        return
    # A file that is there is never opened here: to close it again would drop the locks that SQLite holds on it.
    with suppress(OSError):
        if not os.path.exists(name):
            os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        elif os.stat(name).st_mode & 0o007:
            os.chmod(name, 0o600)
