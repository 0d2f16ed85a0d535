"""Moments as numbers, in words that both stores know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

_DAY = 86_400


class Seconds(FunctionElement[int]):
    """Whole seconds since 1970 (UTC) of a moment in the store."""

    type = BigInteger()
    inherit_cache = True


@compiles(Seconds, "sqlite")
def _sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **more)}) AS INTEGER)"


@compiles(Seconds, "postgresql")
def _postgresql(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(floor(EXTRACT(EPOCH FROM {compiler.process(element.clauses, **more)})) AS BIGINT)"


def day_number(moment: Any, shifts: Sequence[tuple[datetime, int]]) -> ColumnElement[int]:
    """Return the day of a moment where the clocks are shifted so (see `domain.reports.shifts`), in days since 1970."""
    seconds = Seconds(moment)
    *pieces, (_, last) = shifts
    shift: Any = literal(last, BigInteger)
    if pieces:
        shift = case(*((seconds < int(until.astimezone(UTC).timestamp()), by) for until, by in pieces), else_=last)
    number: ColumnElement[int] = (seconds + shift) // _DAY
    return number
