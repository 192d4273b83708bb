"""What every run needs first: the tools, and files of random bytes."""

import hashlib
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SIZES = {"1KB": 1 << 10, "16KB": 16 << 10, "128KB": 128 << 10, "1MB": 1 << 20, "1GB": 1 << 30}


def install_tools():
    packages = {"nginx": "nginx", "wrk": "wrk", "curl": "curl", "openssl": "openssl",
                "h2load": "nghttp2-client"}
    missing = [package for tool, package in packages.items()
               if not shutil.which(tool) and not os.path.exists(f"/usr/sbin/{tool}")]
    if missing and subprocess.run([ROOT / "scripts" / "install-packages", *missing]).returncode:
        sys.exit(f"bench/run needs {' '.join(missing)}")


def make_files(folder):
    """Files of random bytes, made once, public and internal; returns the digest of each.

    The internal ones are hard links: the gateway refuses a public folder that holds an internal one.
    """
    public, internal = folder / "public", folder / "internal"
    public.mkdir(parents=True, exist_ok=True)
    internal.mkdir(exist_ok=True)
    digests = {}
    for name, size in SIZES.items():
        file = public / f"{name}.bin"
        if not file.exists() or file.stat().st_size != size:
            with open(file, "wb") as out:
                for _ in range(max(1, size >> 20)):
                    out.write(os.urandom(min(size, 1 << 20)))
        link = internal / file.name
        link.unlink(missing_ok=True)
        os.link(file, link)
        with open(file, "rb") as content:
            digests[name] = hashlib.file_digest(content, "sha256").hexdigest()
    return digests


def make_certificate(folder):
    """A certificate for localhost that is its own authority, made once; where it and its key lie."""
    certificate, key = folder / "store.pem", folder / "store.key"
    if not certificate.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "3650", "-subj", "/CN=localhost",
             "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
             "-keyout", key, "-out", certificate],
            check=True, capture_output=True)
    return {"certificate": certificate, "key": key}
