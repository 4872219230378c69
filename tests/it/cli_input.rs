//! The input of the command line: large, compressed, in nested folders, in another encoding; and its own messages.

use std::fs::{self, File};
use std::io::Write;
use std::time::{Duration, Instant};

use crate::cli::{ARTICLE, command, finish, folder, run_in, run_with, write};

#[test]
fn a_file_over_four_gibibytes_is_refused_before_it_is_read() {
    let dir = folder(&[]);
    // A sparse file: it takes no space, and seconds to read.
    let large = File::create(dir.path().join("large.txt")).expect("a file");
    large.set_len((4 << 30) + 1).expect("a large file");
    let start = Instant::now();
    let named = run_in(&dir, &["analyze", "large.txt"]);
    let standard = finish(
        command(&["analyze", "--input", "text"])
            .stdin(File::open(dir.path().join("large.txt")).expect("a file")),
    );
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert_eq!((named.code, &*named.stderr), (Some(1), "isnad: large.txt: larger than 4 GiB\n"));
    assert_eq!((standard.code, &*standard.stderr), (Some(1), "isnad: standard input: larger than 4 GiB\n"));
}

#[test]
fn an_id_of_any_length_goes_out_as_it_came_in() {
    for id in ["18446744073709551616", "123456789012345678901234567890", "-9223372036854775809", "0.10"] {
        let line = format!("{{\"id\": {id}, \"text\": \"قال الوزير نعم.\"}}\n");
        let outcome = run_with(&["segment", "-f", "jsonl"], &line);
        assert!(outcome.check_clean().stdout.starts_with(&format!("{{\"id\":{id},")), "{}", outcome.stdout);
    }
}

#[test]
fn recursive_reads_the_folders_below_and_names_them_in_ids() {
    let dir = folder(&[("b.txt", ARTICLE)]);
    for below in ["2024/01", "2025", ".hidden", "empty"] {
        fs::create_dir_all(dir.path().join(below)).expect("a folder");
    }
    for name in ["2024/01/a.txt", "2024/a.txt", "2025/a.md", "2025/.a.txt", ".hidden/a.txt"] {
        write(dir.path(), name, ARTICLE.as_bytes());
    }
    // A link to a parent does not make the walk endless.
    std::os::unix::fs::symlink(dir.path(), dir.path().join("2025/up")).expect("a link");
    let outcome = run_in(&dir, &["segment", "-f", "jsonl", "--recursive", "."]);
    assert_eq!(outcome.check_clean().ids(), ["2024/01/a", "2024/a", "b"]);
    assert_eq!(run_in(&dir, &["segment", "-f", "jsonl", "."]).check_clean().ids(), ["b"]);
}

/// Compresses bytes.
type Pack = fn(&[u8]) -> Vec<u8>;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).expect("packed")
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::XzOptions::default();
    let mut packer = lzma_rust2::XzWriter::new(Vec::new(), options).expect("a packer");
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

#[test]
fn gzip_zstandard_and_xz_are_read() {
    let plain = run_with(&["segment"], ARTICLE);
    let packings: [(&str, Pack); 3] = [("gz", gzip), ("zst", zstandard), ("xz", xz)];
    for (extension, pack) in packings {
        // Two concatenated compressed texts are one text.
        let (first, second) = ARTICLE.split_at(ARTICLE.find('\n').expect("a line"));
        let packed = [pack(first.as_bytes()), pack(second.as_bytes())].concat();
        let dir = folder(&[]);
        write(dir.path(), &format!("page.txt.{extension}"), &packed);
        let line = format!("{}\n", serde_json::json!({ "id": "1", "text": ARTICLE }));
        write(dir.path(), &format!("lines.jsonl.{extension}"), &pack(line.as_bytes()));
        assert_eq!(
            run_in(&dir, &["segment", &format!("page.txt.{extension}")]).check_clean().stdout,
            plain.stdout
        );
        let both = run_in(&dir, &["segment", "-f", "jsonl", ".", &format!("lines.jsonl.{extension}")]);
        assert_eq!(both.check_clean().ids(), ["page", "1"], "{extension}");
        let standard = File::open(dir.path().join(format!("page.txt.{extension}"))).expect("a file");
        assert_eq!(finish(command(&["segment"]).stdin(standard)).check_clean().stdout, plain.stdout);

        // A truncated file is a bad document, and the rest continues.
        write(dir.path(), "short.txt", &pack(ARTICLE.as_bytes())[..40]);
        let outcome = run_in(&dir, &["segment", "-f", "jsonl", "."]);
        assert_eq!((outcome.code, outcome.ids().len()), (Some(1), 2), "{extension}: {}", outcome.stderr);
        assert!(outcome.stderr.starts_with("isnad: ./short.txt: "), "{}", outcome.stderr);
    }
}

#[test]
fn a_text_in_another_encoding_gets_a_hint_that_names_it() {
    let dir = folder(&[]);
    let units =
        |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<_>>();
    write(dir.path(), "little.txt", &units(&format!("\u{FEFF}{ARTICLE}"), u16::to_le_bytes));
    write(dir.path(), "bare.txt", &units(ARTICLE, u16::to_le_bytes));
    write(dir.path(), "big.txt", &units(ARTICLE, u16::to_be_bytes));
    // "قال الوزير سليم الراوي إن الجسر سيفتح من جديد"
    let windows = b"\xDE\xC7\xE1 \xC7\xE1\xE6\xD2\xED\xD1 \xD3\xE1\xED\xE3 \xC7\xE1\xD1\xC7\xE6\xED \xC5\xE4 \xC7\xE1\xCC\xD3\xD1 \xD3\xED\xDD\xCA\xCD \xE3\xE4 \xCC\xCF\xED\xCF";
    write(dir.path(), "windows.txt", windows);
    for (file, name) in
        [("little", "UTF-16LE"), ("bare", "UTF-16LE"), ("big", "UTF-16BE"), ("windows", "windows-1256")]
    {
        let outcome = run_in(&dir, &["clean", &format!("{file}.txt")]);
        let hint = format!("it looks like {name}, which iconv -f {name} -t UTF-8 converts");
        assert!(outcome.code == Some(1) && outcome.stderr.contains(&hint), "{file}: {}", outcome.stderr);
    }
}

#[test]
fn explain_says_when_no_sentence_holds_the_words() {
    let outcome = run_with(&["explain", "--match", "كلمات ليست هنا"], ARTICLE);
    let message = "No sentence contains these words; --match compares them exactly as written.\n";
    assert_eq!(outcome.check_clean().stdout.trim_start_matches('\n'), message);
    let found = run_with(&["explain", "--match", "سليم الراوي", "--stage", "cues"], ARTICLE);
    assert!(found.check_clean().stdout.contains("Cues") && !found.stdout.contains("No sentence"));
}

#[test]
fn each_shell_gets_its_completions() {
    for (shell, words) in [("bash", "complete -F"), ("zsh", "#compdef isnad"), ("fish", "complete -c isnad")]
    {
        let outcome = command(&["completions", shell]).output().expect("isnad runs");
        let script = String::from_utf8(outcome.stdout).expect("UTF-8");
        assert!(outcome.status.success() && script.contains(words), "{shell}");
        assert!(script.contains("check-config") && script.contains("recursive"), "{shell}");
    }
}

#[test]
fn each_command_has_a_page_of_the_manual() {
    let dir = folder(&[]);
    run_in(&dir, &["man", "."]).check_clean();
    for (page, words) in
        [("isnad", "explain"), ("isnad-serve", "listen\\-mode"), ("isnad-analyze", "recursive")]
    {
        let page = fs::read_to_string(dir.path().join(format!("{page}.1"))).expect("a page");
        assert!(page.contains(".TH") && page.contains(words), "{page}");
    }
    let outcome = run_in(&dir, &["man", "nowhere"]);
    assert_eq!((outcome.code, &*outcome.stderr), (Some(1), "isnad: nowhere: No such file or directory\n"));
}
