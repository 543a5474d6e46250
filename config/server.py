"""How uvicorn serves: the same in `up` and, as command-line options, in the Procfile."""

from typing import Any

# Frames may hold 64 KiB; what is a little longer still gets an answer that says so, what is much longer is cut off.
OPTIONS: dict[str, Any] = {
    "loop": "uvloop",
    "http": "httptools",
    "ws": "websockets-sansio",
    "ws_max_size": 128 * 1024,
    "ws_ping_interval": 20.0,
    "ws_ping_timeout": 20.0,
    "ws_per_message_deflate": False,
    "lifespan": "off",
    "access_log": False,
    "server_header": False,
    "timeout_graceful_shutdown": 5,
}
