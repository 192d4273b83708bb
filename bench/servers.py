"""The servers of a run: the app, nginx under test, the gateway under test."""

import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import threading
import time

import machine
from configurations import (
    APP, CONNECTIONS, GATEWAYS, NGINX, STORE, TEMP_PATHS, TO_STORE)


CACHE_MEGABYTES = 4096  # of each cache on disk


class Server:
    """A running server: its port, its process, and how to end it."""

    def __init__(self, name, port, process, tls_port=None, front=None, h2c_port=None):
        self.name = name
        self.label = f"{name} {front}" if front else name
        self.port = port
        self.process = process
        self.tls_port = tls_port
        self.h2c_port = h2c_port

    @property
    def pid(self):
        return self.process.pid

    @property
    def pids(self):
        """Whose CPU counts as the server's."""
        return (self.pid,)

    def alive(self):
        return self.process.poll() is None

    def stop(self):
        if self.alive():
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Servers:
    """Starts servers in folders of their own under one work folder, and stops all of them."""

    def __init__(self, work, files, certificate):
        self.work = pathlib.Path(work)
        self.files = pathlib.Path(files)
        self.certificate = certificate
        self.running = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in reversed(self.running):
            server.stop()

    def stop(self, server):
        server.stop()
        self.running.remove(server)

    def log_of(self, server):
        """What a gateway said so far."""
        log = self.work / server.name / "log.txt"
        return log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""

    def store(self):
        return self._nginx("store", STORE, tls_port=machine.free_port(), **self.certificate)

    def app(self, store):
        return self._nginx("app", APP, **self._store_ports(store))

    def nginx(self, app, store, name="nginx", reuseport=False):
        return self._nginx(
            name, NGINX, app_port=app.port, reuseport=" reuseport" if reuseport else "",
            tls_port=machine.free_port(), h2c_port=machine.free_port(),
            to_store=TO_STORE, cache_size=CACHE_MEGABYTES, **self.certificate,
            **self._store_ports(store),
        )

    def gateway(self, app, store, command, jvm_flags="", front="local"):
        """Starts the gateway and waits for its `Ready` line; returns it and the seconds that took.

        The front says what it serves: "local" files, the same with TLS and HTTP/2 at the "edge",
        "remote" ones, or those through a "cache".
        """
        folder = self._folder("gateway")
        port, tls_port = machine.free_port(), machine.free_port()
        config = folder / "handoff.yaml"
        config.write_text(GATEWAYS[front].format(
            port=port, tls_port=tls_port, app_port=app.port, dir=folder, files=self.files,
            cache_size=CACHE_MEGABYTES, **self.certificate, **self._store_ports(store)))
        shutil.rmtree(folder / "cache", ignore_errors=True)
        environment = dict(os.environ)
        if jvm_flags:
            environment["HANDOFF_JAVA_OPTS"] = jvm_flags
        log = open(folder / "log.txt", "w", encoding="utf-8")
        started = time.monotonic()
        process = subprocess.Popen(
            [*shlex.split(command), str(config)],
            stdout=subprocess.PIPE,
            stderr=log,
            stdin=subprocess.DEVNULL,
            env=environment,
            text=True,
        )
        server = Server("gateway", port, process, tls_port, front, h2c_port=port)
        self.running.append(server)
        for line in process.stdout:
            log.write(line)
            if line.startswith("Ready"):
                seconds = time.monotonic() - started
                # Whatever else it prints must not fill the pipe and stop it.
                threading.Thread(target=_drain, args=(process.stdout,), daemon=True).start()
                return server, seconds
        raise RuntimeError(f"the gateway did not start; see {folder / 'log.txt'}")

    def _nginx(self, name, template, **values):
        folder = self._folder(name)
        port = machine.free_port()
        config = folder / "nginx.conf"
        config.write_text(
            template.format(
                dir=folder,
                files=self.files,
                port=port,
                connections=CONNECTIONS,
                # As root nginx would hand its workers to nobody, who may not read our folder.
                user="user root;\n" if os.geteuid() == 0 else "",
                temp_paths=TEMP_PATHS.format(dir=folder),
                **values,
            )
        )
        shutil.rmtree(folder / "cache", ignore_errors=True)  # of an earlier run
        binary = "/usr/sbin/nginx" if os.path.exists("/usr/sbin/nginx") else "nginx"
        process = subprocess.Popen(
            [binary, "-p", str(folder), "-c", str(config), "-g", "daemon off;"],
            stderr=open(folder / "stderr.txt", "w", encoding="utf-8"),
            stdin=subprocess.DEVNULL,
        )
        server = Server(
            name, port, process, values.get("tls_port"), h2c_port=values.get("h2c_port"))
        self.running.append(server)
        machine.await_listening(port, server.alive)
        return server

    @staticmethod
    def _store_ports(store):
        return {"store_port": store.port, "store_tls_port": store.tls_port}

    def _folder(self, name):
        """One for each that runs now; a later server of that name takes over the folder."""
        namesakes = sum(server.name == name and server.alive() for server in self.running)
        folder = self.work / (f"{name}-{namesakes + 1}" if namesakes else name)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def _drain(stream):
    for _ in stream:
        pass
