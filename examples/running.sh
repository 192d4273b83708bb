# Sourced by the scripts that run an example: one app, and one of several servers in front of it.
# Expects $here, the folder of the example, and $root, that of the project.

front=none port=8080 variant='' store='' data=$root/target/$(basename "$here")

options() { # options "FRONT…" ARGUMENT…: sets front, port and data
  local fronts=$1
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --front) front=${2:?--front needs one of: $fronts}; shift ;;
      --port) port=${2:?--port needs a number}; shift ;;
      --data) data=${2:?--data needs a folder}; shift ;;
      -h | --help) sed -n '2,/^set/{/^set/!s/^# \{0,1\}//p}' "$here/run"; exit 0 ;;
      *) echo "Unknown option $1; try --help" >&2; exit 2 ;;
    esac
    shift
  done
  case " $fronts " in
    *" $front "*) ;;
    *) echo "--front is one of $fronts, not $front" >&2; exit 2 ;;
  esac
}

need() { # need PACKAGE COMMAND…: the command works, or its Debian package is installed, or exit 77
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || "$root/scripts/install-packages" "$package" || exit 77
}

need_front() { # what the chosen front needs
  PATH=$PATH:/usr/sbin
  case $front in
    nginx) need nginx nginx -v ;;
    apache) need apache2 apache2 -v; need libapache2-mod-xsendfile test -f /usr/lib/apache2/modules/mod_xsendfile.so ;;
    lighttpd) need lighttpd lighttpd -v ;;
    caddy) need caddy caddy version ;;
  esac
}

build() { # build FILE MODULE: makes the file with Maven when it is missing or older than what it is made from
  local module=$root/examples/$2
  if [ -f "$1" ] && [ -z "$(find "$root/pom.xml" "$root"/{core,files,servlet,spring-boot-starter}/{pom.xml,src/main} \
    "$module/pom.xml" "$module/src" -newer "$1" | head -n 1)" ]; then
    return 0
  fi
  echo "Building (the example is new, or its sources changed)…" >&2
  local jdk maven log
  jdk=$("$root/scripts/find-jdk" 25 25) || exit 77
  maven=$(command -v mvn) || maven=$root/mvnw
  log=$(mktemp)
  (cd "$root" && JAVA_HOME=$jdk "$maven" -B -q -ntp -DskipTests -pl "examples/$2" -am package) >"$log" 2>&1 ||
    { cat "$log" >&2; rm -f "$log"; exit 1; }
  rm -f "$log"
  touch "$1" # Maven leaves a file alone whose content did not change
}

servers=() work=''
prepare() { # the folders; whatever is started later ends with this script
  mkdir -p "$data"
  data=$(cd "$data" && pwd)
  work=$(mktemp -d "$data/run.XXXXXX")
  chmod 755 "$work"
  trap stop EXIT
  trap 'exit 0' INT TERM
}

stop() {
  trap - EXIT INT TERM
  [ ${#servers[@]} -eq 0 ] || kill "${servers[@]}" 2>/dev/null || true
  wait || true
  rm -rf "$work"
}

await() { # await FILE PATTERN PID [LOG]: until the file of that server's output shows the line
  until grep -qs "$2" "$1"; do
    kill -0 "$3" 2>/dev/null || { cat "${4-$1}" >&2; exit 1; }
    sleep 0.05
  done
}

free_port() { # sets free; below the ports of outgoing connections, or one of them might take it first
  local attempt
  for attempt in {1..100}; do
    free=$((10000 + RANDOM % 22000))
    (: <"/dev/tcp/127.0.0.1/$free") 2>/dev/null || return 0
  done
  echo "No free port below 32000" >&2
  exit 1
}

await_port() { # await_port PORT PID LOG: until that server accepts
  until (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; do
    kill -0 "$2" 2>/dev/null || { cat "$3" >&2; exit 1; }
    sleep 0.05
  done
}

# start_front APP_PORT FOLDER: starts the chosen front on $port, with its configuration from the example's folder: there
# 127.0.0.1:8080 is the front, 127.0.0.1:5000 the app, /srv/example the folder of the files, and 127.0.0.1:9000 a store on the
# port $store, where there is one. With $variant the configuration is another one (`.https`: handoff.https.yaml).
start_front() {
  local app=$1 folder=$2 log=$work/front.log file
  if [ "$port" = 0 ]; then
    free_port
    port=$free
  elif (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "Something listens on port $port already; --port 0 takes a free one" >&2
    exit 1
  fi
  case $front in
    gateway) file=handoff$variant.yaml ;;
    caddy) file=Caddyfile ;;
    *) file=$front$variant.conf ;;
  esac
  sed -e "s|127.0.0.1:8080|127.0.0.1:$port|" -e "s|127.0.0.1:5000|127.0.0.1:$app|" \
    -e "s|^\( *[Ll]isten.*\)8080|\1$port|" -e "s|^\(.*server.port *= *\)8080|\1$port|" -e "s|:8080 {|:$port {|" \
    -e "s|\"port\" => 5000|\"port\" => $app|" -e "s|/srv/example|$folder|g" "$here/$file" >"$work/$file"
  [ -z "$store" ] || sed -i "s|\(127[.\\\\]*0[.\\\\]*0[.\\\\]*1\):9000|\1:$store|g" "$work/$file"
  cd "$work"
  case $front in
    gateway) "$root/handoff" gateway -c "$work/$file" >"$log" 2>&1 & ;;
    nginx)
      mkdir -p tmp
      sed -i "s|^http {|http { $(printf '%s_temp_path tmp; ' client_body proxy fastcgi uwsgi scgi)|" "$file"
      # Its workers read what we can read.
      nginx -p "$work" -c "$work/$file" \
        -g "daemon off; pid $work/nginx.pid; error_log stderr warn; $([ "$(id -u)" != 0 ] || echo 'user root;')" \
        >"$log" 2>&1 &
      ;;
    apache)
      may_be_entered "$folder"
      apache2 -d "$work" -f "$work/$file" -DFOREGROUND >"$log" 2>&1 &
      ;;
    lighttpd) lighttpd -D -f "$work/$file" >"$log" 2>&1 & ;;
    caddy) HOME=$work caddy run --adapter caddyfile --config "$work/$file" >"$log" 2>&1 & ;;
  esac
  servers+=($!)
  if [ "$front" = gateway ]; then await "$log" '^Ready' $!; else await_port "$port" $! "$log"; fi
}

may_be_entered() { # Apache gives up root, so everybody has to get into the folder
  [ "$(id -u)" = 0 ] || return 0
  local folder=$1
  while [ "$folder" != / ]; do
    case $(stat -c %A "$folder") in
      *x | *t) ;;
      *) echo "Started by root, Apache reads as another user, who cannot enter $folder: chmod o+x, or --data elsewhere" >&2
        exit 1 ;;
    esac
    folder=$(dirname "$folder")
  done
}
