import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Status.Code;
import isnad.IsnadCalls;
import isnad.IsnadClient;
import isnad.IsnadException;
import isnad.Spans;
import isnad.v1.Quote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * An HTTP service before a server of isnad, at a port of the loopback: who says what in a page that is posted. The caller's deadline
 * ({@code Connect-Timeout-Ms}) and trace context go with the call.
 *
 * <pre>curl --data-binary @examples/article.txt http://127.0.0.1:8000/quotes</pre>
 */
class Handler {
    private static final Map<Code, Integer> STATUSES = Map.of(
            Code.INVALID_ARGUMENT, 400, Code.OUT_OF_RANGE, 413, Code.RESOURCE_EXHAUSTED, 429, Code.UNAVAILABLE, 503, Code.DEADLINE_EXCEEDED, 504);

    /** The server's default for a text, in bytes. */
    private static final int LONGEST_PAGE = 1 << 20;

    public static void main(String[] arguments) throws IOException {
        String target = Optional.ofNullable(System.getenv("ISNAD_TARGET")).orElse("127.0.0.1:50051");
        IsnadClient client = IsnadClient.connect(target);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])), 0);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/quotes", exchange -> answer(client, exchange));
        server.start();
    }

    private static void answer(IsnadClient client, HttpExchange exchange) throws IOException {
        // A byte too many is enough for isnad to refuse the page, and bounds what a request may hold here.
        String page = new String(exchange.getRequestBody().readNBytes(LONGEST_PAGE + 1), StandardCharsets.UTF_8);
        try {
            List<Quote> quotes = calls(client, exchange).analyze(page).getQuotesList();
            send(exchange, 200, quotes.stream().map(quote -> said(page, quote)).collect(Collectors.toList()));
        } catch (NumberFormatException wrong) {
            send(exchange, 400, Map.of("code", "INVALID_ARGUMENT", "message", "Connect-Timeout-Ms is no number"));
        } catch (IsnadException failed) {
            failed.retryAfter().ifPresent(time -> exchange.getResponseHeaders().set("retry-after", Long.toString(time.toSeconds() + 1)));
            send(exchange, STATUSES.getOrDefault(failed.code(), 500), Map.of("code", failed.code().name(), "message", failed.getMessage()));
        }
    }

    /** The calls of the client with the caller's deadline and trace context. */
    private static IsnadCalls calls(IsnadClient client, HttpExchange exchange) {
        IsnadCalls calls = client;
        String timeout = exchange.getRequestHeaders().getFirst("Connect-Timeout-Ms");
        if (timeout != null) calls = calls.withTimeout(Duration.ofMillis(Long.parseLong(timeout)));
        String trace = exchange.getRequestHeaders().getFirst("traceparent");
        return trace == null ? calls : calls.withMetadata("traceparent", trace);
    }

    private static Map<String, String> said(String page, Quote quote) {
        return Map.of("speaker", quote.getSpeaker().getName(), "text", Spans.of(page, quote.getContentList()));
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] json = new Gson().toJson(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }
}
