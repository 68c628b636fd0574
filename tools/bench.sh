#!/usr/bin/env bash
# Measures on a demo of about 10,000 follow-ups, and on the same multiplied to about 1,000,000. With an argument, only the
# first: `tools/bench.sh small`. Delete target/bench to begin anew.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release -p dienhong -p dienhong-bench
small=target/bench/10-thousand
large=target/bench/1-million
if [ ! -f "$small/dienhong.sqlite" ]; then
    echo "→ Tạo dữ liệu minh họa khoảng 10.000 việc"
    mkdir -p "$small"
    target/release/dienhong demo --data "$small" --scale 13 --json >/dev/null
    target/release/dienhong sweep --data "$small"
fi
if [ "${1:-}" != small ] && [ ! -f "$large/dienhong.sqlite" ]; then
    echo "→ Nhân lên khoảng 1.000.000 việc"
    mkdir -p "$large"
    cp -r "$small/." "$large/"
    target/release/dienhong-bench multiply "$large" 100
    sync
fi
# The flush of a disk decides how much there is to share among acts that wait, so acts are measured on a slow one too.
cc -O2 -shared -fPIC -o target/slow_flush.so bench/slow_flush.c
for data in "$small" "$large"; do
    [ -f "$data/dienhong.sqlite" ] || continue
    echo "→ Đo ở $data"
    target/release/dienhong-bench "$data"
    echo "→ Các việc ghi, khi mỗi lần ghi xuống đĩa chậm thêm 3 ms"
    LD_PRELOAD="$PWD/target/slow_flush.so" target/release/dienhong-bench acts "$data"
done
wide=target/bench/200-councils
if [ "${1:-}" != small ]; then
    if [ ! -f "$wide/dienhong.sqlite" ]; then
        echo "→ Trải dữ liệu minh họa ra 193 hội đồng"
        mkdir -p "$wide"
        target/release/dienhong demo --data "$wide" --json >/dev/null
        target/release/dienhong-bench spread "$wide"
    fi
    echo "→ Giám sát ở 17 hội đồng, rồi ở 193 hội đồng"
    target/release/dienhong-bench supervision "$small"
    target/release/dienhong-bench supervision "$wide"
fi
