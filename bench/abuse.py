"""Clients that mean no good, for the soak: each is over in a moment and must disturb nobody."""

import os
import random
import socket
import ssl
import struct
import time

import load

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST_STREAM, SETTINGS, PING, WINDOW_UPDATE, CONTINUATION = 0, 1, 3, 4, 6, 8, 9
END_STREAM, END_HEADERS = 1, 4
SECONDS = 20  # of patience with a server that should have answered or hung up long ago


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def fields(path, authority="127.0.0.1"):
    """A GET as HPACK without its dynamic table (RFC 7541 §6.2.2)."""
    def literal(index, value):
        return bytes([index, len(value)]) + value.encode()
    return b"\x82\x86" + literal(4, path) + literal(1, authority)


class Abuse:
    """Each method is one visit; it raises when the server does not end it as it should."""

    def __init__(self, server, path):
        self.server = server
        self.path = path

    def visits(self):
        return {name: getattr(self, name) for name in (
            "rapid_reset", "settings_flood", "ping_flood", "zero_window", "header_bomb", "continuation_flood",
            "slow_head", "slow_body", "tls_garbage", "plain_on_tls", "proxy_lie", "half_handshake")}

    # --- HTTP/2

    def rapid_reset(self):
        """Asks and takes it back, until the server has had enough (CVE-2023-44487)."""
        def visit(client):
            for stream in range(1, 4001, 2):
                client.sendall(frame(HEADERS, END_STREAM | END_HEADERS, stream, fields(self.path))
                               + frame(RST_STREAM, 0, stream, struct.pack(">I", 8)))
        self._until_closed(visit)

    def settings_flood(self):
        self._until_closed(lambda client: self._repeat(client, frame(SETTINGS, 0, 0), 50_000))

    def ping_flood(self):
        self._until_closed(lambda client: self._repeat(client, frame(PING, 0, 0, bytes(8)), 50_000))

    def continuation_flood(self):
        def visit(client):
            client.sendall(frame(HEADERS, END_STREAM, 1, fields(self.path)))
            self._repeat(client, frame(CONTINUATION, 0, 1, b"\x00\x01a\x01b" * 100), 10_000)
        self._until_closed(visit)

    def header_bomb(self):
        """Fields that are small on the wire and huge once unpacked."""
        value = b"x" * 4000
        first = b"\x40\x04bomb\x7f" + self._integer(len(value) - 127) + value
        block = fields(self.path) + first + b"\xbe" * 4000
        with self._h2() as client:
            client.sendall(frame(HEADERS, END_STREAM | END_HEADERS, 1, block))
            assert self._read_some(client), "no word about a header bomb"

    def zero_window(self):
        """A client that asks for much and gives no window; it leaves before the server's patience ends."""
        with self._h2(struct.pack(">HI", 4, 0)) as client:
            for stream in range(1, 100, 2):
                client.sendall(frame(HEADERS, END_STREAM | END_HEADERS, stream, fields(self.path)))
            time.sleep(random.random())

    # --- HTTP/1 and below

    def slow_head(self):
        with self._plain() as client:
            for octet in b"GET / HTTP/1.1\r\nHost: a\r\n":
                client.sendall(bytes([octet]))
                time.sleep(0.05)

    def slow_body(self):
        with self._plain() as client:
            client.sendall(b"POST /dl/1KB.bin HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
            for _ in range(10):
                client.sendall(b"x")
                time.sleep(0.1)

    def tls_garbage(self):
        with socket.create_connection(("127.0.0.1", self.server.tls_port), timeout=SECONDS) as client:
            client.sendall(b"\x16\x03\x01\x02\x00" + os.urandom(512))
            self._drain(client)

    def plain_on_tls(self):
        with socket.create_connection(("127.0.0.1", self.server.tls_port), timeout=SECONDS) as client:
            client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            self._drain(client)

    def half_handshake(self):
        """A real first flight, and then nothing more."""
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = load.TLS.wrap_bio(incoming, outgoing)
        try:
            tls.do_handshake()
        except ssl.SSLWantReadError:
            pass
        with socket.create_connection(("127.0.0.1", self.server.tls_port), timeout=SECONDS) as client:
            client.sendall(outgoing.read())
            time.sleep(random.random())

    def proxy_lie(self):
        """Says it is somebody else; nobody here is a proxy."""
        with self._plain() as client:
            client.sendall(b"PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
            answer = self._drain(client)
            assert answer.startswith(b"HTTP/1.1 400"), answer[:100]

    # --- how

    def _plain(self):
        return socket.create_connection(("127.0.0.1", self.server.port), timeout=SECONDS)

    def _h2(self, settings=b""):
        client = socket.create_connection(("127.0.0.1", self.server.h2c_port), timeout=SECONDS)
        client.sendall(PREFACE + frame(SETTINGS, 0, 0, settings))
        return client

    def _until_closed(self, visit):
        with self._h2() as client:
            try:
                visit(client)
                self._drain(client)
            except (ConnectionResetError, BrokenPipeError):
                pass  # that is the end we want

    @staticmethod
    def _repeat(client, octets, times):
        batch = octets * 100
        for _ in range(times // 100):
            client.sendall(batch)

    @staticmethod
    def _read_some(client):
        try:
            return client.recv(65536)
        except ConnectionResetError:
            return b"reset"

    @staticmethod
    def _drain(client):
        """Everything until the server ends it; a server that does not end it raises a timeout."""
        answer = b""
        try:
            while data := client.recv(65536):
                answer = (answer + data)[:1 << 20]
        except ConnectionResetError:
            pass
        return answer

    @staticmethod
    def _integer(value):
        octets = b""
        while value >= 128:
            octets += bytes([value % 128 + 128])
            value //= 128
        return octets + bytes([value])
