#!/usr/bin/env bash
# A PostgreSQL of the project's own for the tests: `postgres.sh start|stop|status|url`. It listens on 127.0.0.1 only and
# holds nothing worth keeping: `start` always leaves an empty database dienhong_test.
set -euo pipefail
# Settings of the developer's own PostgreSQL must not steer this one.
unset "${!PG@}"
root="$(cd "$(dirname "$0")/.." && pwd -P)"
port="${DIENHONG_PG_PORT:-54329}"
database=dienhong_test
url="postgres://dienhong@127.0.0.1:$port/$database"
# PostgreSQL refuses to run as root; Debian's package brings the user it runs as instead.
owner="$(id -un)"
[ "$(id -u)" -ne 0 ] || owner=postgres

# Runs a command as the owner, from a folder every user may enter.
as_owner() {
    if [ "$(id -u)" -eq 0 ]; then (cd / && exec runuser -u "$owner" -- "$@"); else (cd / && exec "$@"); fi
}

binaries() {
    local newest
    newest="$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)"
    if [ ! -x "$newest/initdb" ]; then
        echo "✗ Không thấy PostgreSQL trong /usr/lib/postgresql; chạy tools/system.sh test để cài." >&2
        exit 1
    fi
    echo "$newest"
}

# A folder is usable when the owner owns it and can write in it, through every folder above it.
usable() { [ "$(stat -c %U "$1" 2>/dev/null)" = "$owner" ] && as_owner test -w "$1"; }

claim() {
    if [ ! -e "$1" ]; then mkdir -m 700 "$1" 2>/dev/null || return 1; fi
    if [ "$(id -u)" -eq 0 ] && [ ! -L "$1" ] && [ "$(stat -c %u "$1")" -eq 0 ]; then chown "$owner" "$1"; fi
    usable "$1"
}

beside="/var/tmp/dienhong-pg-$(printf '%s' "$root" | sha256sum | cut -c 1-12)-$(id -u)"

# Prints the folder; `claim_home` makes it, `find_home` only looks.
claim_home() {
    if claim "$root/.pg"; then echo "$root/.pg"; return; fi
    if claim "$beside"; then echo "$beside"; return; fi
    echo "✗ Không tạo được thư mục dữ liệu: $root/.pg và $beside đều không dùng được." >&2
    return 1
}
find_home() {
    local home
    for home in "$root/.pg" "$beside"; do
        if usable "$home" && [ -d "$home/data" ]; then echo "$home"; return; fi
    done
    return 1
}

runs() { as_owner "$bin/pg_ctl" -D "$1/data" status >/dev/null 2>&1; }
halt() { as_owner "$bin/pg_ctl" -D "$1/data" -m fast -w -t 60 stop >/dev/null; }

sql() { as_owner "$bin/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U dienhong -d postgres -c "$1"; }

start() {
    local home major
    home="$(claim_home)"
    if runs "$home"; then
        # Line 4 of the file is the port; one that was left running on another port is of no use.
        if [ "$(as_owner sed -n 4p "$home/data/postmaster.pid")" != "$port" ]; then halt "$home"; fi
    fi
    if ! runs "$home"; then
        major="$(basename "$(dirname "$bin")")"
        if [ "$(as_owner cat "$home/data/PG_VERSION" 2>/dev/null)" != "$major" ]; then
            echo "→ Tạo cụm dữ liệu PostgreSQL $major cho kiểm thử"
            as_owner rm -rf "$home/data" "$home/data.new"
            as_owner "$bin/initdb" -D "$home/data.new" -U dienhong --auth=trust --locale=C.UTF-8 --encoding=UTF8 \
                --no-instructions >/dev/null
            as_owner mv "$home/data.new" "$home/data"
        fi
        echo "→ Khởi động PostgreSQL kiểm thử tại 127.0.0.1:$port"
        # No Unix socket: its path has a short limit that a long project path would break.
        if ! as_owner "$bin/pg_ctl" -D "$home/data" -l "$home/log" -w -t 60 -o \
            "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c max_connections=200" \
            start >/dev/null; then
            as_owner tail -n 20 "$home/log" >&2
            echo "✗ PostgreSQL không khởi động được. Nếu cổng $port đã có chương trình khác dùng, đặt DIENHONG_PG_PORT." >&2
            exit 1
        fi
    fi
    sql "DROP DATABASE IF EXISTS $database WITH (FORCE)" 2>/dev/null
    sql "CREATE DATABASE $database"
}

stop() {
    local home
    home="$(find_home)" || return 0
    runs "$home" || return 0
    halt "$home"
    echo "→ Đã dừng PostgreSQL kiểm thử"
}

status() {
    local home
    home="$(find_home)" && runs "$home"
}

case "${1:-}" in
    start) bin="$(binaries)"; start ;;
    stop) bin="$(binaries)"; stop ;;
    status) bin="$(binaries)"; status ;;
    url) echo "$url" ;;
    *) echo "Cách dùng: tools/postgres.sh start|stop|status|url" >&2; exit 2 ;;
esac
