"""Load on one server: wrk or h2load for small bodies, curl for large ones, idle connections for memory."""

import hashlib
import pathlib
import re
import resource
import socket
import ssl
import statistics
import subprocess
import time
from dataclasses import dataclass

import machine

COLD = pathlib.Path(__file__).with_name("cold.lua")
LARGE = 64 << 20  # from here on one transfer is a measurement of its own


@dataclass(frozen=True)
class Load:
    """How a server is asked."""

    cold: bool = False  # each request names an object that nobody asked for before
    tls: bool = False
    fresh: bool = False  # a new connection for each request, and so a whole handshake
    streams: int = 0  # at once on each connection of HTTP/2; 0: HTTP/1.1

    def is_single(self, size):
        """Whether one transfer is a measurement of its own."""
        return size >= LARGE and not self.streams

    def url(self, server, path):
        if self.tls:
            return f"https://127.0.0.1:{server.tls_port}{path}"
        if self.streams:
            return f"http://127.0.0.1:{server.h2c_port}{path}"
        return f"http://127.0.0.1:{server.port}{path}"


@dataclass(frozen=True)
class Sample:
    """One measurement of one server."""

    requests_per_second: float
    cpu_per_request: float  # seconds of the server's processes
    all_cpu_per_request: float  # with those of the client, the app and the store
    p99_ms: float


class Meter:
    """CPU seconds from its making on: of one server, and of everybody who took part."""

    def __init__(self, server, others):
        self.server = server
        self.everybody = (server, *others)
        self.began = self._now()

    def _now(self):
        children = resource.getrusage(resource.RUSAGE_CHILDREN)  # the client, once it has ended
        cpu = [sum(map(machine.cpu_seconds, one.pids)) for one in self.everybody]
        return cpu[0], sum(cpu) + children.ru_utime + children.ru_stime

    def per_request(self, count):
        return tuple((now - then) / max(1, count) for now, then in zip(self._now(), self.began))


def digest(server, path, how=Load(), chunk=1 << 20):
    """SHA-256 and length of what the server answers with 200."""
    version = ["--http2" if how.tls else "--http2-prior-knowledge"] if how.streams else ["--http1.1"]
    with subprocess.Popen(["curl", "-sSkf", *version, how.url(server, path)], stdout=subprocess.PIPE) as curl:
        sha, length = hashlib.sha256(), 0
        while data := curl.stdout.read(chunk):
            sha.update(data)
            length += len(data)
    if curl.returncode != 0:
        raise RuntimeError(f"{server.name} does not answer {how.url(server, path)} (curl {curl.returncode})")
    return sha.hexdigest(), length


def sample(server, path, size, seconds, connections, others=(), how=Load()):
    """Loads the server for about that long and says what it did and what that cost.

    Others: servers that take part.
    """
    if how.is_single(size):
        return _with_curl(server, path, size, seconds, others, how)
    if how.streams:
        return _with_h2load(server, path, seconds, others, how)
    return _with_wrk(server, path, seconds, connections, others, how)


def _with_h2load(server, path, seconds, others, how):
    """No percentiles: h2load prints the longest time of a request, and that stands in their place."""
    clients = 16 if how.streams == 1 else 4
    meter = Meter(server, others)
    report = subprocess.run(
        ["h2load", "-t2", f"-c{clients}", f"-m{how.streams}", f"-D{max(1, round(seconds))}",
         how.url(server, path)],
        capture_output=True, text=True, check=True,
    ).stdout
    requests, failed = re.search(
        r"(\d+) succeeded, (\d+) failed", report).groups()
    if int(failed) or not int(requests):
        raise RuntimeError(f"{server.name} failed requests under load:\n{report}")
    rate = float(re.search(r"finished in [\d.]+s, ([\d.]+) req/s", report)[1])
    number, unit = re.search(r"time for request:\s+\S+\s+([\d.]+)(us|ms|s)", report).groups()
    return Sample(rate, *meter.per_request(int(requests)), _milliseconds(number, unit))


def _milliseconds(number, unit):
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def _with_wrk(server, path, seconds, connections, others, how):
    url = how.url(server, path)
    meter = Meter(server, others)
    report = subprocess.run(
        ["wrk", "-t2", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "10s",
         "--latency", *(("-H", "Connection: close") if how.fresh else ()),
         *(("-s", COLD, url, "--", _salt()) if how.cold else (url,))],
        capture_output=True, text=True, check=True,
    ).stdout
    # A server that closes after its answer is an error of the socket to wrk when it comes early.
    if "Non-2xx" in report or ("Socket errors" in report and not how.fresh):
        raise RuntimeError(f"{server.name} failed requests under load:\n{report}")
    requests = int(re.search(r"(\d+) requests in", report)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", report).groups()
    return Sample(rate, *meter.per_request(requests), _milliseconds(number, unit))


def _salt():
    return f"{time.time_ns():x}"


def _with_curl(server, path, size, seconds, others, how):
    """Transfers one after the other until the time is used, at least one."""
    times, meter = [], Meter(server, others)
    while not times or sum(times) < seconds:
        out = subprocess.run(
            ["curl", "-sSk", "--http1.1", "-o", "/dev/null",
             "-w", "%{http_code} %{size_download} %{time_total}",
             how.url(server, path) + (f"?{_salt()}" if how.cold else "")],
            capture_output=True, text=True, check=True,
        ).stdout.split()
        if out[0] != "200" or int(out[1]) != size:
            raise RuntimeError(f"{server.name} sent status {out[0]} and {out[1]} bytes of {size}")
        times.append(float(out[2]))
    return Sample(
        1 / statistics.median(times), *meter.per_request(len(times)), max(times) * 1000)


def idle_connections(server, path, count):
    """Bytes of the server's memory per keep-alive connection that waits after one answer."""
    return _memory_per_connection(server, count, lambda: _asked_and_answered(server.port, path))


def slow_downloads(server, path, count):
    """Bytes of the server's memory per download whose client reads the head and then nothing."""
    return _memory_per_connection(server, count, lambda: asked_and_stalled(server.port, path))


def slow_tls_downloads(server, path, count):
    """The same over TLS."""
    return _memory_per_connection(server, count, lambda: asked_and_stalled(server.tls_port, path, TLS))


def _memory_per_connection(server, count, connect):
    warm = [connect() for _ in range(200)]  # what the first ones allocate once is not per connection
    before = machine.resident_bytes(server.pid)
    held = [connect() for _ in range(count)]
    after = machine.resident_bytes(server.pid)
    for client in warm + held:
        client.close()
    return (after - before) / count


def _asked_and_answered(port, path):
    client = socket.create_connection(("127.0.0.1", port), timeout=30)
    _ask(client, path)
    _read_answer(client)
    return client


def _any_certificate():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


TLS = _any_certificate()


def asked_and_stalled(port, path, tls=None):
    """A connection that asked for a file, read the head, and reads no more."""
    client = socket.socket()
    client.settimeout(30)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    if tls:
        client = tls.wrap_socket(client)
    _ask(client, path)
    if not client.recv(512).startswith(b"HTTP/1.1 200"):
        raise RuntimeError("a slow download did not start")
    return client


def _ask(client, path):
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())


def _read_answer(client):
    data = b""
    while b"\r\n\r\n" not in data:
        received = client.recv(65536)
        if not received:
            raise RuntimeError("the server closed a keep-alive connection")
        data += received
    head, _, body = data.partition(b"\r\n\r\n")
    missing = int(re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)[1]) - len(body)
    while missing > 0:
        missing -= len(client.recv(65536))
