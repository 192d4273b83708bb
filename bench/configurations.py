"""What every server of a run is told: the app, the store, nginx under test, the gateway under test."""

CONNECTIONS = 30_000  # descriptors and connections every nginx may have

APP = """
{user}worker_processes 2;
pid {dir}/nginx.pid;
error_log {dir}/error.log warn;
worker_rlimit_nofile {connections};
events {{ worker_connections {connections}; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=1000 inactive=60s;
  open_file_cache_valid 60s;
  keepalive_requests 1000000000;
  default_type application/octet-stream;
  {temp_paths}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    # The decision: yes, and that is the file.
    location ~ ^/dl(/.*)$ {{
      add_header X-Accel-Redirect /_files$1;
      return 200 "";
    }}
    location ~ ^/remote(/.*)$ {{
      add_header X-Accel-Redirect /_remote/http/127.0.0.1:{store_port}$1;
      return 200 "";
    }}
    location ~ ^/https-remote(/.*)$ {{
      add_header X-Accel-Redirect /_remote/https/localhost:{store_tls_port}$1;
      return 200 "";
    }}
    location ~ ^/base(/.*)$ {{
      add_header X-Accel-Redirect /_store$1;
      return 200 "";
    }}
    # With its query, by which every request of a cold cache names another object.
    location ~ ^/cached(/.*)$ {{
      add_header X-Accel-Redirect /_cached$1$is_args$args;
      return 200 "";
    }}
    location /plain/ {{ alias {files}/public/; }}
  }}
}}
"""

STORE = """
{user}worker_processes 2;
pid {dir}/nginx.pid;
error_log {dir}/error.log warn;
worker_rlimit_nofile {connections};
events {{ worker_connections {connections}; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=1000 inactive=60s;
  open_file_cache_valid 60s;
  keepalive_timeout 600s;
  keepalive_requests 1000000000;
  send_timeout 600s;
  default_type application/octet-stream;
  {temp_paths}
  server {{
    listen 127.0.0.1:{port} backlog=4096;
    listen 127.0.0.1:{tls_port} ssl backlog=4096;
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:tls:10m;
    location / {{ alias {files}/public/; }}
  }}
}}
"""

NGINX = """
{user}worker_processes 2;
pid {dir}/nginx.pid;
error_log {dir}/error.log warn;
worker_rlimit_nofile {connections};
events {{ worker_connections {connections}; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  tcp_nodelay on;
  open_file_cache max=10000 inactive=60s;
  open_file_cache_valid 1s;
  keepalive_timeout 600s;
  keepalive_requests 1000000000;
  default_type application/octet-stream;
  {temp_paths}
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_set_header Host $host;
  proxy_buffer_size 16k;
  proxy_buffers 16 32k;
  proxy_busy_buffers_size 64k;
  proxy_max_temp_file_size 0;
  proxy_cache_path {dir}/cache levels=1:2 keys_zone=remote:100m max_size={cache_size}m inactive=1h
                   use_temp_path=off;
  upstream app {{
    server 127.0.0.1:{app_port};
    keepalive 256;
    keepalive_requests 1000000000;
  }}
  upstream store {{
    server 127.0.0.1:{store_port};
    keepalive 256;
    keepalive_requests 1000000000;
  }}
  upstream store_tls {{
    server 127.0.0.1:{store_tls_port};
    keepalive 256;
    keepalive_requests 1000000000;
  }}
  server {{
    listen 127.0.0.1:{port} backlog=4096{reuseport};
    listen 127.0.0.1:{tls_port} ssl http2 backlog=4096{reuseport};
    listen 127.0.0.1:{h2c_port} http2 backlog=4096{reuseport};
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:edge:10m;
    send_timeout 600s;
    location /public/ {{ alias {files}/public/; }}
    location /_files/ {{ internal; alias {files}/internal/; }}
    location / {{ proxy_pass http://app; }}

    # Named upstreams instead of the variables of seed 002: only they keep connections.
    location /_remote/http/127.0.0.1:{store_port}/ {{
      internal;
      {to_store}
      proxy_pass http://store/;
    }}
    location /_remote/https/localhost:{store_tls_port}/ {{
      internal;
      {to_store}
      proxy_ssl_session_reuse on;
      proxy_ssl_server_name on;
      proxy_ssl_name localhost;
      proxy_ssl_verify on;
      proxy_ssl_trusted_certificate {certificate};
      proxy_pass https://store_tls/;
    }}
    location /_store/ {{
      internal;
      {to_store}
      proxy_pass http://store/;
    }}
    location /_cached/ {{
      internal;
      slice 1m;
      proxy_cache remote;
      proxy_cache_key $uri$is_args$args$slice_range;
      proxy_cache_valid 200 206 1h;
      proxy_cache_lock on;
      proxy_set_header Connection "";
      proxy_set_header Host $proxy_host;
      proxy_set_header Range $slice_range;
      proxy_set_header Authorization "";
      proxy_set_header Cookie "";
      proxy_hide_header Content-Disposition;
      proxy_pass http://store/;
    }}
  }}
}}
"""

TO_STORE = """
      proxy_set_header Connection "";
      proxy_set_header Host $proxy_host;
      proxy_set_header Authorization "";
      proxy_set_header Cookie "";
      proxy_hide_header Content-Disposition;"""

GATEWAY = """\
listen: "127.0.0.1:{port}"
apps:
  app: http://127.0.0.1:{app_port}
public:
  /public/: {files}/public
internal:
  /_files/: {files}/internal
log: {{ access: off }}
"""

EDGE = """\
listen:
  http: "127.0.0.1:{port}"
  https: {{ bind: "127.0.0.1:{tls_port}", cert: "file:{certificate}", key: "file:{key}" }}
apps:
  app: http://127.0.0.1:{app_port}
public:
  /public/: {files}/public
internal:
  /_files/: {files}/internal
timeouts: {{ stall: 600s }}
log: {{ access: off }}
"""

REMOTE = """\
listen: "127.0.0.1:{port}"
apps:
  app: http://127.0.0.1:{app_port}
internal:
  /_remote/:
    http:
      allow: ["http://127.0.0.1:{store_port}/", "https://localhost:{store_tls_port}/"]
      ca: {certificate}
      connections: {{ max: 4096 }}
  /_store/:
    http:
      base: http://127.0.0.1:{store_port}/
      connections: {{ max: 4096 }}
  /_cached/:
    http:
      base: http://127.0.0.1:{store_port}/
      connections: {{ max: 4096 }}
log: {{ access: off }}
"""

CACHE = """\
cache:
  remote: {{ dir: {dir}/cache, size: {cache_size}MB, slice: 1MB, fresh: 1h }}
"""

GATEWAYS = {"local": GATEWAY, "edge": EDGE, "remote": REMOTE, "cache": REMOTE + CACHE}

TEMP_PATHS = "\n  ".join(
    f"{kind}_temp_path {{dir}}/{kind};"
    for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
)
