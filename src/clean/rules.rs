//! The rules that decide what a block is.

use crate::text::named;

named! {
    /// The rule that decided what a block is.
    pub enum BlockRule {
        // Any stage.
        Blank "blank" "The text contains nothing visible.";
        Markup "markup" "Tags between two blocks, with text that no reader sees.";
        Whole "whole" "The text is all article, so every line is kept.";
        TitleAgain "title-again" "The words of the title, with or without a site's name.";
        RepeatedLine "repeated-line" "A line of eight words or more that already occurred on the page.";
        // Decided by a phrase of lexicon/page.tsv, or by the parts of the line.
        Signs "signs" "Signs without a word.";
        Counter "counter" "Numbers without a word.";
        Date "date" "Mostly words and numbers of dates, or the label of a date.";
        Age "age" "How long ago the page was written.";
        RelatedHeading "related-heading" "The heading of links to other stories.";
        More "more" "A link to more of the same.";
        CommentsHeading "comments-heading" "The heading of readers' comments.";
        CommentForm "comment-form" "A field or a rule of the comment form.";
        Copyright "copyright" "Copyright and terms of use.";
        SiteLink "site-link" "A link that sites show on every page.";
        Share "share" "A button that shares the page.";
        Button "button" "A button, or another part of the page's controls.";
        Follow "follow" "Asks to follow, subscribe or install.";
        Poll "poll" "A poll, or the line below its heading.";
        Tags "tags" "The heading of the tags, and the tags in its line.";
        SourceLabel "source-label" "Begins like a line that names the source.";
        BylineLabel "byline-label" "Begins like a line that names the writer.";
        Agency "agency" "Names an agency and says nothing else.";
        CaptionLabel "caption-label" "Begins like the caption of a picture.";
        EndMark "end-mark" "Marks the end of the article.";
        // Above the text.
        Title "title" "The line above the text that is most likely the headline.";
        TitleAbove "title-above" "Ends in a colon or dots, and the headline continues it.";
        AboveTitle "above-title" "A line above the headline of an article without boilerplate.";
        BelowTitle "below-title" "Words between the headline and the text that make a statement.";
        HeadlineAbove "headline-above" "A long line above the title of a page: a link to another story.";
        Navigation "navigation" "A menu, or a short line above the title of a page.";
        SectionName "section-name" "The name of a section.";
        SiteName "site-name" "The name of the site, alone or attached to a title.";
        Clock "clock" "A time or a day without a date, on a page.";
        Name "name" "Looks like a name, or a place and a name.";
        ForeignName "foreign-name" "One or two words in another script, above the title.";
        Dateline "dateline" "A date, and words that cannot form a sentence.";
        Caption "caption" "Says who is where in a picture, or who took it.";
        AboveByline "above-byline" "Looks like a name and is above a byline: the person in the picture.";
        Nominal "nominal" "Words without a verb between the headline and the text: what the picture shows.";
        Short "short" "A few words that no other rule covers.";
        SourceName "source-name" "A name below the label of the source.";
        // The text.
        Prose "prose" "Whole sentences.";
        RunningText "running-text" "Long, in the words of running text, without a final mark.";
        Heading "heading" "A short line without a final mark, above a paragraph.";
        OneWord "one-word" "A boilerplate word on its own line, in a text without other signs of a page.";
        Number "number" "Numbers between paragraphs, in a text without signs of a page.";
        Dates "dates" "A date between paragraphs, in a text without signs of a page.";
        LinksBetween "links-between" "Three to six headlines in a row between two paragraphs.";
        SourceInBrackets "source-in-brackets" "Ends with the source of a picture in brackets.";
        Credit "credit" "Names the writer, the agency or the creator of a picture.";
        ReadAlso "read-also" "A link to another story inside a paragraph.";
        SourceLink "source-link" "Names the source at the end of a paragraph.";
        // Links to other stories.
        RelatedList "related-list" "Below a heading of links to other stories.";
        RelatedDate "related-date" "The date of another story.";
        RelatedSection "related-section" "The section of another story.";
        // Below the text.
        BelowText "below-text" "Below the text, with nothing to suggest that it is not part of the article.";
        NameBelow "name-below" "A name directly below the text: the writer's.";
        Initials "initials" "Initials of the people who worked on the text.";
        Tag "tag" "A tag below the text.";
        HeadlineBelow "headline-below" "A headline below the text, among boilerplate.";
        DatedHeadline "dated-headline" "A headline with a date above or below it, or that date itself.";
        BelowFurniture "below-furniture" "Below the first boilerplate that ends an article.";
        Comment "comment" "Below the heading of readers' comments.";
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_rule_has_a_name_of_its_own_and_a_sentence() {
        let names: BTreeSet<_> = BlockRule::ALL.iter().map(|rule| rule.as_str()).collect();
        assert_eq!(names.len(), BlockRule::ALL.len());
        for rule in BlockRule::ALL {
            assert!(rule.meaning().ends_with('.'), "{rule}");
        }
    }
}
