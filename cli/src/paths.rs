//! File names: extensions, and the id derived from a name.

use std::ffi::OsStr;
use std::path::Path;

/// Extensions of compressed files; [`crate::packed`] checks the bytes instead.
const PACKED: [&str; 3] = ["gz", "zst", "xz"];

/// Whether a file's extension is one of these, in any case.
pub fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let found = path.extension().unwrap_or(OsStr::new(""));
    extensions.iter().any(|extension| found.eq_ignore_ascii_case(extension))
}

/// Whether a file's name indicates that it is compressed.
pub fn is_packed(path: &Path) -> bool {
    has_extension(path, &PACKED)
}

/// A path without the extension of its compression.
pub fn unpacked(path: &Path) -> &Path {
    let packed = is_packed(path).then(|| path.file_stem()).flatten();
    packed.map_or(path, Path::new)
}

/// A file's name without its extension: its id.
pub fn stem(path: &Path) -> String {
    let path = unpacked(path);
    path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Whether a name begins with a dot.
pub fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_neither_extension() {
        let cases = [("d/a.txt", "a"), ("a.b.txt.gz", "a.b"), ("a.ZST", "a"), ("a", "a"), (".xz", ".xz")];
        for (path, id) in cases {
            assert_eq!(stem(Path::new(path)), id, "{path}");
        }
    }
}
