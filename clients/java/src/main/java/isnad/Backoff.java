package isnad;

import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** How often a stream is reopened, and how long to wait before each attempt. */
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

    /** The maximum number of consecutive streams without an answer. */
    int attempts() {
        return attempts;
    }

    /** Whether a retry can help after this status code. */
    boolean mends(Code code) {
        return codes.contains(code);
    }

    /** The delay after an attempt, counted from 0: the delay that the server requests, or exponential back-off; with jitter. */
    Duration pause(int attempt, Optional<Duration> wanted) {
        return wanted.orElseGet(() -> {
            double most = Math.min(first.toNanos() * Math.pow(factor, attempt), longest.toNanos());
            return Duration.ofNanos((long) ThreadLocalRandom.current().nextDouble(most / 2, most));
        });
    }
}
