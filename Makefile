SHELL := /bin/bash
.DEFAULT_GOAL := help

# Each may be given: make run LISTEN=0.0.0.0:8080 DATA=/srv/dienhong; VIEW=today shows the illustration of today.
LISTEN ?= 127.0.0.1:8080
VIEW ?= demo
DATA ?= ./data-$(VIEW)

# rustup puts cargo here; a shell opened before it was installed does not look there yet.
export PATH := $(PATH):$(HOME)/.cargo/bin

TARGET := $(or $(CARGO_TARGET_DIR),target)
BINARY := $(TARGET)/release/dienhong
VENDOR := crates/server/assets/vendor/fonts.css

.PHONY: help
help: ## Các lệnh này
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: build ## Dựng chương trình, tạo dữ liệu minh họa nếu chưa có, rồi mở tại LISTEN (mặc định 127.0.0.1:8080)
	@tools/run.sh $(BINARY) "$(DATA)" "$(LISTEN)" $(VIEW)

.PHONY: build
build: system-build $(VENDOR) ## Dựng bản phát hành vào target/release/dienhong
	@echo "→ Dựng chương trình (lần đầu mất 10–15 phút trên máy hai nhân)"
	@cargo build --release -p dienhong

.PHONY: test
test: system-test $(VENDOR) ## Mọi kiểm thử: SQLite, PostgreSQL, rồi trình duyệt
	@tools/test.sh

.PHONY: ci
ci: system-test $(VENDOR) ## Như máy kiểm tra làm: định dạng, clippy, mọi kiểm thử, giấy phép thư viện
	@echo "→ Kiểm tra định dạng"
	@cargo fmt --all --check
	@echo "→ Kiểm tra bằng clippy"
	@cargo clippy --workspace --all-targets -- -D warnings
	@tools/test.sh
	@CI=true tools/deny.sh

.PHONY: bench
bench: system-build $(VENDOR) ## Đo tốc độ
	@tools/bench.sh

.PHONY: samples
samples: build ## Một bản mẫu của mỗi loại văn bản vào target/samples
	@rm -rf target/samples target/samples-data
	@$(BINARY) demo --data target/samples-data --petitions 200 >/dev/null
	@$(BINARY) samples target/samples --data target/samples-data

.PHONY: check-papers
check-papers: samples ## Kiểm tra các bản mẫu bằng veraPDF (PDF/A, PDF/UA) và LibreOffice (DOCX)
	@tools/check-papers.sh target/samples

.PHONY: fmt
fmt: ## Định dạng lại mã nguồn Rust
	@cargo fmt --all

.PHONY: system-build system-test
system-build:
	@tools/system.sh build
system-test:
	@tools/system.sh test

node_modules/.installed: package.json package-lock.json .npmrc
	@echo "→ Cài gói npm theo package-lock.json"
	@npm ci --include=dev --no-progress
	@touch $@

# The script writes this file anew each time, so it is its own stamp.
$(VENDOR): node_modules/.installed crates/server/assets/vendor.mjs
	@echo "→ Chép phông chữ và kiểu dáng vào $(@D)"
	@node crates/server/assets/vendor.mjs
