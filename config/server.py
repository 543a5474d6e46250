"""How uvicorn serves: the same in `up` and, as command-line options, in the Procfile."""

import gc
import resource
from typing import Any

# Frames may hold 64 KiB; what is a little longer still gets an answer that says so, what is much longer is cut off.
OPTIONS: dict[str, Any] = {
    "loop": "uvloop",
    "http": "config.connections:PatientHttp",
    "ws": "apps.realtime.wire:Wire",
    "ws_max_size": 128 * 1024,
    # Clients say `ping` themselves, and who is silent for 45 seconds is closed: one way to find the dead is enough.
    "ws_ping_interval": 0.0,
    "ws_per_message_deflate": False,
    "lifespan": "off",
    "access_log": False,
    "server_header": False,
    "timeout_graceful_shutdown": 5,
}

# By default Python looks for garbage after 700 new objects, which is every few messages; a look at everything that a
# process holds was a seventh of a busy server's time.
COLLECT_AFTER = (20_000, 20, 50)


ENOUGH_FILES = 65_536


def take_files() -> None:
    """Many systems let a process open 1,024 files unless it asks for more, and every connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = ENOUGH_FILES if hard == resource.RLIM_INFINITY else min(hard, ENOUGH_FILES)
    if soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def spare_what_stays() -> None:
    """Called once everything is loaded: it lives as long as the process, and no collection needs to look at it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
