package isnad;

import isnad.v1.Span;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cuts spans out of the text of a request.
 *
 * <p>Spans count UTF-16 code units, as {@link String#substring(int, int)} does, unless the request asked for another unit.
 */
public final class Spans {
    private Spans() {}

    /**
     * The part of the text that a span covers.
     *
     * @param text the text of the request
     * @param span a span of its answer
     * @return the words
     * @throws IndexOutOfBoundsException if it is not a span of this text
     */
    public static String of(String text, Span span) {
        return text.substring(span.getStart(), span.getEnd());
    }

    /**
     * The parts of the text that several spans cover, joined by {@code " … "}: what a quote says, of which the text may break the words.
     *
     * @param text the text of the request
     * @param spans spans of its answer, such as {@code quote.getContentList()}
     * @return the words
     * @throws IndexOutOfBoundsException if one is not a span of this text
     */
    public static String of(String text, List<Span> spans) {
        return spans.stream().map(span -> of(text, span)).collect(Collectors.joining(" … "));
    }
}
