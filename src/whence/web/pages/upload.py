"""Adding pages: files dropped or chosen, read in the background, with what became of them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Message, Receive

from ...capture.dropped import new_name
from ...capture.limits import LIMITS
from ...errors import OversizedCapture
from ...ledger.rows import ArticleRow, read_articles
from ...ledger.store import articles_of
from ..jobs import Job, jobs_of
from ..show import page
from ..state import state_of

SHOWN = 100  # articles of a job that are listed; the rest are among all articles
TOO_LARGE = (
    f"more than {LIMITS.dropped_size // 1024**2:,} MB at once; "
    "give fewer files, or read them where they lie with `whence ingest`"
)


def routes() -> list[Route]:
    """The addresses of this module."""
    return [
        Route("/upload", upload),
        Route("/upload", take, methods=["POST"]),
        Route("/jobs/{id:number}.json", job_json),
        Route("/jobs/{id:number}", job),
        Route("/jobs/{id:number}/stop", stop, methods=["POST"]),
    ]


def upload(request: Request) -> Response:
    """Where files are dropped, and the jobs of before."""
    return show_upload(request, None, 200)


def show_upload(request: Request, wrong: str | None, status: int) -> Response:
    """The page with what was wrong with the last drop, if anything."""
    return page(
        request, "upload.html.j2", status=status, here="upload", wrong=wrong,
        jobs=jobs_of(request).latest(), limits=LIMITS,
    )  # fmt: skip


async def take(request: Request) -> Response:
    """Takes files in and sends on to the job that reads them."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > LIMITS.dropped_size:
        return await run_in_threadpool(show_upload, request, TOO_LARGE, 413)
    counted = Request(request.scope, count(request.receive))
    try:
        async with counted.form(max_files=LIMITS.dropped, max_fields=10) as form:
            files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
            if not files:
                return await run_in_threadpool(show_upload, request, "no file was chosen", 400)
            made = await run_in_threadpool(store_files, request, files)
    except OversizedCapture as error:
        return await run_in_threadpool(show_upload, request, str(error), 413)
    return RedirectResponse(f"/jobs/{made.number}", 303)


def count(receive: Receive) -> Receive:
    """The same messages, until their bytes are over the cap; then `OversizedCapture`."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > LIMITS.dropped_size:
            raise OversizedCapture(TOO_LARGE)
        return message

    return counted


def store_files(request: Request, files: Sequence[UploadFile]) -> Job:
    """Puts the files into a folder of their own and has them read."""
    folder: TemporaryDirectory[str] = TemporaryDirectory(prefix="whence-")
    names = []
    for each in files:
        place = new_name(Path(folder.name), each.filename or "")
        with place.open("wb") as copy:
            shutil.copyfileobj(each.file, copy)
        names.append(place.name)
    return jobs_of(request).add(folder, tuple(names))


def job(request: Request) -> Response:
    """How far a job is, and at the end what became of every file."""
    found = find(request)
    new, known = articles(request, found)
    return page(
        request, "job.html.j2", here="upload", job=found, new=new, known=known, shown=SHOWN,
    )  # fmt: skip


def job_json(request: Request) -> Response:
    """The same as data."""
    found = find(request)
    new, known = articles(request, found)
    told: dict[str, Any] = {
        "job": found.number, "stage": found.stage, "files": len(found.names),
        "opened": found.opened, "read": found.tally.read, "known": found.tally.known,
        "failed": found.tally.failed, "error": found.error,
        "failures": [{"name": name, "reason": reason} for name, reason in found.failures],
        "articles": [{"id": each.id, "title": each.title} for each in new],
        "known_articles": [{"id": each.id, "title": each.title} for each in known],
    }  # fmt: skip
    return JSONResponse(told)


def stop(request: Request) -> Response:
    """Ends a job, with the page that is being read."""
    found = find(request)
    found.stop.set()
    return RedirectResponse(f"/jobs/{found.number}", 303)


def find(request: Request) -> Job:
    """The job of an address; a page that says so where there is none."""
    found = jobs_of(request).find(request.path_params["id"])
    if found is None:
        raise HTTPException(404, "There is no such job; what it read is in the ledger.")
    return found


def articles(request: Request, found: Job) -> tuple[list[ArticleRow], list[ArticleRow]]:
    """The articles that a job put in, and those that it found in already; when it is over."""
    if not found.over:
        return [], []
    with state_of(request).base() as base:
        new, known = (articles_of(base, hashes)[:SHOWN] for hashes in (found.new, found.known))
        return read_articles(base, new), read_articles(base, known)
