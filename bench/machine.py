"""What the kernel knows about a server: CPU used, memory resident, whether it accepts."""

import os
import random
import resource
import socket
import time

TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    """A port nobody has now, below those that the kernel gives to outgoing connections.

    Another process may still take it before we do; then the start fails loudly.
    """
    for port in random.sample(range(10_000, 32_000), 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass
    raise RuntimeError("no free port between 10000 and 32000")


def await_listening(port, alive, seconds=15.0):
    """Returns once the port accepts; raises when the server died or took too long."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        if not alive():
            raise RuntimeError(f"the server for port {port} ended before it accepted")
        time.sleep(0.002)
    raise RuntimeError(f"nothing accepted on port {port} within {seconds:g} s")


def _parents():
    """Process id -> parent's id, for every process that is still there."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8") as stat:
                    found[int(name)] = int(stat.read().rpartition(")")[2].split()[1])
            except OSError:
                pass
    return found


def family(pid):
    """The process and all its descendants: nginx's workers, or a JVM alone."""
    parents = _parents()
    members, frontier = {pid}, {pid}
    while frontier:
        frontier = {child for child, parent in parents.items() if parent in frontier} - members
        members |= frontier
    return members


def cpu_seconds(pid):
    """User and system time of the process and its descendants so far."""
    total = 0
    for member in family(pid):
        try:
            with open(f"/proc/{member}/stat", encoding="utf-8") as stat:
                fields = stat.read().rpartition(")")[2].split()
                total += int(fields[11]) + int(fields[12])
        except OSError:
            pass
    return total / TICKS


def resident_bytes(pid):
    """Resident memory, pages shared inside the family counted once (PSS)."""
    total = 0
    for member in family(pid):
        try:
            with open(f"/proc/{member}/smaps_rollup", encoding="utf-8") as rollup:
                total += sum(int(line.split()[1]) << 10 for line in rollup if line.startswith("Pss:"))
        except OSError:
            pass
    return total


def descriptors(pid):
    """Open files and sockets of the process and its descendants."""
    total = 0
    for member in family(pid):
        try:
            total += len(os.listdir(f"/proc/{member}/fd"))
        except OSError:
            pass
    return total


def raise_descriptor_limit(wanted):
    """Lets this process and its children open that many files; False where the system refuses."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft >= wanted:
        return True
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(hard, wanted)))
    except (ValueError, OSError):
        return False
    return True
