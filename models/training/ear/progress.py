"""One progress line every few seconds: how far, how fast, how long still."""

from __future__ import annotations

import sys
import time


class Progress:
    """Prints at most every `every` seconds to stdout."""

    def __init__(self, label: str, total: float, unit: str, every: float = 15.0):
        self.label, self.total, self.unit, self.every = label, total, unit, every
        self.started = self.last = time.monotonic()
        self.first_done: float | None = None

    def show(self, done: float, note: str = "", force: bool = False) -> None:
        now = time.monotonic()
        if self.first_done is None:
            self.first_done, self.started = done, now
        if not force and now - self.last < self.every:
            return
        self.last = now
        rate = (done - self.first_done) / max(now - self.started, 1e-9)
        left = (self.total - done) / rate if rate > 0 else float("inf")
        share = 100.0 * done / self.total if self.total else 100.0
        pace = f"{rate:,.0f}" if rate >= 10 else f"{rate:.2f}"
        remaining = f"{int(left // 60)}m{int(left % 60):02d}s left" if left < 1e7 else "? left"
        print(f"[{self.label}] {share:5.1f}% {done:,.0f} {self.unit}, {pace}/s, {remaining} {note}".rstrip())
        sys.stdout.flush()
