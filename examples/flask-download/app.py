#!/usr/bin/python3
"""A Flask app that decides who may have a file, and lets the front deliver it.

Its answer to a download has no body. It names the file in X-Accel-Redirect, and says in
ordinary fields what the front cannot know: the name to save it under, its type, how to cache it.
"""

import argparse
import hashlib
import mimetypes
import pathlib
import sqlite3
import unicodedata
from contextlib import closing
from urllib.parse import quote

from flask import Flask, abort, jsonify, make_response
from werkzeug.serving import make_server

app = Flask(__name__)

# What may stand in filename*=UTF-8''… as it is (RFC 8187, attr-char); quote() adds letters and digits.
ATTR_CHAR = "!#$&+-.^_`|~"

# Name and size of what the store holds after the first start.
SAMPLES = [
    ("handbook.txt", 4_200),
    ("Bericht März 2026.csv", 48_000),
    ("100% Baumwolle & mehr.txt", 900),
    ("what?.txt", 700),
    ("x%41y.txt", 600),
    ("写真 ☕.bin", 250_000),
    ("recording.bin", 24_000_000),
    ("empty.txt", 0),
]


@app.get("/files")
def files():
    return jsonify([dict(row) for row in query("SELECT id, name, size FROM files ORDER BY id")])


@app.get("/download/<int:file_id>")
def download(file_id):
    found = query("SELECT * FROM files WHERE id = ?", file_id)
    if not found:
        abort(404)
    row = found[0]
    # This is the place to ask whether this user may have this file.
    response = make_response()
    response.headers["X-Accel-Redirect"] = quote(row["internal_path"])
    response.headers["Content-Type"] = row["type"]
    response.headers["Content-Length"] = row["size"]
    response.headers["Content-Disposition"] = attachment(row["name"])
    response.headers["Content-Description"] = "File Transfer"
    response.headers["Cache-Control"] = "no-cache"
    return response


def attachment(name):
    """Content-Disposition for any name: a plain form for old clients, the true one beside it (RFC 6266)."""
    plain = "".join(
        c if c.isascii() and c.isprintable() and c not in '"\\%' else "_"
        for c in unicodedata.normalize("NFKD", name)
        if not unicodedata.combining(c)
    )
    field = f'attachment; filename="{plain}"'
    if plain != name:
        field += f"; filename*=UTF-8''{quote(name, safe=ATTR_CHAR)}"
    return field


@app.errorhandler(404)
def unknown(_):
    return "There is no such file.\n", 404, {"Content-Type": "text/plain; charset=utf-8"}


def query(sql, *values):
    with closing(sqlite3.connect(app.config["DATABASE"])) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(sql, values).fetchall()


def fill(data):
    """The table and the files it names, made on the first start."""
    storage = data / "storage" / "download"
    storage.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(data / "files.db")) as connection, connection:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS files (id INTEGER PRIMARY KEY, name TEXT UNIQUE,"
            " internal_path TEXT, size INTEGER, type TEXT)"
        )
        for name, size in SAMPLES:
            (storage / name).write_bytes(sample(name, size))
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            connection.execute(
                "INSERT OR IGNORE INTO files (name, internal_path, size, type) VALUES (?, ?, ?, ?)",
                (name, f"/download/{name}", size, kind),
            )


def sample(name, size):
    """The same bytes for the same name, every time; text for text files."""
    if name.endswith((".txt", ".csv")):
        line = f"{name}; one line of a file that only the app can hand out\n".encode()
        return (line * (size // len(line) + 1))[:size]
    return hashlib.shake_256(name.encode()).digest(size)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True, help="folder of table and files")
    parser.add_argument("--port", type=int, default=5000, help="0 takes a free one")
    options = parser.parse_args()
    if not (options.data / "files.db").exists():
        fill(options.data)
    app.config["DATABASE"] = options.data / "files.db"
    server = make_server("127.0.0.1", options.port, app, threaded=True)
    print(f"Flask on port {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
