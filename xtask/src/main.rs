//! Tasks of the workshop, run as `cargo xtask TASK`.

fn main() {}
