//! Parses the arguments and hands over.

use std::process::ExitCode;

fn main() -> ExitCode {
    motcua::cli::run(std::env::args_os().collect())
}
