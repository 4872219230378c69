//! The rules that say what a block is: their names, as blocks give them, and what each means.

/// What the rule of a block means, in a sentence; none for a name that no rule has.
#[must_use]
pub fn rule_says(name: &str) -> Option<&'static str> {
    RULES.iter().find(|(rule, _)| *rule == name).map(|(_, says)| *says)
}

/// Names and meanings, by the stage that uses them.
#[rustfmt::skip]
const RULES: &[(&str, &str)] = &[
    // Any stage.
    ("text", "No rule speaks of it; it is kept."),
    ("blank", "The text holds nothing visible."),
    ("whole", "Every line of a text that is all article is kept."),
    ("title-again", "The words of the title, with or without a site's name."),
    ("repeated-line", "A line of eight words or more that the page has had before."),
    // What a phrase of lexicon/page.tsv, or what the line is made of, says.
    ("signs", "Signs, and no word."),
    ("counter", "Numbers, and no word."),
    ("date", "Mostly words and numbers of dates, or the label of a date."),
    ("age", "How long ago the page was written."),
    ("related-heading", "The heading of links to other stories."),
    ("more", "A link to more of the same."),
    ("comments-heading", "The heading of readers' comments."),
    ("comment-form", "A field or a rule of the form for comments."),
    ("copyright", "Copyright and terms of use."),
    ("site-link", "A link that sites have in their frame."),
    ("share", "A button that shares the page."),
    ("button", "A button, or another part of the page's controls."),
    ("follow", "Asks to follow, subscribe or install."),
    ("poll", "A poll, or the line below its heading."),
    ("tags", "The heading of key words, with those in its line."),
    ("source-label", "Begins as a line does that names the source."),
    ("byline-label", "Begins as a line does that names the writer."),
    ("agency", "Names an agency, and says nothing."),
    ("caption-label", "Begins as the caption of a picture does."),
    ("end-mark", "Marks the end of the article."),
    // Above the text.
    ("title", "The line above the text that speaks most for being the headline."),
    ("title-above", "Ends in a colon or dots, and the headline goes on with it."),
    ("above-title", "A line above the headline of an article without furniture."),
    ("below-title", "Some words between headline and text that say something."),
    ("headline-above", "A long line above the title of a page: a link to another story."),
    ("navigation", "A menu, or a short line above the title of a page."),
    ("section-name", "The name of a section."),
    ("site-name", "The name of the site: alone, or hanging on a title."),
    ("clock", "A time or a day without a date, on a page."),
    ("name", "Looks like a name, or a place and a name."),
    ("foreign-name", "One or two words in another script, above the title."),
    ("dateline", "A date, and words that a sentence cannot be made of."),
    ("caption", "Says who stands where in a picture, or who took it."),
    ("above-byline", "Looks like a name, and a byline stands below it: whom the picture shows."),
    ("nominal", "Words without a verb between headline and text: what the picture shows."),
    ("short", "A few words that no other rule speaks of."),
    ("source-name", "A name below the label of the source."),
    // The text.
    ("prose", "Whole sentences."),
    ("running-text", "Long, and with the words of running text, without an end."),
    ("heading", "A short line without an end, above a paragraph."),
    ("one-word", "A word of furniture, alone among other lines, where nothing else speaks of a page."),
    ("number", "Numbers between paragraphs, where nothing speaks of a page."),
    ("dates", "A date between paragraphs, where nothing speaks of a page."),
    ("links-between", "Three to six headlines in a row between two paragraphs."),
    ("source-in-brackets", "Ends with the source of a picture in brackets."),
    ("credit", "Names the writer, the agency or the maker of a picture."),
    ("read-also", "A link to another story inside a paragraph."),
    ("source-link", "Names the source at the end of a paragraph."),
    // Links to other stories.
    ("related-list", "Stands below a heading of links to other stories."),
    ("related-date", "The date of another story."),
    ("related-section", "The section of another story."),
    // Below the text.
    ("below-text", "Stands below the text, and nothing speaks against it."),
    ("name-below", "A name directly below the text: the writer's."),
    ("initials", "Initials of those who worked on the text."),
    ("tag", "A key word below the text."),
    ("headline-below", "A headline below the text, with furniture around it."),
    ("dated-headline", "A headline with a date above or below it, or that date."),
    ("below-furniture", "Stands below the first furniture that ends an article."),
    ("comment", "Stands below the heading of readers' comments."),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The strings in the code of this folder that look like names of rules.
    fn named_in_code() -> BTreeSet<String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/clean");
        let mut names = BTreeSet::new();
        for file in std::fs::read_dir(folder).expect("the folder") {
            let path = file.expect("a file").path();
            let is_code = !["rules.rs", "steps.rs"].iter().any(|name| path.ends_with(name));
            let code = std::fs::read_to_string(&path).expect("UTF-8");
            let code = code.split("#[cfg(test)]").next().unwrap_or_default();
            let code: String = code.lines().filter_map(|line| line.split("//").next()).collect();
            let strings = code.split('"').skip(1).step_by(2).filter(|_| is_code);
            let name = |s: &&str| s.len() > 2 && s.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            names.extend(strings.filter(name).map(str::to_owned));
        }
        names
    }

    #[test]
    fn each_rule_in_the_code_is_explained_once_and_none_besides() {
        let explained: BTreeSet<String> = RULES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(explained.len(), RULES.len(), "a rule is explained twice");
        assert_eq!(explained, named_in_code());
        assert!(RULES.iter().all(|(_, says)| says.ends_with('.')));
    }
}
