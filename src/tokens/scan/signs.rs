//! Reads tokens that are not words: numbers, signs and line ends. Each function moves the cursor to the end of its token.

use super::cursor::Cursor;
use crate::text::letter::{self, Class};
use crate::tokens::TokenKind;

/// Reads a number and returns the number of its digits.
pub fn number(cursor: &mut Cursor<'_>) -> u32 {
    let mut digits = 0;
    let mut end = cursor.at;
    loop {
        let (class, length) = cursor.look(cursor.at);
        match class {
            letter::DIGIT => digits += 1,
            letter::FORMAT => {
                cursor.at += length;
                continue;
            }
            letter::EXTEND => {}
            letter::STOP | letter::COMMA | letter::COLON | letter::SYMBOL | letter::DASH
                if joins_number(cursor, length) => {}
            _ => break,
        }
        cursor.at += length;
        end = cursor.at;
    }
    cursor.at = end;
    cursor.end_cluster(false);
    digits
}

/// Returns whether the sign at the cursor is between two digits (`4.3`, `16،00`, `12/08/2014`).
fn joins_number(cursor: &mut Cursor<'_>, length: usize) -> bool {
    let joins = cursor.character(cursor.at);
    if !matches!(joins, Some('.' | ',' | '،' | '٫' | '٬' | ':' | '/' | '-')) {
        return false;
    }
    let mut at = cursor.at + length;
    for _ in 0..4 {
        match cursor.look(at) {
            (letter::DIGIT, _) => return true,
            (letter::EXTEND | letter::FORMAT, skip) => at += skip,
            _ => return false,
        }
    }
    false
}

/// Reads line ends with only white space between them. Returns their number, and the end of the white space after them.
pub fn line_ends(cursor: &mut Cursor<'_>) -> (u32, usize) {
    let mut lines = 0;
    let mut last = cursor.at;
    loop {
        let (class, length) = cursor.look(cursor.at);
        match class {
            letter::NEWLINE => {
                let pair = cursor.bytes.get(cursor.at..cursor.at + 2) == Some(b"\r\n".as_slice());
                cursor.at += if pair { 2 } else { length };
                lines += 1;
                last = cursor.at;
            }
            letter::SPACE | letter::EXTEND | letter::FORMAT | letter::CONTROL => cursor.at += length,
            _ => break,
        }
    }
    (lines, std::mem::replace(&mut cursor.at, last))
}

/// Reads a tatweel without a letter before it: a dash.
pub fn tatweel(cursor: &mut Cursor<'_>) {
    while matches!(cursor.look(cursor.at).0, letter::TATWEEL | letter::EXTEND) {
        cursor.at += cursor.look(cursor.at).1;
    }
    cursor.end_cluster(false);
}

/// Reads a sign of a class. Returns its kind, and the number of characters.
pub fn sign(cursor: &mut Cursor<'_>, class: Class) -> (TokenKind, u32) {
    let start = cursor.at;
    let kind = kind(class);
    let limit = limit(kind);
    let mut signs = 0;
    loop {
        let (next, length) = cursor.look(cursor.at);
        match next {
            _ if next == class && signs < limit && (signs == 0 || is_same(cursor, start)) => signs += 1,
            letter::EXTEND => {}
            _ => break,
        }
        cursor.at += length;
    }
    cursor.end_cluster(false);
    match (kind, signs) {
        (TokenKind::Apostrophe, 2) => (TokenKind::Quote, signs),
        _ => (kind, signs),
    }
}

const fn kind(class: Class) -> TokenKind {
    match class {
        letter::QUOTE => TokenKind::Quote,
        letter::APOSTROPHE => TokenKind::Apostrophe,
        letter::OPEN => TokenKind::Open,
        letter::CLOSE => TokenKind::Close,
        letter::STOP => TokenKind::Stop,
        letter::QUERY => TokenKind::Query,
        letter::ELLIPSIS => TokenKind::Ellipsis,
        letter::COMMA => TokenKind::Comma,
        letter::SEMICOLON => TokenKind::Semicolon,
        letter::COLON => TokenKind::Colon,
        letter::DASH => TokenKind::Dash,
        _ => TokenKind::Symbol,
    }
}

/// The maximum number of characters: runs of full stops and question marks are one token, and two apostrophes are one mark.
const fn limit(kind: TokenKind) -> u32 {
    match kind {
        TokenKind::Stop | TokenKind::Query | TokenKind::Ellipsis | TokenKind::Dash => u32::MAX,
        TokenKind::Apostrophe => 2,
        _ => 1,
    }
}

/// Returns whether the character at the cursor equals the one at `start`, if that matters.
fn is_same(cursor: &Cursor<'_>, start: usize) -> bool {
    let pair = (cursor.character(start), cursor.character(cursor.at));
    matches!(pair, (Some(a), Some(b)) if a == b || !matches!(a, '‘' | '’' | '\''))
}
