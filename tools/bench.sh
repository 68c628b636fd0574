#!/usr/bin/env bash
# Measures on the illustration at about 10,000 follow-ups and at about 1,000,000, both made by acts. With an argument, only
# the first: `tools/bench.sh small`. The large one takes half an hour to make and 8 GB; delete target/bench to begin anew.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release -p dienhong -p dienhong-bench
made() { # made FOLDER SCALE
    [ -f "$1/dienhong.sqlite" ] && return
    echo "→ Tạo dữ liệu minh họa ở $1 (nhân $2)"
    mkdir -p "$1"
    target/release/dienhong demo --data "$1" --scale "$2" --petitions 0 --json >/dev/null
    target/release/dienhong sweep --data "$1"
}
small=target/bench/10-thousand
large=target/bench/1-million
made "$small" 13
[ "${1:-}" = small ] || made "$large" 1300
# The flush of a disk decides how much there is to share among acts that wait, so acts are measured on a slow one too.
cc -O2 -shared -fPIC -o target/slow_flush.so bench/slow_flush.c
for data in "$small" "$large"; do
    [ -f "$data/dienhong.sqlite" ] || continue
    echo "→ Đo ở $data"
    target/release/dienhong-bench "$data"
    echo "→ Các việc ghi, khi mỗi lần ghi xuống đĩa chậm thêm 3 ms"
    LD_PRELOAD="$PWD/target/slow_flush.so" target/release/dienhong-bench acts "$data"
done
[ "${1:-}" = small ] && exit
voters=target/bench/1-million-petitions
if [ ! -f "$voters/dienhong.sqlite" ]; then
    echo "→ Nạp một triệu kiến nghị"
    mkdir -p "$voters"
    target/release/dienhong demo --data "$voters" --petitions 400 --json >/dev/null
    target/release/dienhong-bench fill-petitions "$voters" 1000000
fi
echo "→ Kiến nghị cử tri ở một triệu"
target/release/dienhong-bench petitions "$voters"
one=target/bench/one-council
if [ ! -f "$one/dienhong.sqlite" ]; then
    mkdir -p "$one"
    target/release/dienhong demo --data "$one" --petitions 400 --json >/dev/null
    target/release/dienhong-bench fill-one-council "$one" 1000000
fi
echo "→ Kiến nghị cử tri, cả triệu của một hội đồng"
target/release/dienhong-bench petitions "$one"
wide=target/bench/200-councils
if [ ! -f "$wide/dienhong.sqlite" ]; then
    echo "→ Trải dữ liệu minh họa ra 193 hội đồng"
    mkdir -p "$wide"
    target/release/dienhong demo --data "$wide" --petitions 0 --json >/dev/null
    target/release/dienhong-bench spread "$wide"
fi
echo "→ Văn bản và báo cáo nhiệm kỳ của hai cấp"
terms=target/bench/term
if [ ! -f "$terms/dienhong.sqlite" ]; then
    mkdir -p "$terms"
    target/release/dienhong demo --data "$terms" --json >/dev/null
fi
target/release/dienhong-bench papers "$terms"
echo "→ Toàn cảnh 168 xã ở một triệu hồ sơ"
levels=target/bench/levels
if [ ! -f "$levels/dienhong.sqlite" ]; then
    mkdir -p "$levels"
    target/release/dienhong demo --data "$levels" --petitions 0 --json >/dev/null
    target/release/dienhong-bench spread "$levels"
fi
target/release/dienhong-bench levels "$levels" 1000000
echo "→ Giám sát ở 17 hội đồng, rồi ở 193 hội đồng"
target/release/dienhong-bench supervision "$small"
target/release/dienhong-bench supervision "$wide"
if [ -x tools/postgres.sh ]; then
    echo "→ Cũng ở 193 hội đồng, trên PostgreSQL"
    tools/postgres.sh start
    trap 'tools/postgres.sh stop' EXIT
    url="$(tools/postgres.sh url)"
    beside="$(mktemp -d)"
    target/release/dienhong backup "$beside/wide.zip" --data "$wide"
    target/release/dienhong restore "$beside/wide.zip" --data "$beside/data" --database "$url"
    target/release/dienhong-bench supervision "$beside/data" "$url"
    rm -rf "$beside"
fi
