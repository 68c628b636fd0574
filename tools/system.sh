#!/usr/bin/env bash
# Installs the Debian packages that are missing. `system.sh build` is what a build needs, `system.sh test` adds the
# database and the browser of the tests. Does nothing, and asks for no password, when nothing is missing.
set -euo pipefail
purpose="${1:-build}"

have() { command -v "$1" >/dev/null 2>&1; }
any_exists() { local path; for path in "$@"; do [ -e "$path" ] && return 0; done; return 1; }

for tool in cargo node npm; do
    have "$tool" && continue
    echo "✗ Không thấy $tool. Máy cần có sẵn Rust (rustup), Node 18 trở lên cùng npm, và make." >&2
    exit 1
done
if ! node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)'; then
    echo "✗ Node $(node --version) quá cũ; cần Node 18 trở lên." >&2
    exit 1
fi

missing=()
have cc || missing+=(gcc)
# gcc only recommends the headers of the C library, and recommended packages are not installed below.
any_exists /usr/include/stdio.h || missing+=(libc6-dev)
have pkg-config || missing+=(pkg-config)
if ! { have pkg-config && pkg-config --exists openssl; }; then missing+=(libssl-dev); fi
if [ "$purpose" = test ]; then
    any_exists /usr/lib/postgresql/*/bin/initdb || missing+=(postgresql)
    any_exists /usr/share/postgresql/*/extension/unaccent.control || missing+=(postgresql-contrib)
    if [ -z "${CHROMIUM:-}" ] && ! have chromium && ! have chromium-browser && ! have google-chrome; then
        missing+=(chromium)
    fi
fi
[ ${#missing[@]} -gt 0 ] || exit 0

if ! have apt-get; then
    echo "✗ Thiếu gói hệ thống: ${missing[*]} (tên theo Debian). Hãy cài bằng công cụ của hệ điều hành rồi chạy lại." >&2
    exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if ! have sudo; then
        echo "✗ Thiếu gói hệ thống: ${missing[*]}. Cài gói cần quyền root mà máy không có sudo." >&2
        exit 1
    fi
    as_root=(sudo)
fi
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"; }
echo "→ Cài gói hệ thống còn thiếu: ${missing[*]}"
apt update
apt install -y --no-install-recommends "${missing[@]}"
