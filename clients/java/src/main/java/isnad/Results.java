package isnad;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import isnad.v1.AnalyzeStreamRequest;
import isnad.v1.AnalyzeStreamResponse;
import isnad.v1.TextServiceGrpc;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The results of {@link IsnadCalls#analyzeMany}: one for each document, in their order, once.
 *
 * <p>The documents are read by the thread that iterates, and only as far as the stream has room. One thread at a time may iterate; any may close.
 * Iterating throws {@link IsnadException} when the stream cannot go on, and what the documents themselves throw, after the results of those
 * before. Iterating to the end closes the stream; whoever may stop early closes it by {@code try}.
 */
public final class Results implements Iterable<Result>, AutoCloseable {
    private static final Backoff BACKOFF = ServiceConfig.backoff();

    private final Connection connection;
    private final Metadata metadata;
    private final int inFlight;
    private final Iterator<AnalyzeStreamRequest> source;
    /** Documents that were taken from the source and have no answer. */
    private final Deque<AnalyzeStreamRequest> unanswered = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Iterator<Result> iterator = new Answers();

    /** Whether the source has no more. */
    private boolean exhausted;
    /** What the source has thrown. */
    private RuntimeException thrown;
    /** The stream that is open; none before the first document. */
    private Exchange<AnalyzeStreamRequest, AnalyzeStreamResponse> exchange;

    Results(Connection connection, Metadata metadata, Iterator<AnalyzeStreamRequest> source, int inFlight) {
        if (inFlight < 1) throw new IllegalArgumentException("inFlight must be at least 1");
        this.connection = connection;
        this.metadata = metadata;
        this.source = source;
        this.inFlight = inFlight;
    }

    /**
     * The results. There is one iterator: a second call goes on where the first one is.
     *
     * @return the iterator
     */
    @Override
    public Iterator<Result> iterator() {
        return iterator;
    }

    /**
     * The results as a stream, which closes this when it is closed.
     *
     * @return the stream, sequential
     */
    public Stream<Result> stream() {
        int kind = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, kind), false).onClose(this::close);
    }

    /** Ends the stream, whatever goes on. Documents that have no result get none. */
    @Override
    public synchronized void close() {
        closed.countDown();
        if (exchange != null) exchange.cancel();
    }

    private final class Answers implements Iterator<Result> {
        private Result next;

        @Override
        public boolean hasNext() {
            if (next == null && !isClosed()) next = advance();
            return next != null;
        }

        @Override
        public Result next() {
            if (!hasNext()) throw new NoSuchElementException();
            Result result = next;
            next = null;
            return result;
        }
    }

    /** The next result; null after the last one. */
    private Result advance() {
        try {
            fill();
            if (!unanswered.isEmpty()) {
                AnalyzeStreamResponse answer = answer();
                return new Result(unanswered.remove(), answer);
            }
        } catch (Throwable failed) {
            close();
            throw failed;
        }
        end();
        if (thrown != null) throw thrown;
        return null;
    }

    /** Takes a document for the one that was answered, and more as long as there is nothing else to do. */
    private void fill() {
        while (!exhausted && unanswered.size() < inFlight) {
            take();
            if (exchange != null && exchange.hasNews()) return;
        }
    }

    private void take() {
        Optional<AnalyzeStreamRequest> document = read();
        synchronized (this) {
            if (isClosed()) return;
            document.ifPresent(this::send);
            if (exhausted && exchange != null) exchange.finish();
        }
    }

    private Optional<AnalyzeStreamRequest> read() {
        try {
            if (source.hasNext()) return Optional.of(Units.own(source.next()));
        } catch (RuntimeException error) {
            thrown = error;
        }
        exhausted = true;
        return Optional.empty();
    }

    private void send(AnalyzeStreamRequest document) {
        unanswered.add(document);
        if (exchange == null) {
            open();
        } else {
            exchange.send(document);
        }
    }

    /** Opens a stream with all that has no answer. */
    private synchronized void open() {
        // An answer to each document on its way may come at once, so that a slow caller does not make the server wait, which would end the stream.
        exchange = new Exchange<>(connection.call(TextServiceGrpc.getAnalyzeStreamMethod(), CallOptions.DEFAULT, metadata), inFlight);
        unanswered.forEach(exchange::send);
        if (exhausted) exchange.finish();
        if (isClosed()) exchange.cancel();
    }

    private AnalyzeStreamResponse answer() {
        for (int attempt = 0; ; attempt++) {
            Optional<AnalyzeStreamResponse> answer = exchange.take();
            if (answer.isPresent()) return answer.get();
            IsnadException error = error();
            if (!mayGoOn(exchange.end(), error) || attempt + 1 == BACKOFF.attempts()) throw error;
            pause(BACKOFF.pause(attempt, error.retryAfter()));
            open();
        }
    }

    private IsnadException error() {
        StatusRuntimeException end = exchange.end();
        return end.getStatus().isOk() ? connection.unreachable("the stream has ended early", null) : connection.error(end);
    }

    private boolean mayGoOn(StatusRuntimeException end, IsnadException error) {
        if (isClosed() || connection.isClosed() || Thread.currentThread().isInterrupted()) return false;
        return BACKOFF.mends(error.code()) || isCut(end);
    }

    /** Whether not the service has ended the stream, but something on the way: the service gives details. */
    private static boolean isCut(StatusRuntimeException end) {
        Code code = end.getStatus().getCode();
        boolean told = end.getTrailers() != null && end.getTrailers().containsKey(IsnadException.DETAILS);
        return !told && (code == Code.INTERNAL || code == Code.CANCELLED);
    }

    /** Waits, but not longer than until somebody closes this. */
    private void pause(Duration time) {
        try {
            closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
            throw IsnadException.of(Code.CANCELLED, "the thread was interrupted", wanted);
        }
    }

    /** All is answered: lets the server end the stream, for which a cancelled one is something else. */
    private void end() {
        while (exchange != null && !isClosed() && exchange.take().isPresent()) {
            // Nobody asked for what comes here.
        }
        close();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
