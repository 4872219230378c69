use std::collections::BTreeSet;

use serde_json::Value;

use super::report::MODULES;
use super::*;
use crate::clean::BlockRule;
use crate::quotes::{Identity, Resolution, Rule};

/// The maximum size of the page in bytes.
const MOST: usize = 150_000;

#[test]
fn all_files_of_the_page_are_small() {
    let sum: usize = ASSETS.iter().map(|asset| asset.body.len()).sum();
    let report = Report::new();
    assert!(sum <= MOST, "{sum} bytes");
    assert!(report.head.len() + report.tail.len() <= MOST, "{report:?}");
}

#[test]
fn nothing_is_fetched_from_elsewhere_and_nothing_is_inline() {
    for asset in ASSETS.iter().filter(|asset| asset.path != "/page/icon.svg") {
        // The SVG namespace is an address, but nothing is fetched from it.
        let body = asset.body.replace("\"http://www.w3.org/2000/svg\"", "");
        for foreign in ["http:", "https://", "@import", "url(", "eval(", "innerHTML", "insertAdjacent"] {
            assert!(!body.contains(foreign), "{foreign} in {}", asset.path);
        }
    }
    let page = asset("/").expect("the page").body;
    for inline in ["<style", "style=", "<script>", " onclick", " onload"] {
        assert!(!page.contains(inline), "{inline}");
    }
    assert!(!POLICY.contains("unsafe"));
}

#[test]
fn every_file_that_the_page_names_is_there() {
    for asset in ASSETS {
        for start in ["from \"./", "href=\"/", "src=\"/"] {
            let folder = if start.starts_with("from") { "/page/" } else { "/" };
            for rest in asset.body.split(start).skip(1) {
                let path = format!("{folder}{}", rest.split('"').next().unwrap_or_default());
                assert!(super::asset(&path).is_some(), "{} names {path}", asset.path);
            }
        }
    }
}

/// The names that a module defines at the top level.
fn names(module: &str) -> impl Iterator<Item = &str> {
    module.lines().filter_map(|line| {
        let line = line.strip_prefix("export ").unwrap_or(line);
        let line = line.strip_prefix("async ").unwrap_or(line);
        let rest =
            ["const ", "let ", "function ", "class "].iter().find_map(|word| line.strip_prefix(word))?;
        rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()
    })
}

#[test]
fn modules_can_be_written_as_one() {
    let mut known = BTreeSet::new();
    for module in MODULES {
        for line in module.lines().filter(|line| line.starts_with("import ")) {
            let imported = line.split(['{', '}']).nth(1).expect("names in braces on one line");
            for name in imported.split(',').map(str::trim) {
                assert!(known.contains(name), "{line}: {name} comes later");
            }
        }
        for name in names(module) {
            assert!(known.insert(name), "{name} is in two modules");
        }
    }
    let tail = Report::new().tail;
    assert!(!tail.contains("\nimport ") && !tail.contains("\nexport "));
    assert_eq!(tail.matches("</script").count(), 1, "no module ends the element");
}

#[test]
fn no_text_ends_the_element_that_holds_it() {
    let data = data(r#"{"text":"</script><script>alert(1)</script><!--"}"#);
    assert_eq!(data.matches('<').count(), 2);
    let (_, json) = data.split_once('>').expect("an opening tag");
    let (json, _) = json.rsplit_once('<').expect("a closing tag");
    let value: Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(value["text"], "</script><script>alert(1)</script><!--");
}

#[test]
fn each_rule_has_its_sentence_in_both_languages() {
    let source = asset("/page/rules.js").expect("the rules").body;
    let (start, end) = (source.find('{').expect("an object"), source.rfind('}').expect("an object"));
    let rules: Value = serde_json::from_str(&source[start..=end]).expect("the object is JSON");
    let blocks: Vec<_> = BlockRule::ALL.iter().map(|rule| (rule.as_str(), rule.meaning())).collect();
    let quotes: Vec<_> = Rule::ALL.iter().map(|rule| (rule.as_str(), rule.meaning())).collect();
    let places: Vec<_> = Resolution::all().map(|rule| (rule.as_str(), rule.meaning())).collect();
    let persons: Vec<_> = Identity::ALL.iter().map(|rule| (rule.as_str(), rule.meaning())).collect();
    for (group, names) in [("block", blocks), ("quote", quotes), ("where", places), ("who", persons)] {
        assert_eq!(rules[group].as_object().map(|group| group.len()), Some(names.len()), "{group}");
        for (name, meaning) in names {
            assert_eq!(rules[group][name][0], meaning, "{name}");
            let arabic = rules[group][name][1].as_str().unwrap_or_default();
            assert!(arabic.chars().any(|c| ('\u{621}'..='\u{64A}').contains(&c)), "{name}: {arabic}");
        }
    }
}
