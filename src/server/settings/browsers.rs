//! The types of settings about browsers.

use http::Uri;

use super::kinds::Kind;

/// Origins of web pages separated by commas, or a star for any.
pub(super) struct Origins;

impl Kind for Origins {
    type Value = Vec<String>;
    const PLACEHOLDER: &'static str = "ORIGINS";

    fn read(written: &str) -> Result<Vec<String>, String> {
        let origins: Vec<String> = written.split(',').map(|it| it.trim().to_ascii_lowercase()).collect();
        match origins.iter().find(|it| !is_origin(it)) {
            None => Ok(origins),
            Some(wrong) => {
                Err(format!("has {wrong:?}, which is not of the form https://host or http://host:port"))
            }
        }
    }

    fn show(value: &Vec<String>) -> String {
        value.join(",")
    }
}

/// Whether this is a scheme, a host and an optional port, as browsers write an origin; or a star.
fn is_origin(written: &str) -> bool {
    let bare = |uri: Uri| {
        let known = matches!(uri.scheme_str(), Some("http" | "https"));
        let authority = uri.authority().filter(|it| known && !it.as_str().contains('@'))?;
        Some(format!("{}://{authority}", uri.scheme_str()?))
    };
    written == "*" || written.parse().ok().and_then(bare).is_some_and(|it| it == written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_as_browsers_write_them() {
        let read = Origins::read("https://news.example, HTTP://localhost:8080");
        let read = read.expect("two origins");
        assert_eq!(read, ["https://news.example", "http://localhost:8080"]);
        assert_eq!(Origins::read(&Origins::show(&read)), Ok(read));
        assert_eq!(Origins::read("*"), Ok(vec!["*".to_owned()]));
        for wrong in ["", "news.example", "https://news.example/", "ftp://a", "https://a@b", "null", "a,,b"] {
            assert!(Origins::read(wrong).is_err(), "{wrong}");
        }
    }
}
