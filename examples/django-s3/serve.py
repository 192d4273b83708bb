#!/usr/bin/python3
"""Serves the Django app on a free port of the loopback address; makes its database first if there is none."""

import argparse
import os
import pathlib
import secrets


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True, help="folder of the database")
    parser.add_argument("--store", required=True, help="URL of the store")
    parser.add_argument("--old-region", required=True, help="URL where the moved bucket used to be")
    options = parser.parse_args()

    key = options.data / "secret-key"
    if not key.exists():
        key.write_text(secrets.token_urlsafe(50), encoding="ascii")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings",
        EXAMPLE_DATA=str(options.data),
        STORE_URL=options.store,
        OLD_REGION_URL=options.old_region,
    )

    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.management import call_command
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    from library import samples
    from library.models import File

    call_command("migrate", verbosity=0)
    if not File.objects.exists():
        samples.fill(options.store)

    server = ThreadedWSGIServer(("127.0.0.1", 0), WSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(WSGIHandler())
    print(f"Django on port {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
