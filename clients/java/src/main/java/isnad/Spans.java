package isnad;

import isnad.v1.Span;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Extracts the text under spans.
 *
 * <p>Spans count UTF-16 code units, like {@link String#substring(int, int)}, unless the request sets another unit.
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
     * The parts of the text that several spans cover, joined by {@code " … "}: the words of a quote, which the text may interrupt.
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
