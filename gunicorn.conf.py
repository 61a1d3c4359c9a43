"""Settings of gunicorn, which finds this file by itself: `gunicorn app:server`. docs/server.md explains them."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from typing import Any

import gunicorn.http.wsgi

from s3dash.web.logs import log_settings

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8050')}"

# A process is a dashboard of its own; the threads in it wait for the store, for one another and for slow visitors.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "s3dash.web.worker.PatientWorker"  # threads that do not wait for slow visitors
threads = 8
backlog = 512

# Loaded once, then forked: a new process answers at once and shares what it only reads.
preload_app = True

# A process whose heart stops beating for this long is ended and replaced; a long download does not stop it.
timeout = 60
graceful_timeout = 30  # what is being answered at a stop is finished, for so long
keepalive = 65  # longer than a proxy keeps a connection that it may want to use again

# A line and fields of a request; a longer one is refused with 400.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# What proxies forward is believed of as many as S3DASH_PROXIES says; which server this is concerns nobody.
forwarded_allow_ips = ""
gunicorn.http.wsgi.SERVER = "s3map"

# Its heartbeat is in memory, not on a disk that may be slow; nothing can be commanded through a socket.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
control_socket_disable = True

# The dashboard writes the log of requests itself, without addresses and search words (S3DASH_LOG).
accesslog = None
errorlog = "-"
logconfig_dict = log_settings(os.environ.get("S3DASH_LOG", ""))

if os.environ.get("S3DASH_METRICS") == "1":  # the processes add up their figures in files
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="s3map-metrics-")


def pre_fork(server: Any, worker: Any) -> None:
    """Close the database: neither its threads nor its connections may be shared with the new process."""
    if "app" in sys.modules:  # not without preload_app
        sys.modules["app"].app.before_fork()


def post_worker_init(worker: Any) -> None:
    """Build the common views of a new process."""
    sys.modules["app"].app.warming.begin()


def worker_exit(server: Any, worker: Any) -> None:
    """End a process that has served at once: DuckDB aborts one that winds up while a thread still asks it."""
    if worker.booted and worker.pid == os.getpid():  # gunicorn calls this in its own process too
        os._exit(0)


def child_exit(server: Any, worker: Any) -> None:
    """Forget the figures of the moment of a process that has ended; its sums stay."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Remove the files of the figures."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
