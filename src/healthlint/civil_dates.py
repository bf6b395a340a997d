"""Calendar dates as ``datetime`` has them, without its other form in Python alone, which takes a hundredth of a cold run to build."""
from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import UTC, date, datetime, timedelta
else:
    try:
        from _datetime import date, datetime, timedelta, timezone

        UTC = timezone.utc
    except ImportError:  # another interpreter than CPython
        from datetime import UTC, date, datetime, timedelta

__all__ = ["UTC", "date", "datetime", "timedelta"]
