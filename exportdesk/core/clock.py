"""Moments: an instant in UTC together with the zone it was lived in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant (UTC, microseconds) with the IANA zone and the offset in force there then."""

    at: datetime
    zone: str
    offset_minutes: int

    @classmethod
    def of(cls, at: datetime, zone: str) -> "Moment":
        """Return the moment of the aware instant `at` as lived in the IANA zone `zone`."""
        try:
            local = at.astimezone(ZoneInfo(zone))
        except (ZoneInfoNotFoundError, ValueError):
            zone, local = "UTC", at.astimezone(UTC)
        offset = local.utcoffset() or timedelta()
        return cls(at.astimezone(UTC), zone, int(offset.total_seconds() // 60))

    @property
    def utc_text(self) -> str:
        """The instant as stored: `YYYY-MM-DDTHH:MM:SS.ffffffZ`."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    @property
    def local(self) -> datetime:
        """The instant on the clock of that place, by the stored offset."""
        return self.at.astimezone(timezone(timedelta(minutes=self.offset_minutes)))

    @property
    def offset_text(self) -> str:
        """The offset as `UTC-05:00`."""
        sign = "-" if self.offset_minutes < 0 else "+"
        hours, minutes = divmod(abs(self.offset_minutes), 60)
        return f"UTC{sign}{hours:02d}:{minutes:02d}"

    @property
    def zone_text(self) -> str:
        """The zone as people read it: `New York (UTC-05:00)`, `UTC`."""
        area, _, city = self.zone.rpartition("/")
        if area and area != "Etc":  # a region and a city; the others are but names of an offset
            return f"{city.replace('_', ' ')} ({self.offset_text})"
        return self.offset_text if self.offset_minutes else "UTC"

    @property
    def text(self) -> str:
        """The moment as people read it: `2026-11-22 09:41 New York (UTC-05:00)`."""
        return f"{self.local:%Y-%m-%d %H:%M} {self.zone_text}"


def parse_utc(text: str) -> datetime:
    """Return the aware UTC instant of `YYYY-MM-DDTHH:MM:SS[.ffffff]Z`. Raises ValueError."""
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)


class Clock(Protocol):
    """Where today and now come from."""

    def now(self) -> Moment:
        """Return the present moment, in the zone of the person at the desk."""
        ...


class SystemClock:
    """The machine's own clock and zone."""

    def __init__(self, zone: str) -> None:
        self._zone = zone

    def now(self) -> Moment:
        """Return the present moment."""
        return Moment.of(datetime.now(UTC), self._zone)


def today(clock: Clock) -> date:
    """Return the calendar date where the person is."""
    return clock.now().local.date()
