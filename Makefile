# Every target says what it does while it does it; `make help` lists them.

PORT ?= 4000
CONFIG ?=
# On Linux the program holds Swift's own libraries: it starts sooner, takes 4 MB less and runs where there is no Swift.
STATIC = $(if $(filter Linux,$(shell uname)),--static-swift-stdlib)
# For all processors, unless a kind of them is named: x86-64-v3, native.
CPU ?=

.PHONY: help setup run build test lint

help:
	@echo 'make run      builds Parley and starts it on port 4000, with no configuration at all'
	@echo '              make run CONFIG=config.yaml PORT=4000 starts it with a configuration'
	@echo 'make build    builds the program for production: .build/release/parley'
	@echo '              make build CPU=x86-64-v3 for processors since 2013 only: a tenth less work for a frame of audio'
	@echo 'make test     sets everything up and runs the whole suite (about 10 minutes on a fresh clone)'
	@echo 'make lint     checks formatting, layers and forbidden constructs; builds nothing'
	@echo 'make setup    installs what building, running and testing need'

setup:
	@scripts/setup

build:
	@scripts/setup --run
	swift build -c release --product parley $(STATIC) $(if $(CPU),-Xcc -march=$(CPU))

run: build
	@exec .build/release/parley --port $(PORT) $(if $(CONFIG),--config $(CONFIG))

test:
	@scripts/test

lint:
	@scripts/lint
