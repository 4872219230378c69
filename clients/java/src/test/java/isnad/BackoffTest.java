package isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = ServiceConfig.backoff();

    @Test
    void itIsTheOneThatTheServiceShips() {
        assertEquals(5, backoff.attempts());
        assertTrue(backoff.mends(Code.UNAVAILABLE) && backoff.mends(Code.RESOURCE_EXHAUSTED));
        assertFalse(backoff.mends(Code.INTERNAL));
    }

    @Test
    void pausesDoubleUpToABound() {
        for (int attempt = 0; attempt < 10; attempt++) {
            long most = Math.min(50L << attempt, 1000);
            long pause = backoff.pause(attempt, Optional.empty()).toMillis();
            assertTrue(pause >= most / 2 && pause <= most, attempt + ": " + pause);
        }
    }

    @Test
    void whatTheServerWantsGoesFirst() {
        assertEquals(Duration.ofSeconds(7), backoff.pause(0, Optional.of(Duration.ofSeconds(7))));
    }
}
