"""Downloads an official file: with retries, resumed where it broke off, checked, and never half of it.

What stands on the disk meanwhile and afterwards is told in :mod:`s3dash.sources.downloads`.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qsl, unquote, urlsplit

import requests
from urllib3.exceptions import HTTPError, InvalidHeader, MaxRetryError, ReadTimeoutError
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry

from s3dash.sources.downloads import Files, Version
from s3dash.sources.records import Source

Report = Callable[[int, int | None], None]
"""Called with the bytes so far and the bytes in all (None where the server does not say)."""

CHUNK = 1 << 16
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which another try may succeed."""
LONGEST_WAIT = 60.0
_RETRIES = Retry(total=5, backoff_factor=0.5, backoff_jitter=0.5, backoff_max=LONGEST_WAIT)
_MAGIC = {".zip": b"PK", ".xlsx": b"PK", ".gz": b"\x1f\x8b"}
_WEB_PAGE = re.compile(rb"(?is)(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+html|html)")
_BY_HAND = "open it in a browser, save the file and import it with `python -m s3dash import SOURCE FILE --into DIR`"


class FetchError(Exception):
    """A file that could not be downloaded; the text names the address and says what to do."""

    def __init__(self, address: str, message: str) -> None:
        super().__init__(address, message)
        self.address = address
        self.message = message

    def __str__(self) -> str:
        return f"{self.address}: {self.message}"


class _Interrupted(Exception):
    """A try that failed in a way that may pass; `response` holds the answer, if there was one."""

    def __init__(self, reason: str, response: requests.Response | None = None) -> None:
        super().__init__(reason)
        self.response = response


def fetch(
    address_or_source: str | Source,
    into: Path,
    *,
    name: str | None = None,
    report: Report = lambda done, total: None,
    sleep: Callable[[float], None] = time.sleep,
    timeouts: tuple[float, float] = (10, 60),
    retries: Retry = _RETRIES,
) -> Path:
    """Download a file into a folder and return its path; nothing is downloaded if the server has nothing newer.

    Parameters
    ----------
    address_or_source
        An address (http or https), or a source with its official addresses.
    into
        The folder; it is made if it is not there.
    name
        The short name of one of the source's addresses; may be left out where it has a single one.
    report
        Told of the progress.
    sleep
        Waits between two tries.
    timeouts
        Seconds to wait for a connection, and for the next bytes.
    retries
        How often to try again, and after how long.

    Raises
    ------
    FetchError
        If the file cannot be had. What was there under the final name before is left as it was.
    """
    address = address_or_source if isinstance(address_or_source, str) else address_of(address_or_source, name)
    if not re.match(r"https?://[^\s/]", address):
        raise FetchError(address, "is no address that begins with http:// or https://")
    try:
        files = Files(into / file_name(address))
        into.mkdir(parents=True, exist_ok=True)
        with requests.Session() as session:
            session.headers.update({"User-Agent": "S3-Map/1 (fetch)", "Accept-Encoding": "identity"})
            return _persist(session, address, files, report, sleep, timeouts, retries)
    except (requests.RequestException, ValueError) as error:
        raise FetchError(address, f"cannot be asked ({error}); {_BY_HAND}") from error
    except OSError as error:
        raise FetchError(address, f"cannot be saved in {into}: {error.strerror or error}") from error


def address_of(source: Source, name: str | None = None) -> str:
    """Give a source's official address by its short name, or its only one.

    Raises
    ------
    FetchError
        If the source has none of that name, or several to choose from.
    """
    if not source.addresses:
        raise FetchError(source.url, f"{source.source_id} has no download address that is known to last; {_BY_HAND}")
    if name is None and len(source.addresses) == 1:
        return next(iter(source.addresses.values()))
    if name is None or name not in source.addresses:
        chosen = f"has no address {name!r}" if name else "has several addresses"
        raise FetchError(source.url, f"{source.source_id} {chosen}; choose one of: {', '.join(source.addresses)}")
    return source.addresses[name]


def file_name(address: str) -> str:
    """Name the file of an address after the last part of its path, or of a query parameter that names a file."""
    parts = urlsplit(address)
    paths = [unquote(parts.path), *(value for _, value in parse_qsl(parts.query))]
    names = [PurePosixPath(path).name for path in paths]
    chosen = next((found for found in reversed(names) if re.search(r"\.[A-Za-z]\w{1,7}$", found)), names[0])
    return re.sub(r"[^\w.-]+", "_", chosen).strip("._")[-120:] or "download"


def _persist(
    session: requests.Session,
    address: str,
    files: Files,
    report: Report,
    sleep: Callable[[float], None],
    timeouts: tuple[float, float],
    retries: Retry,
) -> Path:
    """Try until the file is whole, an answer is final, or the tries are used up."""
    while True:
        try:
            _attempt(session, address, files, report, timeouts)
            return files.final
        except _Interrupted as interrupted:
            raw = interrupted.response.raw if interrupted.response is not None else None
            try:
                retries = retries.increment("GET", address, response=raw, error=None if raw else interrupted)
            except (MaxRetryError, _Interrupted):
                tries = f"{len(retries.history) + 1} tries" if retries.history else "one try"
                raise FetchError(address, f"{interrupted} (after {tries}); try again later, or {_BY_HAND}") from None
            sleep(_wait(retries, raw))


def _wait(retries: Retry, answer: BaseHTTPResponse | None) -> float:
    """Say how many seconds to wait: what the server asks for, or longer after each try, and never for ever."""
    try:
        asked = retries.get_retry_after(answer) if answer is not None else None
    except InvalidHeader:
        asked = None
    return min(asked or retries.get_backoff_time(), LONGEST_WAIT)


def _attempt(
    session: requests.Session, address: str, files: Files, report: Report, timeouts: tuple[float, float]
) -> None:
    begun = files.part_begun(address)
    asked: dict[str, str | None] = {}
    if begun:
        asked = {"Range": f"bytes={files.part.stat().st_size}-", "If-Range": begun.proof}
    elif kept := files.kept(address):
        asked = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    headers = {name: value for name, value in asked.items() if value}
    may_be_kept = bool(headers) and not begun
    try:
        with closing(session.get(address, headers=headers, stream=True, timeout=timeouts)) as response:
            if not (may_be_kept and response.status_code == 304):
                _receive(response, address, files, begun, report)
    except requests.exceptions.SSLError as error:
        raise FetchError(address, f"the server's certificate cannot be trusted ({error})") from error
    except (requests.Timeout, ReadTimeoutError):
        raise _Interrupted("the server does not answer in time") from None
    except HTTPError:
        raise _Interrupted("the connection broke off before the end of the file") from None
    except requests.ConnectionError:
        raise _Interrupted("the server cannot be reached: is this computer connected to the network?") from None


def _receive(response: requests.Response, address: str, files: Files, begun: Version | None, report: Report) -> None:
    """Save the body of an answer, and publish the file if it is whole."""
    version = Version.of(address, response)
    start = _start(response, address, files, begun, version)
    if start == 0:
        files.begin(version)
    encoded = response.headers.get("Content-Encoding", "identity") != "identity"
    length = response.headers.get("Content-Length", "")
    total = start + int(length) if length.isdigit() and not encoded else None
    done = start
    with files.part.open("r+b" if start else "wb") as part:
        part.seek(start)
        # read1 gives what has arrived: what a broken connection brought is kept and need not be sent again.
        while chunk := response.raw.read1(CHUNK, decode_content=True):
            if done == 0:
                _refuse_other_kinds(chunk, address, files)
            part.write(chunk)
            part.flush()
            done += len(chunk)
            report(done, total)
        os.fsync(part.fileno())
    if total is not None and done != total:
        raise _Interrupted(f"the connection broke off after {done} of {total} bytes")
    _refuse_other_kinds(files.beginning(), address, files)
    files.publish(begun if begun and start else version)


def _start(response: requests.Response, address: str, files: Files, begun: Version | None, version: Version) -> int:
    """Say at which byte the body of an answer begins."""
    status = response.status_code
    if status == 200:
        return 0
    if status == 206 and begun:
        size = files.part.stat().st_size
        same = version.etag in (None, begun.etag) and version.last_modified in (None, begun.last_modified)
        if same and response.headers.get("Content-Range", "").startswith(f"bytes {size}-"):
            return size
    if status in (206, 416):
        files.discard()
        raise _Interrupted("the file changed while it was downloaded", response)
    if status in PASSING:
        raise _Interrupted(f"the server answered with the error {status} {response.reason}", response)
    hint = "the file is not there any more" if status in (404, 410) else "the server refuses"
    raise FetchError(address, f"{hint} ({status} {response.reason}); look for it on the publisher's page: {_BY_HAND}")


def _refuse_other_kinds(beginning: bytes, address: str, files: Files) -> None:
    """Refuse an empty answer, a web page, and what is not of the kind that the name says."""
    magic = _MAGIC.get(files.final.suffix.lower(), b"")
    if not beginning:
        what = "with an empty file"
    elif _WEB_PAGE.match(beginning):
        what = "with a web page instead of the file"
    elif not beginning.startswith(magic[: len(beginning)]):
        what = f"with something that is no {files.final.suffix} file"
    else:
        return
    files.discard()
    raise FetchError(address, f"the server answered {what}; {_BY_HAND}")
