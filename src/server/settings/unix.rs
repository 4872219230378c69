//! The types of settings about Unix sockets.

use super::kinds::Kind;

/// Permissions of a file, in octal.
pub(super) struct Mode;

impl Kind for Mode {
    type Value = u32;
    const PLACEHOLDER: &'static str = "MODE";

    fn read(written: &str) -> Result<u32, String> {
        let mode = u32::from_str_radix(written, 8).ok().filter(|mode| *mode <= 0o777);
        mode.ok_or_else(|| "is not a mode in octal, such as 660".to_owned())
    }

    fn show(value: &u32) -> String {
        format!("{value:o}")
    }
}

/// `on` or `off`.
pub(super) struct Switch;

impl Kind for Switch {
    type Value = bool;
    const PLACEHOLDER: &'static str = "SWITCH";

    fn read(written: &str) -> Result<bool, String> {
        match written {
            "on" => Ok(true),
            "off" => Ok(false),
            _ => Err("is neither on nor off".to_owned()),
        }
    }

    fn show(value: &bool) -> String {
        if *value { "on" } else { "off" }.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_octal_and_not_beyond_777() {
        assert_eq!(Mode::read("660"), Ok(0o660));
        assert_eq!(Mode::show(&0o600), "600");
        for bad in ["", "rw", "1777", "689", "-1"] {
            assert!(Mode::read(bad).is_err(), "{bad}");
        }
    }
}
