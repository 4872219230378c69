package isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import isnad.v1.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpansTest {
    private static Span span(int start, int end) {
        return Span.newBuilder().setStart(start).setEnd(end).build();
    }

    @Test
    void aSpanCountsUtf16CodeUnits() {
        assertEquals("السد", Spans.of("😀 السد", span(3, 7)));
        assertEquals("سَدّ", Spans.of("سَدّ آمن", span(0, 4)));
    }

    @Test
    void partsOfAQuoteAreJoined() {
        assertEquals("a … c", Spans.of("a b c", List.of(span(0, 1), span(4, 5))));
    }

    @Test
    void aSpanOfAnotherTextIsRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> Spans.of("a", span(0, 2)));
    }
}
