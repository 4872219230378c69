package isnad;

import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A connection to one or more isnad servers, and its calls.
 *
 * <p>Create one client for the whole program, and close it at the end. It is thread-safe.
 *
 * <pre>{@code
 * try (IsnadClient client = IsnadClient.builder("dns:///isnad:50051")
 *         .tls(Tls.authorities().ca(Path.of("ca.crt")))
 *         .timeout(Duration.ofSeconds(3))
 *         .connect()) {
 *     AnalyzeResponse answer = client.analyze(page);
 * }
 * }</pre>
 */
public final class IsnadClient extends IsnadCalls implements AutoCloseable {
    private final Connection connection;

    private IsnadClient(Connection connection, Builder settings) {
        super(connection, settings.timeout, settings.metadata());
        this.connection = connection;
    }

    /**
     * Connects without TLS, with all defaults.
     *
     * @param target the address of the server: {@code 127.0.0.1:50051}, {@code dns:///name:50051} for all its addresses in turn, {@code unix:/path}
     * @return the client
     * @throws IsnadException.Unavailable if no server accepts calls within 5 s
     */
    public static IsnadClient connect(String target) {
        return builder(target).connect();
    }

    /**
     * Returns a builder for a client.
     *
     * @param target the same as for {@link #connect(String)}
     * @return a builder with the default settings
     */
    public static Builder builder(String target) {
        return new Builder(target);
    }

    /** Closes the connection. Calls and streams in progress fail with {@link IsnadException.Cancelled}. All threads end within a second. */
    @Override
    public void close() {
        connection.close();
    }

    /** The settings of a client. */
    public static final class Builder {
        final String target;
        final List<ClientInterceptor> interceptors = new ArrayList<>();
        Tls tls;
        private ChannelCredentials credentials;
        Consumer<? super ManagedChannelBuilder<?>> channel = builder -> {};
        private final Metadata metadata = new Metadata();
        private Duration timeout = Duration.ofSeconds(10);
        private Duration connectTimeout = Duration.ofSeconds(5);

        private Builder(String target) {
            this.target = target;
        }

        /**
         * Enables TLS. Default: off.
         *
         * @param tls how the client and the server authenticate each other
         * @return this
         */
        public Builder tls(Tls tls) {
            this.tls = tls;
            return this;
        }

        /**
         * Enables TLS with gRPC credentials, for anything that {@link Tls} does not support, such as certificates that change. If both are given,
         * these apply.
         *
         * @param credentials the credentials of the channel
         * @return this
         */
        public Builder credentials(ChannelCredentials credentials) {
            this.credentials = credentials;
            return this;
        }

        /**
         * The deadline of each call. Streams have none.
         *
         * @param timeout the time from the beginning of a call to its end; null for none. Default: 10 s
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /**
         * How long connecting may take.
         *
         * @param timeout the time within which a server must accept calls. Default: 5 s
         * @return this
         */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        /**
         * Adds metadata to each call.
         *
         * @param name an HTTP/2 header name in lower case
         * @param value its value, ASCII
         * @return this
         */
        public Builder metadata(String name, String value) {
            metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
            return this;
        }

        /**
         * Adds interceptors to each call, such as OpenTelemetry tracing.
         *
         * @param interceptors gRPC interceptors; the last one is the outermost
         * @return this
         */
        public Builder interceptors(ClientInterceptor... interceptors) {
            this.interceptors.addAll(Arrays.asList(interceptors));
            return this;
        }

        /**
         * Changes other gRPC settings: executor, proxy, keepalive.
         *
         * @param change receives the channel builder after all other settings
         * @return this
         */
        public Builder channel(Consumer<? super ManagedChannelBuilder<?>> change) {
            channel = change;
            return this;
        }

        /**
         * Connects, and checks the server's health.
         *
         * @return the client
         * @throws IsnadException.Unavailable if no server accepts calls within the connect timeout
         * @throws java.io.UncheckedIOException if a TLS file cannot be read
         */
        public IsnadClient connect() {
            Connection connection = new Connection(this);
            try {
                connection.check(connectTimeout, metadata());
            } catch (Throwable failed) {
                connection.close();
                throw failed;
            }
            return new IsnadClient(connection, this);
        }

        ChannelCredentials credentials() {
            if (credentials != null) return credentials;
            return tls == null ? InsecureChannelCredentials.create() : tls.credentials();
        }

        private Metadata metadata() {
            Metadata copy = new Metadata();
            copy.merge(metadata);
            return copy;
        }
    }
}
