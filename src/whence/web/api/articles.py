"""One article: its report with all corrections, and the corrections themselves."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ...ledger.corrections import correct, list_corrections
from ...ledger.history import read_custody, read_reading
from ...ledger.overlay import Correction
from ...report.json import schema, to_json
from ..state import state_of
from .models import CorrectionIn, CorrectionOut, Corrections

router = APIRouter(tags=["Articles"])
Number = Annotated[int, Path(ge=1, lt=2**63, description="The number of the article.")]
REPORT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The report.",
        "content": {"application/json": {"schema": {"$ref": "report.schema.json"}}},
    }
}


@router.get("/articles/{article}/report", responses=REPORT, response_class=JSONResponse)
def report(request: Request, article: Number) -> Response:
    """The newest reading of an article with all corrections laid over it."""
    with state_of(request).base() as base:
        _, corrected = read_reading(base, article, None)
        return JSONResponse(to_json(corrected.report))


@router.get("/report.schema.json", response_class=JSONResponse)
def report_schema() -> Response:
    """The JSON Schema of a report."""
    return JSONResponse(schema())


@router.get("/articles/{article}/corrections")
def corrections(request: Request, article: Number) -> Corrections:
    """What people decided about an article's newest reading."""
    with state_of(request).base() as base:
        reading = read_reading(base, article, None)[1].reading
        rows = [told(each) for each in list_corrections(base, reading)]
    return Corrections(reading=reading, rows=rows)


@router.post("/articles/{article}/corrections", status_code=201)
def add_correction(request: Request, article: Number, given: CorrectionIn) -> CorrectionOut:
    """Adds a correction; it holds everywhere at once. Needs the token as `X-Whence-Token`."""
    with state_of(request).store() as store:
        read_custody(store.base, article)  # an article that is not there is no wrong correction
        return told(correct(store.base, article, Correction(**given.model_dump())))


def told(correction: Correction) -> CorrectionOut:
    """A correction as the interface gives it."""
    return CorrectionOut(**dataclasses.asdict(correction))
