# The commands of a contributor's day. `just` lists them; each also shows what it runs.

# List the recipes
default:
    @just --list

# Build the binary for daily use
build:
    cargo build --release --locked

# All tests, as the README and CI run them
test *FILTER:
    cargo test --locked {{FILTER}}

# Formatting, lints, documentation and licences
lint:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets --locked -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked
    cargo deny check licenses bans sources

# A proof in its long form: just prove crash; crash, growth, harmless_output, damage, full_disk, concurrency, sql_attacks
prove NAME="":
    PRESSCUT_PROOFS=long cargo test --locked --test main proofs::{{NAME}} -- --nocapture --test-threads 1

# Fuzzing guided by coverage, a million runs a target: just fuzz, just fuzz 50000 search
fuzz RUNS="1000000" *TARGETS:
    crates/presscut-fuzz/run.sh {{RUNS}} {{TARGETS}}

# The bill of materials of the binary, as CycloneDX
sbom:
    .ci/sbom.py

# Licences, sources and known advisories of all packages; the last needs the network
audit:
    cargo deny --locked check

# All benchmarks, or one: just bench import
bench NAME="":
    cargo bench --locked {{ if NAME == "" { "" } else { "--bench " + NAME } }}

# Train the model that finds names from annotated articles (one JSON object a line)
train-entities ANNOTATED *OPTIONS:
    cargo run --release -p presscut-train --bin train_entities -- {{ANNOTATED}} {{OPTIONS}}

# Train the models that attribute quotes
train-quotes ANNOTATED *OPTIONS:
    cargo run --release -p presscut-train --bin train_quotes -- {{ANNOTATED}} {{OPTIONS}}

# Score quotes on annotated articles
score-quotes ANNOTATED *OPTIONS:
    cargo run --release -p presscut-train --bin score_quotes -- {{ANNOTATED}} {{OPTIONS}}

# The library's documentation, opened in a browser
docs:
    cargo doc --workspace --no-deps --open

# Everything that CI does
ci:
    bash .ci/run
