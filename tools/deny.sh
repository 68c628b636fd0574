#!/usr/bin/env bash
# Licences, banned crates and sources of the dependencies. Advisories are left out: their database lives on a host that
# not every machine reaches.
set -euo pipefail
cd "$(dirname "$0")/.."
version=0.20.2
tools="$PWD/target/tools"
export PATH="$tools/bin:$PATH"

if ! command -v cargo-deny >/dev/null 2>&1; then
    if [ "${CI:-}" != true ]; then
        echo "✗ Không thấy cargo-deny. Chạy make ci (hoặc CI=true tools/deny.sh) để tự cài vào target/tools." >&2
        exit 1
    fi
    echo "→ Cài cargo-deny $version vào target/tools (vài phút, chỉ lần đầu)"
    # It runs for seconds once in a while: quick to compile is worth more here than quick to run.
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        cargo install --locked --quiet --root "$tools" --version "$version" cargo-deny
fi
echo "→ Kiểm tra giấy phép, thư viện cấm và nguồn của thư viện"
exec cargo deny --all-features check bans licenses sources
