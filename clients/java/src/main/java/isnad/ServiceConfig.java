package isnad;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.grpc.Status.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the service ships for its clients: how they balance, and when they call again. */
final class ServiceConfig {
    private static final Map<String, Object> CONFIG = read();

    private ServiceConfig() {}

    /** The whole of it, without its deadline: calls have their own. */
    static Map<String, Object> forChannel() {
        return CONFIG;
    }

    /** When a stream is opened again. gRPC itself makes calls again by the same rules, but not streams that had an answer. */
    static Backoff backoff() {
        Map<String, Object> retry = methods(CONFIG).stream().filter(it -> it.containsKey("retryPolicy")).findFirst()
                .map(it -> ServiceConfig.<Map<String, Object>>cast(it.get("retryPolicy"))).orElseThrow();
        List<String> codes = cast(retry.get("retryableStatusCodes"));
        return new Backoff(
                ((Double) retry.get("maxAttempts")).intValue(),
                duration(retry.get("initialBackoff")),
                duration(retry.get("maxBackoff")),
                (Double) retry.get("backoffMultiplier"),
                codes.stream().map(Code::valueOf).collect(Collectors.toUnmodifiableSet()));
    }

    private static Map<String, Object> read() {
        try (InputStream file = ServiceConfig.class.getResourceAsStream("grpc-service-config.json")) {
            InputStreamReader text = new InputStreamReader(file, StandardCharsets.UTF_8);
            Map<String, Object> config = new Gson().fromJson(text, new TypeToken<Map<String, Object>>() {}.getType());
            methods(config).forEach(method -> method.keySet().removeAll(Set.of("timeout")));
            return config;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static List<Map<String, Object>> methods(Map<String, Object> config) {
        return cast(config.get("methodConfig"));
    }

    /** A duration as JSON has it: seconds with an s. */
    private static Duration duration(Object seconds) {
        return Duration.parse("PT" + seconds);
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object json) {
        return (T) json;
    }
}
