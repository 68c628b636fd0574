#!/usr/bin/env bash
# Measures on demos of about 10,000 and 1,000,000 follow-ups; `tools/bench.sh 13` measures one scale alone.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release -p dienhong -p dienhong-bench
for scale in "${@:-13 1292}"; do
    for one in $scale; do
        data="target/bench/scale-$one"
        if [ ! -f "$data/dienhong.sqlite" ]; then
            echo "→ Tạo dữ liệu minh họa, nhân $one lần"
            mkdir -p "$data"
            /usr/bin/env time -f "| making it | %e s | at most %M kB resident |" target/release/dienhong demo --data "$data" --scale "$one" --json >/dev/null
        fi
        echo "→ Đo ở $data"
        target/release/dienhong-bench "$data"
    done
done
