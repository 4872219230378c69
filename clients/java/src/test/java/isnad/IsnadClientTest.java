package isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.rpc.BadRequest;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import isnad.v1.AnalyzeRequest;
import isnad.v1.AnalyzeResponse;
import isnad.v1.AnalyzeStreamRequest;
import isnad.v1.AnalyzeStreamResponse;
import isnad.v1.OffsetEncoding;
import isnad.v1.TextServiceGrpc;
import isnad.v1.TraceRequest;
import isnad.v1.TraceResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of what clients/behaviour.json cannot cover, against a server that misbehaves on purpose. */
@Timeout(30)
class IsnadClientTest {
    private final Misbehaving service = new Misbehaving();
    private Server server;
    private IsnadClient client;

    @BeforeEach
    void connect() throws IOException {
        server = Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
                .addService(service)
                .addService(healthy())
                .build()
                .start();
        client = IsnadClient.connect("127.0.0.1:" + server.getPort());
    }

    private static io.grpc.BindableService healthy() {
        HealthStatusManager health = new HealthStatusManager();
        health.setStatus(TextServiceGrpc.SERVICE_NAME, io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING);
        return health.getHealthService();
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        client.close();
        server.shutdownNow().awaitTermination();
    }

    /** OK means a stream that ends early. The other codes come without details, as from an intermediary. */
    @ParameterizedTest
    @EnumSource(value = Status.Code.class, names = {"OK", "UNAVAILABLE", "RESOURCE_EXHAUSTED", "INTERNAL", "CANCELLED"})
    void aStreamThatIsCutGoesOn(Status.Code code) {
        service.answersBeforeTheCut = 3;
        service.cut = code.toStatus();
        assertEquals(ids(10), ids(client.analyzeMany(documents(10), 4)));
    }

    @Test
    void aStreamWithoutAnswersEndsAfterFiveAttempts() {
        service.answersBeforeTheCut = 0;
        service.cut = Status.UNAVAILABLE;
        assertThrows(IsnadException.Unavailable.class, () -> ids(client.analyzeMany(documents(2), 4)));
        assertEquals(5, service.streams.get());
    }

    @Test
    void whatTheSourceThrowsComesAfterTheResultsBefore() {
        List<String> found = new ArrayList<>();
        Iterable<AnalyzeStreamRequest> source = Stream.of("d0", "d1", "").map(IsnadClientTest::document)::iterator;
        assertThrows(IllegalStateException.class, () -> client.analyzeMany(source).forEach(result -> found.add(result.id())));
        assertEquals(List.of("d0", "d1"), found);
    }

    @Test
    void anotherThreadMayCloseAStream() throws Exception {
        service.silent = true;
        Results results = client.analyzeMany(documents(3));
        CompletableFuture<Void> iterating = CompletableFuture.runAsync(() -> results.forEach(result -> {}));
        service.begun.await();
        results.close();
        assertInstanceOf(IsnadException.Cancelled.class, assertThrows(ExecutionException.class, iterating::get).getCause());
        assertFalse(results.iterator().hasNext());
        assertTrue(service.cancelled.await(5, TimeUnit.SECONDS));
    }

    @Test
    void aStreamMayBeReadAsOne() {
        try (Stream<Result> results = client.analyzeMany(documents(5)).stream()) {
            assertEquals(ids(3), results.limit(3).map(Result::id).collect(Collectors.toList()));
        }
    }

    @Test
    void aFutureThatIsCancelledEndsItsCall() throws Exception {
        service.silent = true;
        CompletableFuture<AnalyzeResponse> answer = client.analyzeAsync(AnalyzeRequest.newBuilder().setText("a").build());
        service.begun.await();
        answer.cancel(true);
        assertTrue(service.cancelled.await(5, TimeUnit.SECONDS));
    }

    @Test
    void aFutureHasTheUnitOfStringsAndTypedErrors() throws Exception {
        AnalyzeRequest request = AnalyzeRequest.newBuilder().setText("a").build();
        assertEquals(OffsetEncoding.OFFSET_ENCODING_UTF16, client.analyzeAsync(request).get().getOffsetEncoding());
        service.cut = Status.OUT_OF_RANGE;
        Throwable error = assertThrows(ExecutionException.class, client.analyzeAsync(request)::get).getCause();
        assertEquals(Status.Code.OUT_OF_RANGE, assertInstanceOf(IsnadException.class, error).code());
    }

    @Test
    void closingTheClientEndsItsCalls() throws Exception {
        service.silent = true;
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> client.analyze("a"));
        service.begun.await();
        client.close();
        assertInstanceOf(IsnadException.Cancelled.class, assertThrows(ExecutionException.class, waiting::get).getCause());
        assertThrows(IsnadException.Cancelled.class, () -> client.analyze("a"));
        assertThrows(IsnadException.Cancelled.class, () -> ids(client.analyzeMany(documents(1))));
    }

    @Test
    void aTraceThatFailsReadsNoFurther() {
        service.cut = Status.INVALID_ARGUMENT;
        Iterable<TraceRequest> endless = Stream.generate(TraceRequest::getDefaultInstance)::iterator;
        assertThrows(IsnadException.InvalidArgument.class, () -> client.trace(endless));
    }

    @Test
    void manyViolationsArrive() {
        BadRequest.Builder wrong = BadRequest.newBuilder();
        for (int index = 0; index < 500; index++) wrong.addFieldViolationsBuilder().setField("claims[" + index + "].words").setReason("REQUIRED");
        service.cut = Status.INVALID_ARGUMENT;
        service.trailers.merge(details(wrong.build()));
        assertEquals(500, assertThrows(IsnadException.InvalidArgument.class, () -> client.analyze("a")).violations().size());
    }

    private static Metadata details(BadRequest wrong) {
        com.google.rpc.Status.Builder status = com.google.rpc.Status.newBuilder().setCode(Status.Code.INVALID_ARGUMENT.value());
        return StatusProto.toStatusRuntimeException(status.addDetails(com.google.protobuf.Any.pack(wrong)).build()).getTrailers();
    }

    private static Iterable<AnalyzeStreamRequest> documents(int count) {
        return ids(count).stream().map(IsnadClientTest::document)::iterator;
    }

    private static AnalyzeStreamRequest document(String id) {
        if (id.isEmpty()) throw new IllegalStateException("no document");
        return AnalyzeStreamRequest.newBuilder().setId(id).build();
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(index -> "d" + index).collect(Collectors.toList());
    }

    private static List<String> ids(Results results) {
        List<String> ids = new ArrayList<>();
        for (Iterator<Result> each = results.iterator(); each.hasNext(); ) ids.add(each.next().id());
        return ids;
    }

    /** A service that answers each call with its unit, unless configured otherwise. */
    private static final class Misbehaving extends TextServiceGrpc.TextServiceImplBase {
        final AtomicInteger streams = new AtomicInteger();
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch cancelled = new CountDownLatch(1);
        final Metadata trailers = new Metadata();
        /** Whether calls get no answer. */
        volatile boolean silent;
        /** The status with which calls and streams end. */
        volatile Status cut;
        volatile int answersBeforeTheCut = Integer.MAX_VALUE;

        @Override
        public void analyze(AnalyzeRequest request, StreamObserver<AnalyzeResponse> answers) {
            ((ServerCallStreamObserver<AnalyzeResponse>) answers).setOnCancelHandler(cancelled::countDown);
            begun.countDown();
            if (silent) return;
            if (cut != null) {
                answers.onError(cut.asRuntimeException(trailers));
                return;
            }
            answers.onNext(AnalyzeResponse.newBuilder().setOffsetEncoding(request.getOffsetEncoding()).build());
            answers.onCompleted();
        }

        @Override
        public StreamObserver<TraceRequest> trace(StreamObserver<TraceResponse> answers) {
            answers.onError(cut.asRuntimeException());
            return each(document -> {}, () -> {});
        }

        @Override
        public StreamObserver<AnalyzeStreamRequest> analyzeStream(StreamObserver<AnalyzeStreamResponse> answers) {
            streams.incrementAndGet();
            AtomicInteger answered = new AtomicInteger();
            ((ServerCallStreamObserver<AnalyzeStreamResponse>) answers).setOnCancelHandler(cancelled::countDown);
            return each(document -> {
                begun.countDown();
                int before = answered.getAndIncrement();
                if (silent || before > answersBeforeTheCut) return;
                if (before == answersBeforeTheCut) {
                    end(answers);
                } else {
                    answers.onNext(AnalyzeStreamResponse.newBuilder().setId(document.getId()).build());
                }
            }, () -> {
                if (!silent && answered.get() <= answersBeforeTheCut) answers.onCompleted();
            });
        }

        private void end(StreamObserver<?> answers) {
            if (cut.isOk()) {
                answers.onCompleted();
            } else {
                answers.onError(cut.asRuntimeException());
            }
        }

        private static <Q> StreamObserver<Q> each(Consumer<Q> document, Runnable last) {
            return new StreamObserver<>() {
                @Override
                public void onNext(Q it) {
                    document.accept(it);
                }

                @Override
                public void onError(Throwable gone) {
                    // The client has cancelled.
                }

                @Override
                public void onCompleted() {
                    last.run();
                }
            };
        }
    }
}
