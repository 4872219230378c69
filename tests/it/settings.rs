//! Settings: their layers, `--check-config`, `--print-config`, and the page that lists them.
//!
//! After an intended change: `UPDATE=1 scripts/test settings` rewrites the table.

use std::fs;
use std::process::{Command, Output};

use isnad::server::{DECODING, MEMORY_AT_REST, MEMORY_OF_A_CONNECTION, Setting, Settings};

use crate::at;

const PAGE: &str = "docs/settings.md";
const HEAD: &str = "| key | flag | variable | default | what it does |\n| --- | --- | --- | --- | --- |\n";

/// Runs `isnad serve` with these flags, variables and lines of a file.
fn serve(flags: &[&str], variables: &[(&str, &str)], lines: Option<&str>) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_isnad"));
    for setting in Setting::ALL {
        command.env_remove(setting.variable());
    }
    command.arg("serve").args(flags).envs(variables.iter().copied()).current_dir(folder.path());
    if let Some(lines) = lines {
        fs::write(folder.path().join("isnad.toml"), lines).expect("a file");
        command.args(["--config", "isnad.toml"]);
    }
    command.output().expect("isnad runs")
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn flags_go_before_the_environment_before_the_file_before_the_defaults() {
    let file = "deadline = \"1s\"\nmax_waiting = 1\nmax_connections = 7\n";
    let variables = [("ISNAD_DEADLINE", "2s"), ("ISNAD_MAX_WAITING", "2")];
    let printed = stdout(&serve(&["--print-config", "--deadline", "3s"], &variables, Some(file)));
    for line in [
        "deadline = \"3s\" # --deadline",
        "max_waiting = \"2\" # ISNAD_MAX_WAITING",
        "max_connections = \"7\" # isnad.toml: max_connections",
        "max_in_work = \"auto\" # default",
    ] {
        assert!(printed.lines().any(|it| it == line), "{line} is not in\n{printed}");
    }
}

#[test]
fn what_is_printed_is_a_file_that_sets_the_same() {
    let values = |printed: &str| -> Vec<String> {
        printed.lines().map(|it| it.split(" #").next().unwrap_or_default().to_owned()).collect()
    };
    let first = stdout(&serve(&["--print-config", "--max-text-bytes", "3KiB", "--log", "debug"], &[], None));
    let again = stdout(&serve(&["--print-config"], &[], Some(&first)));
    assert_eq!(values(&first), values(&again));
    assert_eq!(first.lines().count(), Setting::ALL.len());
}

#[test]
fn all_errors_of_all_layers_come_at_once_and_say_where() {
    let file = "max_wating = 1\nlisten = true\nmax_connections = 0\n";
    let output = serve(
        &["--check-config", "--deadline", "soon", "--log", "isnad=loud"],
        &[("ISNAD_INLINE_BYTES", "8x")],
        Some(file),
    );
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    for words in [
        "isnad.toml: max_wating is not a setting",
        "isnad.toml: listen is neither",
        "isnad.toml: max_connections must not be 0",
        "--deadline is not a time",
        "ISNAD_INLINE_BYTES is not a size",
        "--log is not a log filter",
    ] {
        assert!(told.contains(words), "{words} is not in\n{told}");
    }
    assert_eq!(told.lines().count(), 6, "{told}");
}

#[test]
fn a_file_that_is_not_there_or_not_toml_is_an_error() {
    let output = serve(&["--check-config", "--config", "nowhere.toml"], &[], None);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere.toml"));
    let output = serve(&["--check-config"], &[], Some("deadline = \"1s\"\nmax_waiting = = 3\n"));
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("isnad.toml, line 2") && told.lines().count() == 1, "{told}");
}

#[test]
fn good_settings_are_checked_without_a_word() {
    let output = serve(&["--check-config"], &[], Some("deadline = \"1s\"\n"));
    assert!(stdout(&output).is_empty() && output.stderr.is_empty());
}

/// The formula in `docs/operations.md` is that of the code, and the shipped limit is its result for the shipped settings.
#[test]
fn the_memory_that_is_stated_is_that_of_the_code() {
    let (rest, connection) = (MEMORY_AT_REST >> 20, MEMORY_OF_A_CONNECTION >> 10);
    let formula = format!(
        "`memory_budget + {rest} MiB + max_connections × {connection} KiB + cores × {DECODING} × max_message_bytes`"
    );
    let limit = Settings::default().memory_limit(4) >> 20;
    let page = include_str!("../../docs/operations.md");
    assert!(page.contains(&formula), "docs/operations.md lacks {formula}");
    assert!(page.contains(&format!("{limit} MiB with the defaults on four cores")), "{limit}");
    let toml = include_str!("../../deploy/kubernetes/base/isnad.toml");
    for key in ["memory_budget", "max_message_bytes"] {
        assert!(!toml.contains(key), "the shipped settings leave {key} at its default");
    }
    let connections = toml.lines().find_map(|line| line.strip_prefix("max_connections = "));
    let max_connections = connections.and_then(|it| it.parse().ok()).expect("a number");
    let limit = Settings { max_connections, ..Settings::default() }.memory_limit(4) >> 20;
    let deployment = include_str!("../../deploy/kubernetes/base/deployment.yaml");
    assert!(deployment.contains(&format!("limits: {{ memory: {limit}Mi }}")), "{limit}");
}

#[test]
fn the_page_lists_each_setting() {
    let row = |it: &Setting| {
        let (key, flag, variable) = (it.key, it.flag(), it.variable());
        format!(
            "| `{key}` | `--{flag} {}` | `{variable}` | `{}` | {} |\n",
            it.placeholder, it.default, it.help
        )
    };
    let table: String = [HEAD.to_owned()].into_iter().chain(Setting::ALL.iter().map(row)).collect();
    let page = fs::read_to_string(at(PAGE)).expect(PAGE);
    let start = page.find(HEAD).expect("the head of the table");
    let end = page[start..].find("\n\n").map_or(page.len(), |at| start + at + 1);
    if std::env::var_os("UPDATE").is_some() {
        let updated = [&page[..start], &table, &page[end..]].concat();
        fs::write(at(PAGE), updated).expect("docs/settings.md can be written");
    } else {
        assert_eq!(&page[start..end], table, "UPDATE=1 scripts/test settings updates it");
    }
}
