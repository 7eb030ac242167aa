//! The binary: commands, progress, configuration.

fn main() {}
