"""Asks politely: one request at a time to a host, a pause between them, and again what may pass."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol

from build_tools import web
from build_tools.web import Answer, NoAnswer

INTERVAL = 2.0  # seconds between two requests to one host
_PAUSES = (3.0, 15.0)  # seconds before the second try and the third
_LONGEST_PAUSE = 90.0  # a host that asks for a longer one is not asked again in this run
GONE = (404, 410)  # what a server must say twice, since one machine of many may be behind the others
_PASSING = (408, 425, 429, 500, 502, 503, 504)  # what a server says that may say something else later


@dataclass
class _Turn:
    """Whose turn it is at a host, and from when on it may be asked."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    free: float = 0.0


class Pace:
    """Lets one request at a time go to a host, after a pause; entered around each request."""

    def __init__(
        self,
        interval: float = INTERVAL,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._interval, self._sleep, self._clock = interval, sleep, clock
        self._turns: dict[str, _Turn] = defaultdict(_Turn)
        self._lock = threading.Lock()

    @contextmanager
    def __call__(self, host: str) -> Iterator[None]:
        turn = self._turn(host)
        with turn.lock:
            if (wait := turn.free - self._clock()) > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                turn.free = max(turn.free, self._clock() + self._interval)

    def rest(self, host: str, seconds: float) -> None:
        """Leaves a host alone for so long, whoever wants to ask it next."""
        turn = self._turn(host)
        turn.free = max(turn.free, self._clock() + seconds)

    def _turn(self, host: str) -> _Turn:
        with self._lock:
            return self._turns[host]


class Ask(Protocol):
    """What `web.ask` is."""

    def __call__(self, url: str, *, pace: web.Pace) -> Answer: ...


@dataclass(frozen=True)
class Asking:
    """Who asks, and in what pace."""

    ask: Ask = web.ask
    pace: Pace = field(default_factory=Pace)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)  # to reckon with a Retry-After that is a date

    def answer(self, url: str) -> Answer | NoAnswer:
        """What comes back from an address, asked up to three times, and once more where it is gone. Raises NotAsked."""
        got = self._patiently(url)
        if isinstance(got, NoAnswer) or got.status not in GONE:
            return got
        self.pace.rest(web.host_of(got.url), _PAUSES[0])
        return self._once(url)

    def _patiently(self, url: str) -> Answer | NoAnswer:
        for pause in (*_PAUSES, None):
            got = self._once(url)
            passing = isinstance(got, NoAnswer) or got.status in _PASSING
            if pause is None or not passing:
                break
            asked_for = 0.0 if isinstance(got, NoAnswer) else retry_after(got, self.now())
            if asked_for > _LONGEST_PAUSE:
                break
            host = web.host_of(url if isinstance(got, NoAnswer) else got.url)
            self.pace.rest(host, max(pause, asked_for))
        return got

    def _once(self, url: str) -> Answer | NoAnswer:
        try:
            return self.ask(url, pace=self.pace)
        except NoAnswer as error:
            return error


def retry_after(answer: Answer, now: datetime) -> float:
    """For how many seconds a server asks to be left alone (RFC 9110, Retry-After); 0 where it does not say."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal() and said.isascii():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
        return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return 0.0
