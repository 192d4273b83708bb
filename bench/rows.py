"""One line of the table: a mode and a size, measured on two servers in turn."""

import statistics
from dataclasses import dataclass

import load
from load import Load
from preparation import SIZES


@dataclass(frozen=True)
class Mode:
    """Where the octets come from."""

    path: str  # {} stands for the size
    front: str = "local"  # which gateway serves it, see servers.py
    load: Load = Load()

    def has(self, size):
        """Whether that size says something: a handshake costs the same for all, h2load needs many requests."""
        if self.load.fresh:
            return size == "1KB"
        return not (self.load.streams and SIZES[size] >= load.LARGE)


EDGE = "edge"

MODES = {
    "public": Mode("/public/{}.bin"),
    "handoff": Mode("/dl/{}.bin"),
    "plain": Mode("/plain/{}.bin"),
    "remote": Mode("/remote/{}.bin", "remote"),
    "base": Mode("/base/{}.bin", "remote"),
    "https-remote": Mode("/https-remote/{}.bin", "remote"),
    "cached": Mode("/cached/{}.bin", "cache"),
    "cold-cache": Mode("/cached/{}.bin", "cache", Load(cold=True)),
    "tls": Mode("/public/{}.bin", EDGE, Load(tls=True)),
    "tls-handoff": Mode("/dl/{}.bin", EDGE, Load(tls=True)),
    "handshake": Mode("/public/{}.bin", EDGE, Load(tls=True, fresh=True)),
    "h2": Mode("/public/{}.bin", EDGE, Load(tls=True, streams=1)),
    "h2x100": Mode("/public/{}.bin", EDGE, Load(tls=True, streams=100)),
    "h2-handoff": Mode("/dl/{}.bin", EDGE, Load(tls=True, streams=100)),
    "h2c": Mode("/public/{}.bin", EDGE, Load(streams=1)),
    "h2cx100": Mode("/public/{}.bin", EDGE, Load(streams=100)),
}


class Row:
    """One mode and size, measured on two servers in turn; others take part: the app, the store."""

    def __init__(self, mode, size, nginx, other, others=()):
        self.mode, self.size = mode, size
        self.path = MODES[mode].path.format(size)
        self.load = MODES[mode].load
        self.sides = (nginx, other)
        self.others = others
        self.samples = ([], [])

    def check(self, digest):
        for server in self.sides:
            sha, length = load.digest(server, self.path, self.load)
            if (sha, length) != (digest, SIZES[self.size]):
                raise RuntimeError(f"{server.name} sends wrong bytes for {self.path} ({length} bytes)")

    def run(self, options):
        # A transfer of 1 GB scatters a lot, and what the machine does meanwhile changes: many
        # single ones in turn say more than a few groups.
        large = self.load.is_single(SIZES[self.size])
        seconds, rounds = (0, 3 * options.rounds) if large else (options.seconds, options.rounds)
        for server in self.sides:
            if options.warmup > 0:
                self._sample(server, options.warmup, options)
        for turn in range(rounds):
            for side in (0, 1) if turn % 2 == 0 else (1, 0):
                self.samples[side].append(self._sample(self.sides[side], seconds, options))

    def _sample(self, server, seconds, options):
        return load.sample(server, self.path, SIZES[self.size], seconds,
                           options.connections, self.others, self.load)

    def ratios(self, of):
        return [of(b) / of(a) if of(a) else 1.0 for a, b in zip(*self.samples)]

    def record(self):
        return {"mode": self.mode, "size": self.size,
                **{server.name: [vars(sample) for sample in samples]
                   for server, samples in zip(self.sides, self.samples)}}

    def line(self):
        def median(side, of):
            return statistics.median(of(s) for s in self.samples[side])

        def spread(ratios):
            return f"{statistics.median(ratios):5.2f}  ({min(ratios):.2f}-{max(ratios):.2f})"

        rate, cpu = (lambda s: s.requests_per_second), (lambda s: s.cpu_per_request)
        all_cpu, p99 = (lambda s: s.all_cpu_per_request), (lambda s: s.p99_ms)
        name = f"{self.mode} {self.size}" + (" A/A" if self.sides[1].name != "gateway" else "")
        return (f"{name:<18} {median(0, rate):>9.1f} {median(1, rate):>9.1f}  "
                f"{spread(self.ratios(rate)):<20} "
                f"{median(0, cpu) * 1e6:>9.1f} {median(1, cpu) * 1e6:>9.1f}  "
                f"{spread(self.ratios(cpu)):<20} {spread(self.ratios(all_cpu)):<20} "
                f"{median(0, p99):>7.1f} {median(1, p99):>7.1f}")


def header(other):
    return (f"{'':<18} {'req/s':>19}  {'throughput':<20} {'CPU µs per request':>19}  {'CPU':<20} "
            f"{'CPU of all':<20} {'p99 ms':>15}\n"
            f"{'row':<18} {'nginx':>9} {other:>9}  {other + ' : nginx':<20} {'nginx':>9} {other:>9}  "
            f"{other + ' : nginx':<20} {other + ' : nginx':<20} {'nginx':>7} {other:>7}")
