//! Sentences in other scripts end where UAX #29 ends them.

use isnad::{SegmentOptions, segment};
use unicode_segmentation::UnicodeSegmentation as _;

#[test]
fn other_scripts_are_split_by_uax_29() {
    for text in [
        "We did it. See you at home.",
        "It rose by 4.3 points. That was in 2014. Nobody knew why.",
        "It began at 5 p.m. on Monday, e.g. in the north. Was it late? No! It was early.",
        "She said \"It is over.\" Then she left. (It was late.) He stayed.",
        "Le ministre a parlé. Il est parti. Qui le remplace ?",
        "Министр ушёл. Кто его заменит? Никто не знает.",
        "Der Zug kam um 8.15 Uhr. Niemand stieg aus.  Er fuhr weiter.",
        "The address is www.difaf.example.com/a.b today. It works.",
        "It costs 5. (now) it does. Really.",
    ] {
        let wanted: Vec<&str> = text.split_sentence_bounds().map(str::trim).collect();
        let found = segment(text, &SegmentOptions::new());
        let found: Vec<&str> = found.iter().map(|sentence| sentence.span.slice(text)).collect();
        assert_eq!(found, wanted);
    }
}
