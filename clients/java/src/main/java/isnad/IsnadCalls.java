package isnad;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import isnad.v1.AnalyzeRequest;
import isnad.v1.AnalyzeResponse;
import isnad.v1.AnalyzeStreamRequest;
import isnad.v1.Claim;
import isnad.v1.CleanRequest;
import isnad.v1.CleanResponse;
import isnad.v1.ExtractQuotesRequest;
import isnad.v1.ExtractQuotesResponse;
import isnad.v1.GetInfoRequest;
import isnad.v1.GetInfoResponse;
import isnad.v1.SegmentRequest;
import isnad.v1.SegmentResponse;
import isnad.v1.TextServiceGrpc;
import isnad.v1.TraceRequest;
import isnad.v1.TraceResponse;
import isnad.v1.VerifyRequest;
import isnad.v1.VerifyResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * The calls of the service, with a deadline and metadata.
 *
 * <p>{@link IsnadClient} extends this class; {@link #withTimeout} and {@link #withMetadata} return variants over the same connection:
 *
 * <pre>{@code
 * client.withTimeout(Duration.ofSeconds(2)).withMetadata("traceparent", parent).analyze(page);
 * }</pre>
 *
 * <p>Requests without an offset encoding get {@code OFFSET_ENCODING_UTF16}, the unit of {@link String}. Calls throw {@link IsnadException}. Calls
 * that a server refuses with {@code UNAVAILABLE} or {@code RESOURCE_EXHAUSTED} are retried, up to five attempts within their deadline, after the
 * delay that the server requests. A call ends if its thread is interrupted. Inside a gRPC handler, the deadline and the cancellation of the
 * handler's call also apply.
 *
 * <p>This class is thread-safe.
 */
public class IsnadCalls {
    /** The default number of documents of a stream that are sent and not answered. */
    private static final int IN_FLIGHT = 64;

    private final Connection connection;
    private final Duration timeout;
    private final Metadata metadata;

    IsnadCalls(Connection connection, Duration timeout, Metadata metadata) {
        this.connection = connection;
        this.timeout = timeout;
        this.metadata = metadata;
    }

    /**
     * The same calls with another deadline. Streams have none.
     *
     * @param timeout the time from the beginning of a call to its end; null for none
     * @return calls over the same connection
     */
    public IsnadCalls withTimeout(Duration timeout) {
        return new IsnadCalls(connection, timeout, metadata);
    }

    /**
     * The same calls with more metadata, such as a trace context.
     *
     * @param name an HTTP/2 header name in lower case, such as {@code traceparent}
     * @param value its value, ASCII
     * @return calls over the same connection
     */
    public IsnadCalls withMetadata(String name, String value) {
        Metadata more = new Metadata();
        more.merge(metadata);
        more.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
        return new IsnadCalls(connection, timeout, more);
    }

    /**
     * Analyzes one scraped page: the article, its sentences, its quotes.
     *
     * @param text the page's text
     * @return the answer
     */
    public AnalyzeResponse analyze(String text) {
        return analyze(AnalyzeRequest.newBuilder().setText(text).build());
    }

    /**
     * Like {@link #analyze(String)}, with options.
     *
     * @param request the text and the options
     * @return the answer
     */
    public AnalyzeResponse analyze(AnalyzeRequest request) {
        return answer(TextServiceGrpc.getAnalyzeMethod(), Units.own(request));
    }

    /**
     * Like {@link #analyze(AnalyzeRequest)}, without waiting.
     *
     * @param request the text and the options
     * @return a future of the answer or of its {@link IsnadException}; cancelling it cancels the call
     */
    public CompletableFuture<AnalyzeResponse> analyzeAsync(AnalyzeRequest request) {
        return promise(TextServiceGrpc.getAnalyzeMethod(), Units.own(request));
    }

    /**
     * Extracts the article from a page.
     *
     * @param text the page's text
     * @return the answer
     */
    public CleanResponse clean(String text) {
        return clean(CleanRequest.newBuilder().setText(text).build());
    }

    /**
     * Like {@link #clean(String)}, with options.
     *
     * @param request the text and the options
     * @return the answer
     */
    public CleanResponse clean(CleanRequest request) {
        return answer(TextServiceGrpc.getCleanMethod(), Units.own(request));
    }

    /**
     * Like {@link #clean(CleanRequest)}, without waiting.
     *
     * @param request the text and the options
     * @return a future of the answer or of its {@link IsnadException}; cancelling it cancels the call
     */
    public CompletableFuture<CleanResponse> cleanAsync(CleanRequest request) {
        return promise(TextServiceGrpc.getCleanMethod(), Units.own(request));
    }

    /**
     * Splits any text into sentences; nothing is dropped.
     *
     * @param text the text
     * @return the answer
     */
    public SegmentResponse segment(String text) {
        return segment(SegmentRequest.newBuilder().setText(text).build());
    }

    /**
     * Like {@link #segment(String)}, with options.
     *
     * @param request the text and the options
     * @return the answer
     */
    public SegmentResponse segment(SegmentRequest request) {
        return answer(TextServiceGrpc.getSegmentMethod(), Units.own(request));
    }

    /**
     * Like {@link #segment(SegmentRequest)}, without waiting.
     *
     * @param request the text and the options
     * @return a future of the answer or of its {@link IsnadException}; cancelling it cancels the call
     */
    public CompletableFuture<SegmentResponse> segmentAsync(SegmentRequest request) {
        return promise(TextServiceGrpc.getSegmentMethod(), Units.own(request));
    }

    /**
     * Finds the quotes of a text that is already clean, and their speakers.
     *
     * @param text the text
     * @return the answer
     */
    public ExtractQuotesResponse extractQuotes(String text) {
        return extractQuotes(ExtractQuotesRequest.newBuilder().setText(text).build());
    }

    /**
     * Like {@link #extractQuotes(String)}, with options.
     *
     * @param request the text and the options
     * @return the answer
     */
    public ExtractQuotesResponse extractQuotes(ExtractQuotesRequest request) {
        return answer(TextServiceGrpc.getExtractQuotesMethod(), Units.own(request));
    }

    /**
     * Like {@link #extractQuotes(ExtractQuotesRequest)}, without waiting.
     *
     * @param request the text and the options
     * @return a future of the answer or of its {@link IsnadException}; cancelling it cancels the call
     */
    public CompletableFuture<ExtractQuotesResponse> extractQuotesAsync(ExtractQuotesRequest request) {
        return promise(TextServiceGrpc.getExtractQuotesMethod(), Units.own(request));
    }

    /**
     * Checks whether a page contains claimed quotations, and to whom it attributes them.
     *
     * @param text the page's text
     * @param claims up to 64 claims
     * @return a verdict for each claim, in order
     */
    public VerifyResponse verify(String text, Claim... claims) {
        return verify(VerifyRequest.newBuilder().setText(text).addAllClaims(Arrays.asList(claims)).build());
    }

    /**
     * Like {@link #verify(String, Claim...)}, with options.
     *
     * @param request the text and the claims
     * @return the answer
     */
    public VerifyResponse verify(VerifyRequest request) {
        return answer(TextServiceGrpc.getVerifyMethod(), Units.own(request));
    }

    /**
     * Like {@link #verify(VerifyRequest)}, without waiting.
     *
     * @param request the text and the claims
     * @return a future of the answer or of its {@link IsnadException}; cancelling it cancels the call
     */
    public CompletableFuture<VerifyResponse> verifyAsync(VerifyRequest request) {
        return promise(TextServiceGrpc.getVerifyMethod(), Units.own(request));
    }

    /**
     * Returns the server's versions and the limits in force.
     *
     * @return the answer
     */
    public GetInfoResponse info() {
        return answer(TextServiceGrpc.getGetInfoMethod(), GetInfoRequest.getDefaultInstance());
    }

    /**
     * Traces utterances through many documents: who reported each first, from whom, and what changed.
     *
     * @param documents as many as the server's limits allow (by default 1,000 with 8 MiB of text together); the deadline counts from the first one
     * @return the answer, which lists the documents that were not traced
     */
    public TraceResponse trace(Iterable<TraceRequest> documents) {
        ClientCall<TraceRequest, TraceResponse> call =
                connection.call(TextServiceGrpc.getTraceMethod(), Connection.withDeadline(timeout), metadata);
        Exchange<TraceRequest, TraceResponse> exchange = new Exchange<>(call, 1);
        try {
            for (TraceRequest document : documents) {
                if (exchange.hasEnded()) break;
                exchange.send(Units.own(document));
            }
        } catch (Throwable thrown) {
            exchange.cancel();
            throw thrown;
        }
        exchange.finish();
        // An answer that is followed by an error is discarded.
        TraceResponse answer = exchange.take().orElse(null);
        if (answer != null) exchange.take();
        if (exchange.end().getStatus().isOk() && answer != null) return answer;
        throw connection.error(exchange.end());
    }

    /**
     * Like {@link #analyzeMany(Iterable, int)}, with at most 64 documents in flight.
     *
     * @param documents the documents; {@code stream::iterator} works, too
     * @return the results
     */
    public Results analyzeMany(Iterable<AnalyzeStreamRequest> documents) {
        return analyzeMany(documents, IN_FLIGHT);
    }

    /**
     * Analyzes many documents over one stream, like {@link #analyze(AnalyzeRequest)}. The stream has no deadline; the server has one for each
     * document.
     *
     * <p>At most {@code inFlight} documents are sent and not answered, and no more are read from {@code documents}. A document that fails has a
     * result with its error. A stream that breaks is reopened with the documents that have no answer; after five attempts without an answer, its
     * error is thrown.
     *
     * <pre>{@code
     * try (Results results = client.analyzeMany(documents)) {
     *     for (Result result : results) {
     *         System.out.println(result.id() + ": " + result.analysis().getQuotesCount());
     *     }
     * }
     * }</pre>
     *
     * @param documents the documents, read by the thread that takes the results
     * @param inFlight the maximum number of documents read ahead of their results; their answers may wait in memory
     * @return the results, in the order of the documents
     */
    public Results analyzeMany(Iterable<AnalyzeStreamRequest> documents, int inFlight) {
        return new Results(connection, metadata, documents.iterator(), inFlight);
    }

    private <Q, A> A answer(MethodDescriptor<Q, A> method, Q request) {
        return connection.answer(method, Connection.withDeadline(timeout), metadata, request);
    }

    private <Q, A> CompletableFuture<A> promise(MethodDescriptor<Q, A> method, Q request) {
        ClientCall<Q, A> call = connection.call(method, Connection.withDeadline(timeout), metadata);
        CompletableFuture<A> promise = new CompletableFuture<>();
        promise.whenComplete((answer, failed) -> {
            if (failed != null) call.cancel("its future has ended", failed);
        });
        ClientCalls.asyncUnaryCall(call, request, new Keeping<>(promise, connection));
        return promise;
    }

    /** Completes a future with the answer of a call. */
    private static final class Keeping<A> implements StreamObserver<A> {
        private final CompletableFuture<A> promise;
        private final Connection connection;
        private A answer;

        Keeping(CompletableFuture<A> promise, Connection connection) {
            this.promise = promise;
            this.connection = connection;
        }

        @Override
        public void onNext(A it) {
            answer = it;
        }

        @Override
        public void onError(Throwable failed) {
            promise.completeExceptionally(failed instanceof StatusRuntimeException ? connection.error((StatusRuntimeException) failed) : failed);
        }

        @Override
        public void onCompleted() {
            promise.complete(answer);
        }
    }
}
