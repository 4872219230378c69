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

/** The service config shipped for clients: load balancing and retries. */
final class ServiceConfig {
    private static final Map<String, Object> CONFIG = read();

    private ServiceConfig() {}

    /** The whole config without its deadline, because calls have their own. */
    static Map<String, Object> forChannel() {
        return CONFIG;
    }

    /** The retry policy for reopening streams. gRPC itself retries calls by the same policy, but not streams that have had an answer. */
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

    /** Parses a JSON duration: seconds with an s. */
    private static Duration duration(Object seconds) {
        return Duration.parse("PT" + seconds);
    }

    @SuppressWarnings("unchecked")
    private static <T> T cast(Object json) {
        return (T) json;
    }
}
