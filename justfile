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
