//! The rules that say what a block is.

use crate::text::named;

named! {
    /// The rule that says what a block is.
    pub enum BlockRule {
        // Any stage.
        Blank "blank" "The text holds nothing visible.";
        Markup "markup" "Tags between two blocks, with what no reader sees.";
        Whole "whole" "Every line of a text that is all article is kept.";
        TitleAgain "title-again" "The words of the title, with or without a site's name.";
        RepeatedLine "repeated-line" "A line of eight words or more that the page has had before.";
        // What a phrase of lexicon/page.tsv, or what the line is made of, says.
        Signs "signs" "Signs, and no word.";
        Counter "counter" "Numbers, and no word.";
        Date "date" "Mostly words and numbers of dates, or the label of a date.";
        Age "age" "How long ago the page was written.";
        RelatedHeading "related-heading" "The heading of links to other stories.";
        More "more" "A link to more of the same.";
        CommentsHeading "comments-heading" "The heading of readers' comments.";
        CommentForm "comment-form" "A field or a rule of the form for comments.";
        Copyright "copyright" "Copyright and terms of use.";
        SiteLink "site-link" "A link that sites have in their frame.";
        Share "share" "A button that shares the page.";
        Button "button" "A button, or another part of the page's controls.";
        Follow "follow" "Asks to follow, subscribe or install.";
        Poll "poll" "A poll, or the line below its heading.";
        Tags "tags" "The heading of key words, with those in its line.";
        SourceLabel "source-label" "Begins as a line does that names the source.";
        BylineLabel "byline-label" "Begins as a line does that names the writer.";
        Agency "agency" "Names an agency, and says nothing.";
        CaptionLabel "caption-label" "Begins as the caption of a picture does.";
        EndMark "end-mark" "Marks the end of the article.";
        // Above the text.
        Title "title" "The line above the text that speaks most for being the headline.";
        TitleAbove "title-above" "Ends in a colon or dots, and the headline goes on with it.";
        AboveTitle "above-title" "A line above the headline of an article without furniture.";
        BelowTitle "below-title" "Some words between headline and text that say something.";
        HeadlineAbove "headline-above" "A long line above the title of a page: a link to another story.";
        Navigation "navigation" "A menu, or a short line above the title of a page.";
        SectionName "section-name" "The name of a section.";
        SiteName "site-name" "The name of the site: alone, or hanging on a title.";
        Clock "clock" "A time or a day without a date, on a page.";
        Name "name" "Looks like a name, or a place and a name.";
        ForeignName "foreign-name" "One or two words in another script, above the title.";
        Dateline "dateline" "A date, and words that a sentence cannot be made of.";
        Caption "caption" "Says who stands where in a picture, or who took it.";
        AboveByline "above-byline" "Looks like a name, and a byline stands below it: whom the picture shows.";
        Nominal "nominal" "Words without a verb between headline and text: what the picture shows.";
        Short "short" "A few words that no other rule speaks of.";
        SourceName "source-name" "A name below the label of the source.";
        // The text.
        Prose "prose" "Whole sentences.";
        RunningText "running-text" "Long, and with the words of running text, without an end.";
        Heading "heading" "A short line without an end, above a paragraph.";
        OneWord "one-word" "A word of furniture, alone among other lines, where nothing else speaks of a page.";
        Number "number" "Numbers between paragraphs, where nothing speaks of a page.";
        Dates "dates" "A date between paragraphs, where nothing speaks of a page.";
        LinksBetween "links-between" "Three to six headlines in a row between two paragraphs.";
        SourceInBrackets "source-in-brackets" "Ends with the source of a picture in brackets.";
        Credit "credit" "Names the writer, the agency or the maker of a picture.";
        ReadAlso "read-also" "A link to another story inside a paragraph.";
        SourceLink "source-link" "Names the source at the end of a paragraph.";
        // Links to other stories.
        RelatedList "related-list" "Stands below a heading of links to other stories.";
        RelatedDate "related-date" "The date of another story.";
        RelatedSection "related-section" "The section of another story.";
        // Below the text.
        BelowText "below-text" "Stands below the text, and nothing speaks against it.";
        NameBelow "name-below" "A name directly below the text: the writer's.";
        Initials "initials" "Initials of those who worked on the text.";
        Tag "tag" "A key word below the text.";
        HeadlineBelow "headline-below" "A headline below the text, with furniture around it.";
        DatedHeadline "dated-headline" "A headline with a date above or below it, or that date.";
        BelowFurniture "below-furniture" "Stands below the first furniture that ends an article.";
        Comment "comment" "Stands below the heading of readers' comments.";
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
