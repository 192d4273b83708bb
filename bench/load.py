"""Load on one server: wrk for small bodies, curl for large ones, idle connections for memory."""

import hashlib
import http.client
import pathlib
import re
import resource
import socket
import statistics
import subprocess
import time
from dataclasses import dataclass

import machine

COLD = pathlib.Path(__file__).with_name("cold.lua")
LARGE = 64 << 20  # from here on one transfer is a measurement of its own


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


def digest(port, path, chunk=1 << 20):
    """SHA-256 and length of what the server answers with 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"port {port} answers {response.status} to {path}")
    sha, length = hashlib.sha256(), 0
    while data := response.read(chunk):
        sha.update(data)
        length += len(data)
    connection.close()
    return sha.hexdigest(), length


def sample(server, path, size, seconds, connections, others=(), cold=False):
    """Loads the server for about that long and says what it did and what that cost.

    Others: servers that take part. Cold: with another query in each request.
    """
    if size >= LARGE:
        return _with_curl(server, path, size, seconds, others, cold)
    return _with_wrk(server, path, seconds, connections, others, cold)


def _with_wrk(server, path, seconds, connections, others, cold):
    url = f"http://127.0.0.1:{server.port}{path}"
    meter = Meter(server, others)
    report = subprocess.run(
        ["wrk", "-t2", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "10s",
         "--latency", *(("-s", COLD, url, "--", _salt()) if cold else (url,))],
        capture_output=True, text=True, check=True,
    ).stdout
    if "Non-2xx" in report or "Socket errors" in report:
        raise RuntimeError(f"{server.name} failed requests under load:\n{report}")
    requests = int(re.search(r"(\d+) requests in", report)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", report)[1])
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", report).groups()
    p99 = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return Sample(rate, *meter.per_request(requests), p99)


def _salt():
    return f"{time.time_ns():x}"


def _with_curl(server, path, size, seconds, others, cold):
    """Transfers one after the other until the time is used, at least one."""
    times, meter = [], Meter(server, others)
    while not times or sum(times) < seconds:
        out = subprocess.run(
            ["curl", "-sS", "-o", "/dev/null", "-w", "%{http_code} %{size_download} %{time_total}",
             f"http://127.0.0.1:{server.port}{path}" + (f"?{_salt()}" if cold else "")],
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
    return _memory_per_connection(server, count, lambda: _asked_and_stalled(server.port, path))


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


def _asked_and_stalled(port, path):
    client = socket.socket()
    client.settimeout(30)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
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
