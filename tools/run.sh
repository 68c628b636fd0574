#!/usr/bin/env bash
# Serves the illustration, making its data first when there is none: `run.sh BINARY DATA LISTEN [today]`.
set -euo pipefail
binary="$1" data="$2" listen="$3"
view=()
[ "${4:-}" != today ] || view=(--today)

if [ -z "$(ls -A "$data" 2>/dev/null)" ]; then
    echo "→ Tạo dữ liệu minh họa trong $data (xóa thư mục này để tạo lại từ đầu)"
    # The folder held nothing before, so half a demo can be thrown away.
    trap 'rm -rf "$data"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    "$binary" demo --data "$data" "${view[@]}"
    trap - EXIT INT TERM
fi
echo "→ Mở Diên Hồng tại http://$listen — bấm Ctrl+C để dừng"
exec "$binary" serve --data "$data" --listen "$listen"
