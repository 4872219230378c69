package isnad;

import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** How often a stream is opened again, and how long to wait before it is. */
final class Backoff {
    private final int attempts;
    private final Duration first;
    private final Duration longest;
    private final double factor;
    private final Set<Code> codes;

    Backoff(int attempts, Duration first, Duration longest, double factor, Set<Code> codes) {
        this.attempts = attempts;
        this.first = first;
        this.longest = longest;
        this.factor = factor;
        this.codes = codes;
    }

    /** How many streams in a row may end without an answer. */
    int attempts() {
        return attempts;
    }

    /** Whether another attempt may mend what ended with this code. */
    boolean mends(Code code) {
        return codes.contains(code);
    }

    /** The wait after an attempt, counted from 0: what the server wants, or longer each time, and never all clients at once. */
    Duration pause(int attempt, Optional<Duration> wanted) {
        return wanted.orElseGet(() -> {
            double most = Math.min(first.toNanos() * Math.pow(factor, attempt), longest.toNanos());
            return Duration.ofNanos((long) ThreadLocalRandom.current().nextDouble(most / 2, most));
        });
    }
}
