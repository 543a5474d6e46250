from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """Looks at a connection when it leaves the pool and takes the next one when it is dead.

    The pool can do that too (`CONN_HEALTH_CHECKS`), but waits 1, 2, 4 … seconds between dead connections: after a
    restart of the server, which kills them all, a request waited for ten seconds and then failed.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not self.pool:
            return super().get_new_connection(conn_params)
        for _dead in range(self.pool.max_size):
            connection = super().get_new_connection(conn_params)
            try:
                ConnectionPool.check_connection(connection)
                return connection
            except OperationalError:
                # Given back dead, it is replaced by a new one.
                self.pool.putconn(connection)
        return super().get_new_connection(conn_params)
