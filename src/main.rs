//! The binary: nothing but a way into the library.

fn main() -> std::io::Result<()> {
    presscut::cli::extract::run()
}
