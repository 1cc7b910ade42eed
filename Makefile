# Dragoman. The targets are thin: the work is done by the scripts in tools/ and by Maven.

.DEFAULT_GOAL := help
.PHONY: help run test soak dist bench jmh build new-skill new-channel fast lint format verify clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

run: ## build what is stale and start in the foreground with the demo shop; Ctrl-C stops
	@exec tools/run

test: ## run every test: unit, in the container, on MariaDB, in a browser
	@exec tools/test

soak: ## the tests with faults in their long form; PARTS="kill swaps", SEED=N
	@exec tools/soak $(PARTS)

dist: ## build assembly/distribution/target/dragoman-VERSION.tar.gz
	@exec tools/dist

bench: ## put a fresh instance under load and print a table; ARGS="--profile bot --seconds 30"
	@exec tools/bench $(ARGS)

jmh: ## measure the hot paths alone; ARGS="RuleStage -p rules=100" for some of them
	@exec tools/jmh $(ARGS)

build: ## build everything and run the unit tests
	@tools/mvn -q install -DskipITs

new-skill: ## make a project for a skill of your own: NAME=size-advice
	@tools/new-plugin skill "$(NAME)" $(FOLDER)

new-channel: ## make a project for a channel of your own: NAME=my-platform
	@tools/new-plugin channel "$(NAME)" $(FOLDER)

fast: ## build without tests; M=core-bundles/rest builds one module
	@tools/mvn -q $(if $(M),-f $(M)) install -DskipTests -Dspotless.check.skip=true

lint: ## check formatting and compile with all checks
	@tools/mvn -q test-compile spotless:check

format: ## format all Java sources
	@tools/mvn -q spotless:apply

verify: lint test dist ## all that continuous integration does

clean: ## remove everything that was built
	@tools/mvn -q clean
	@rm -rf target
