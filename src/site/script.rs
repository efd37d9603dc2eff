//! Scripts as a phone fetches them: short names, no comments, no spaces.

use anyhow::{Result, bail};
use oxc::{
    allocator::Allocator,
    codegen::{Codegen, CodegenOptions},
    minifier::{Minifier, MinifierOptions},
    parser::Parser,
    span::SourceType,
};

/// Returns a script that does the same in fewer bytes.
///
/// # Errors
///
/// A script that is not JavaScript; its name and the first fault.
pub fn small(name: &str, source: &str, kind: SourceType) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, kind).parse();
    if let Some(fault) = parsed.errors.first() {
        bail!("`{name}` is not JavaScript: {fault}");
    }
    let mut program = parsed.program;
    let renamed = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    Ok(Codegen::new().with_options(CodegenOptions::minify()).with_scoping(renamed.scoping).build(&program).code)
}
