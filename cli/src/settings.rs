//! Merging the server's settings: defaults, then a file, then the environment, then flags. Later layers win.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::error::Error;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use isnad::server::{Setting, Settings};
use toml::{Table, Value};

/// The values from flags and the environment, by key.
#[derive(Clone, Debug, Default)]
pub struct Given(BTreeMap<&'static str, Written>);

/// A value as written by the user.
#[derive(Clone, Debug)]
struct Written {
    value: String,
    /// Its origin: the start of an error message.
    origin: String,
}

/// The settings in force, and the origin of each.
#[derive(Debug)]
pub struct Settled {
    /// The merged settings.
    pub settings: Settings,
    origins: BTreeMap<&'static str, String>,
}

/// One flag and one variable for each setting.
impl Args for Given {
    fn augment_args(command: Command) -> Command {
        Setting::ALL.iter().fold(command, |command, it| {
            let help = format!("{} [default: {}]", it.help, it.default);
            command.arg(
                Arg::new(it.key).long(it.flag()).env(it.variable()).value_name(it.placeholder).help(help),
            )
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Given {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut given = Self::default();
        given.update_from_arg_matches(matches)?;
        Ok(given)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for setting in Setting::ALL {
            let Some(value) = matches.get_one::<String>(setting.key) else { continue };
            let origin = match matches.value_source(setting.key) {
                Some(ValueSource::EnvVariable) => setting.variable(),
                _ => format!("--{}", setting.flag()),
            };
            self.0.insert(setting.key, Written { value: value.clone(), origin });
        }
        Ok(())
    }
}

impl Given {
    /// Merges all layers, or returns all their errors.
    pub fn settle(self, file: Option<&Path>) -> Result<Settled, Vec<String>> {
        let (mut written, mut errors) = file.map(read_file).unwrap_or_default();
        written.extend(self.0);
        let mut settings = Settings::default();
        let mut origins = BTreeMap::new();
        for setting in Setting::ALL {
            let Some(Written { value, origin }) = written.remove(setting.key) else { continue };
            match setting.set(&mut settings, &value) {
                Ok(()) => drop(origins.insert(setting.key, origin)),
                Err(error) => errors.push(format!("{origin} {error}")),
            }
        }
        // Contradictions are reported along with invalid values, which are replaced by their defaults here.
        errors.extend(settings.errors());
        if errors.is_empty() { Ok(Settled { settings, origins }) } else { Err(errors) }
    }
}

/// The values that a file sets, and its errors.
fn read_file(path: &Path) -> (BTreeMap<&'static str, Written>, Vec<String>) {
    let mut written = BTreeMap::new();
    let name = path.display();
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return (written, vec![format!("{name}: {error}")]),
    };
    let table: Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let line = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            return (written, vec![format!("{name}, line {line}: {}", error.message())]);
        }
    };
    let mut errors = Vec::new();
    for (key, value) in table {
        let origin = format!("{name}: {key}");
        match (Setting::ALL.iter().find(|it| it.key == key), plain(&value)) {
            (None, _) => errors.push(format!("{origin} is not a setting")),
            (_, None) => errors.push(format!("{origin} is neither a string nor a whole number")),
            (Some(setting), Some(value)) => drop(written.insert(setting.key, Written { value, origin })),
        }
    }
    (written, errors)
}

/// A file's value, written as for a flag.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

impl Settled {
    /// The settings as a file that sets the same values, each with its origin.
    pub fn printed(&self) -> String {
        let line = |it: &Setting| {
            let value = Value::String(it.show(&self.settings));
            let origin = self.origins.get(it.key).map_or("default", String::as_str);
            format!("{} = {value} # {origin}\n", it.key)
        };
        Setting::ALL.iter().map(line).collect()
    }
}

/// The path of the settings file.
#[derive(Clone, Debug, Args)]
pub struct File {
    /// A settings file in TOML, as --print-config prints it; environment variables and flags override it
    #[arg(long = "config", env = "ISNAD_CONFIG", value_name = "FILE")]
    pub path: Option<PathBuf>,
}
