"""Many downloads that crawl, in a process of its own: `crowd.py PORT PATH COUNT [tls]`.

Says `open` once all of them have begun. Then each reads a kilobyte a second, until standard input ends.
"""

import sys

sys.dont_write_bytecode = True

import select
import ssl

import load
import machine

OCTETS_PER_SECOND = 1024


def main():
    port, path, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    tls = load.TLS if "tls" in sys.argv[4:] else None
    if not machine.raise_descriptor_limit(count + 200):
        sys.exit(f"cannot open {count} descriptors here (ulimit -n)")
    clients = [load.asked_and_stalled(port, path, tls) for _ in range(count)]
    for client in clients:
        client.setblocking(False)
    print("open", flush=True)
    while not select.select([sys.stdin], [], [], 1)[0]:
        for client in clients:
            try:
                if not client.recv(OCTETS_PER_SECOND):
                    sys.exit("a server ended a slow download")
            except (BlockingIOError, ssl.SSLWantReadError):
                pass  # nothing has come since: it is not we who are slow


if __name__ == "__main__":
    main()
