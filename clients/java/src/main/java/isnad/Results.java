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
 * The results of {@link IsnadCalls#analyzeMany}: one for each document, in order. They can be iterated only once.
 *
 * <p>The iterating thread reads the documents, and only as far as the stream has room. One thread at a time may iterate; any thread may close.
 * Iterating throws {@link IsnadException} if the stream cannot continue, and rethrows exceptions of the source after the results of earlier
 * documents. Iterating to the end closes the stream; use {@code try} if you may stop early.
 */
public final class Results implements Iterable<Result>, AutoCloseable {
    private static final Backoff BACKOFF = ServiceConfig.backoff();

    private final Connection connection;
    private final Metadata metadata;
    private final int inFlight;
    private final Iterator<AnalyzeStreamRequest> source;
    /** Documents taken from the source that have no answer. */
    private final Deque<AnalyzeStreamRequest> unanswered = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Iterator<Result> iterator = new Answers();

    /** Whether the source is exhausted. */
    private boolean exhausted;
    /** The exception that the source threw. */
    private RuntimeException thrown;
    /** The open stream; none before the first document. */
    private Exchange<AnalyzeStreamRequest, AnalyzeStreamResponse> exchange;

    Results(Connection connection, Metadata metadata, Iterator<AnalyzeStreamRequest> source, int inFlight) {
        if (inFlight < 1) throw new IllegalArgumentException("inFlight must be at least 1");
        this.connection = connection;
        this.metadata = metadata;
        this.source = source;
        this.inFlight = inFlight;
    }

    /**
     * The results. There is only one iterator: a second call continues where the first one is.
     *
     * @return the iterator
     */
    @Override
    public Iterator<Result> iterator() {
        return iterator;
    }

    /**
     * The results as a stream. Closing the stream closes this object.
     *
     * @return the stream, sequential
     */
    public Stream<Result> stream() {
        int kind = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, kind), false).onClose(this::close);
    }

    /** Ends the stream in any state. Documents without a result get none. */
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

    /** Takes a document to replace the answered one, and more while there is nothing else to do. */
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

    /** Opens a stream with all unanswered documents. */
    private synchronized void open() {
        // Leaves room for an answer to each document in flight, so that a slow caller does not make the server wait, which would end the stream.
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

    /** Whether an intermediary ended the stream, rather than the service, which always sends details. */
    private static boolean isCut(StatusRuntimeException end) {
        Code code = end.getStatus().getCode();
        boolean told = end.getTrailers() != null && end.getTrailers().containsKey(IsnadException.DETAILS);
        return !told && (code == Code.INTERNAL || code == Code.CANCELLED);
    }

    /** Waits, at most until this object is closed. */
    private void pause(Duration time) {
        try {
            closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
            throw IsnadException.of(Code.CANCELLED, "the thread was interrupted", wanted);
        }
    }

    /** Lets the server end a fully answered stream, so that it does not count as cancelled. */
    private void end() {
        while (exchange != null && !isClosed() && exchange.take().isPresent()) {
            // An unexpected answer.
        }
        close();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
