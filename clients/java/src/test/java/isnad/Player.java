package isnad;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import isnad.v1.AnalyzeRequest;
import isnad.v1.AnalyzeResponse;
import isnad.v1.AnalyzeStreamRequest;
import isnad.v1.CleanRequest;
import isnad.v1.ExtractQuotesRequest;
import isnad.v1.ExtractQuotesResponse;
import isnad.v1.OffsetEncoding;
import isnad.v1.Quote;
import isnad.v1.SegmentRequest;
import isnad.v1.TextServiceGrpc;
import isnad.v1.TextServiceGrpc.TextServiceBlockingStub;
import isnad.v1.TraceRequest;
import isnad.v1.VerifyRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Performs the steps of clients/README.md with the client, one per line. */
public final class Player {
    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private static final TypeRegistry DETAILS = TypeRegistry.newBuilder()
            .add(List.of(BadRequest.getDescriptor(), ErrorInfo.getDescriptor(), RequestInfo.getDescriptor(), RetryInfo.getDescriptor()))
            .build();
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().usingTypeRegistry(DETAILS);
    private static final int WARMING_UP = 2000;

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private String target;
    private IsnadClient client;

    private Player() {}

    /**
     * Reads steps until the input ends.
     *
     * @param arguments none
     * @throws IOException if the input cannot be read
     */
    public static void main(String... arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Player player = new Player();
        loadClasses();
        out.println("{\"player\": \"java\", \"unit\": \"utf16\"}");
        BufferedReader steps = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = steps.readLine(); line != null; line = steps.readLine()) {
            out.println(GSON.toJson(player.does(GSON.fromJson(line, JsonObject.class))));
        }
    }

    /** Performs the work of a first step once without using the result, so that steps take as long as in a running program. */
    private static void loadClasses() {
        try {
            IsnadClient.builder("127.0.0.1:9").connectTimeout(Duration.ofMillis(1)).connect().close();
        } catch (IsnadException.Unavailable nobody) {
            // No server listens there.
        }
    }

    private JsonObject does(JsonObject step) throws InvalidProtocolBufferException {
        JsonObject answer = new JsonObject();
        try {
            answer.add("ok", done(step));
        } catch (IsnadException error) {
            answer.add("error", told(error));
        }
        return answer;
    }

    private JsonObject done(JsonObject step) throws InvalidProtocolBufferException {
        switch (step.get("op").getAsString()) {
            case "connect":
                return connect(step);
            case "call":
                return call(step);
            case "trace":
                return trace(step);
            case "stream":
                return stream(step);
            case "close":
                return close();
            case "overhead":
                return overhead(step);
            default:
                throw new IllegalArgumentException("no such step: " + step);
        }
    }

    private JsonObject connect(JsonObject step) {
        target = step.get("target").getAsString();
        IsnadClient.Builder builder = IsnadClient.builder(target);
        if (step.has("timeoutMs")) builder.timeout(millis(step, "timeoutMs"));
        if (step.has("connectTimeoutMs")) builder.connectTimeout(millis(step, "connectTimeoutMs"));
        if (step.has("tls")) builder.tls(tls(step.getAsJsonObject("tls")));
        if (step.has("metadata")) {
            step.getAsJsonObject("metadata").asMap().forEach((name, value) -> builder.metadata(name, value.getAsString()));
        }
        client = builder.connect();
        return new JsonObject();
    }

    private static Tls tls(JsonObject files) {
        Tls tls = Tls.authorities();
        if (files.has("ca")) tls = tls.ca(path(files, "ca"));
        if (files.has("cert")) tls = tls.identity(path(files, "cert"), path(files, "key"));
        if (files.has("serverName")) tls = tls.serverName(files.get("serverName").getAsString());
        return tls;
    }

    private JsonObject call(JsonObject step) throws InvalidProtocolBufferException {
        IsnadCalls calls = client;
        if (step.has("timeoutMs")) calls = calls.withTimeout(millis(step, "timeoutMs"));
        if (step.has("metadata")) {
            for (var entry : step.getAsJsonObject("metadata").entrySet()) calls = calls.withMetadata(entry.getKey(), entry.getValue().getAsString());
        }
        Thread canceller = step.has("cancelAfterMs") ? interrupting(millis(step, "cancelAfterMs")) : null;
        try {
            return called(calls, step.get("method").getAsString(), step.get("request"));
        } finally {
            if (canceller != null) canceller.interrupt();
            // Clears the interrupt, which the call has already handled.
            Thread.interrupted();
        }
    }

    /** Interrupts this thread after a time, which cancels a waiting call. */
    private static Thread interrupting(Duration time) {
        Thread waiting = Thread.currentThread();
        Thread canceller = new Thread(() -> {
            if (slept(time)) waiting.interrupt();
        });
        canceller.start();
        return canceller;
    }

    private static JsonObject called(IsnadCalls calls, String method, JsonElement request) throws InvalidProtocolBufferException {
        switch (method) {
            case "Analyze":
                AnalyzeRequest page = read(AnalyzeRequest.newBuilder(), request).build();
                AnalyzeResponse analysis = calls.analyze(page);
                return response(analysis, page.getText(), analysis.getQuotesList());
            case "ExtractQuotes":
                ExtractQuotesRequest text = read(ExtractQuotesRequest.newBuilder(), request).build();
                ExtractQuotesResponse extraction = calls.extractQuotes(text);
                return response(extraction, text.getText(), extraction.getQuotesList());
            case "Clean":
                return response(calls.clean(read(CleanRequest.newBuilder(), request).build()));
            case "Segment":
                return response(calls.segment(read(SegmentRequest.newBuilder(), request).build()));
            case "Verify":
                return response(calls.verify(read(VerifyRequest.newBuilder(), request).build()));
            case "GetInfo":
                return response(calls.info());
            default:
                throw new IllegalArgumentException("no such method: " + method);
        }
    }

    private JsonObject trace(JsonObject step) throws InvalidProtocolBufferException {
        List<TraceRequest> documents = new ArrayList<>();
        for (JsonElement document : step.getAsJsonArray("documents")) documents.add(read(TraceRequest.newBuilder(), document).build());
        return response(client.trace(documents));
    }

    private JsonObject stream(JsonObject step) throws InvalidProtocolBufferException {
        List<AnalyzeStreamRequest> documents = new ArrayList<>();
        for (JsonElement it : step.getAsJsonArray("documents")) documents.add(read(AnalyzeStreamRequest.newBuilder(), it).build());
        Duration delay = step.has("consumeDelayMs") ? millis(step, "consumeDelayMs") : Duration.ZERO;
        int enough = step.has("cancelAfter") ? step.get("cancelAfter").getAsInt() : Integer.MAX_VALUE;
        int[] ahead = {0, 0};
        JsonArray found = new JsonArray();
        Iterable<AnalyzeStreamRequest> source = documents.stream().peek(it -> ahead[1] = Math.max(ahead[1], ++ahead[0]))::iterator;
        try (Results results = step.has("inFlight") ? client.analyzeMany(source, step.get("inFlight").getAsInt()) : client.analyzeMany(source)) {
            for (Result result : results) {
                ahead[0]--;
                found.add(told(result));
                slept(delay);
                if (found.size() == enough) break;
            }
        }
        JsonObject told = new JsonObject();
        told.add("results", found);
        told.addProperty("readAhead", ahead[1]);
        return told;
    }

    private static JsonObject told(Result result) {
        JsonObject told = new JsonObject();
        told.addProperty("id", result.id());
        if (result.error().isPresent()) {
            told.add("error", told(result.error().get()));
        } else {
            told.add("quotes", quotes(result.document().getText(), result.analysis().getQuotesList()));
        }
        return told;
    }

    private JsonObject close() {
        client.close();
        // gRPC ends the threads shared by all channels a second after the last channel closes; a busy machine takes longer.
        Set<Thread> left = left();
        for (int waited = 0; !left.isEmpty() && waited < 300; waited++) {
            slept(Duration.ofMillis(10));
            left = left();
        }
        JsonObject told = new JsonObject();
        told.addProperty("leftover", left.size());
        return told;
    }

    private Set<Thread> left() {
        Set<Thread> left = Thread.getAllStackTraces().keySet();
        left.removeAll(before);
        return left;
    }

    private JsonObject overhead(JsonObject step) {
        String text = step.get("text").getAsString();
        long[] byClient = new long[step.get("calls").getAsInt()];
        long[] byStub = new long[byClient.length];
        ManagedChannel channel = Grpc.newChannelBuilder(target, InsecureChannelCredentials.create()).build();
        TextServiceBlockingStub stub = TextServiceGrpc.newBlockingStub(channel);
        for (int turn = -WARMING_UP; turn < byClient.length; turn++) {
            long began = System.nanoTime();
            client.analyze(text);
            long between = System.nanoTime();
            AnalyzeRequest request = AnalyzeRequest.newBuilder().setText(text).setOffsetEncoding(OffsetEncoding.OFFSET_ENCODING_UTF16).build();
            stub.withDeadlineAfter(10, TimeUnit.SECONDS).analyze(request);
            if (turn < 0) continue;
            byClient[turn] = between - began;
            byStub[turn] = System.nanoTime() - between;
        }
        channel.shutdownNow();
        JsonObject told = new JsonObject();
        told.addProperty("client", median(byClient));
        told.addProperty("stub", median(byStub));
        told.addProperty("ratio", median(byClient) / median(byStub));
        return told;
    }

    /** In microseconds. */
    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e3;
    }

    private static JsonObject response(Message message) throws InvalidProtocolBufferException {
        JsonObject told = new JsonObject();
        told.add("response", GSON.fromJson(PRINTER.print(message), JsonObject.class));
        return told;
    }

    private static JsonObject response(Message message, String text, List<Quote> quotes) throws InvalidProtocolBufferException {
        JsonObject told = response(message);
        told.add("quotes", quotes(text, quotes));
        return told;
    }

    private static JsonArray quotes(String text, List<Quote> quotes) {
        JsonArray told = new JsonArray();
        for (Quote quote : quotes) {
            JsonObject it = new JsonObject();
            String name = quote.getSpeaker().getName();
            it.addProperty("speaker", name.isEmpty() ? null : name);
            it.addProperty("mention", quote.getSpeaker().hasMention() ? Spans.of(text, quote.getSpeaker().getMention()) : null);
            JsonArray content = new JsonArray();
            quote.getContentList().forEach(span -> content.add(Spans.of(text, span)));
            it.add("content", content);
            told.add(it);
        }
        return told;
    }

    private static JsonObject told(IsnadException error) {
        JsonArray violations = new JsonArray();
        for (Violation violation : error.violations()) {
            JsonObject it = new JsonObject();
            it.addProperty("field", violation.field());
            it.addProperty("description", violation.description());
            it.addProperty("reason", violation.reason());
            violations.add(it);
        }
        JsonObject told = new JsonObject();
        told.addProperty("code", error.code().name());
        told.addProperty("message", error.getMessage());
        told.addProperty("reason", error.reason().orElse(null));
        told.add("violations", violations);
        told.addProperty("retryAfterMs", error.retryAfter().map(Duration::toMillis).orElse(null));
        told.addProperty("requestId", error.requestId().orElse(null));
        return told;
    }

    private static <B extends Message.Builder> B read(B builder, JsonElement request) throws InvalidProtocolBufferException {
        JsonFormat.parser().merge(GSON.toJson(request), builder);
        return builder;
    }

    private static Duration millis(JsonObject step, String name) {
        return Duration.ofMillis(step.get(name).getAsLong());
    }

    private static Path path(JsonObject files, String name) {
        return Path.of(files.get(name).getAsString());
    }

    /** Whether this thread was not woken. */
    private static boolean slept(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException woken) {
            return false;
        }
    }
}
