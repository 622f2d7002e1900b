"""Errors as problem details (RFC 9457), so that a program can tell them and a person read them."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ...errors import CorrectionError, FilterError, LedgerError, WhenceError
from .models import Problem

STATUS: dict[type[WhenceError], int] = {FilterError: 400, CorrectionError: 400, LedgerError: 404}
KIND = "application/problem+json"


def problem(status: int, detail: str) -> Response:
    """A problem as an answer."""
    told = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(told.model_dump(), status, media_type=KIND)


def on_error(_: Request, error: Exception) -> Response:
    """An error of ours."""
    status = next(code for kind, code in STATUS.items() if isinstance(error, kind))
    return problem(status, str(error))


def on_http(_: Request, error: Exception) -> Response:
    """An address where nothing is, or a method that it does not have."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
    return problem(error.status_code, error.detail)


def on_invalid(_: Request, error: Exception) -> Response:
    """Something in the query or the body that is not what it must be, each with its place."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
    told = (
        f"{'.'.join(map(str, e['loc'][1:])) or e['loc'][0]}: {e['msg']}" for e in error.errors()
    )
    return problem(422, "; ".join(told))


def on_crash(_: Request, __: Exception) -> Response:
    """A fault of our own; what it was is in the server's own output."""
    return problem(500, "Whence made a mistake here")


def answer_problems(app: FastAPI) -> None:
    """Makes every error of an app a problem."""
    for kind in STATUS:
        app.add_exception_handler(kind, on_error)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(Exception, on_crash)
    app.add_exception_handler(RequestValidationError, on_invalid)
