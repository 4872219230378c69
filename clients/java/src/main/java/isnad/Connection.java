package isnad;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import isnad.v1.TextServiceGrpc;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The channel to the servers, and the calls over it. */
final class Connection {
    private static final String USER_AGENT = "isnad-java/" + version();

    // An error can list many violations, and gRPC's default limit is 8 KiB of headers.
    private static final int MOST_HEADER_BYTES = 1 << 20;

    // Calls end immediately; this wait is only for the sockets.
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final String target;
    private final ManagedChannel channel;

    Connection(IsnadClient.Builder settings) {
        target = settings.target;
        channel = channel(settings);
    }

    private static ManagedChannel channel(IsnadClient.Builder settings) {
        ManagedChannelBuilder<?> builder = Grpc.newChannelBuilder(settings.target, settings.credentials())
                .userAgent(USER_AGENT)
                .defaultServiceConfig(ServiceConfig.forChannel())
                .maxInboundMessageSize(Integer.MAX_VALUE)
                .maxInboundMetadataSize(MOST_HEADER_BYTES)
                // Calls that exceed these limits are not retried.
                .perRpcBufferLimit(Long.MAX_VALUE)
                .retryBufferSize(Long.MAX_VALUE)
                .intercept(new RequestIds());
        if (settings.tls != null) settings.tls.serverName().ifPresent(builder::overrideAuthority);
        builder.intercept(settings.interceptors);
        settings.channel.accept(builder);
        return builder.build();
    }

    private static String version() {
        Properties client = new Properties();
        try (InputStream file = Connection.class.getResourceAsStream("client.properties")) {
            client.load(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return client.getProperty("version");
    }

    /** Waits until a server accepts calls. */
    void check(Duration timeout, Metadata metadata) {
        HealthCheckRequest request = HealthCheckRequest.newBuilder().setService(TextServiceGrpc.SERVICE_NAME).build();
        // A server may start listening at any moment.
        CallOptions options = withDeadline(timeout).withWaitForReady();
        ServingStatus found;
        try {
            found = ClientCalls.blockingUnaryCall(with(metadata), HealthGrpc.getCheckMethod(), options, request).getStatus();
        } catch (StatusRuntimeException failed) {
            throw unreachable(IsnadException.of(failed).getMessage(), failed);
        }
        if (found != ServingStatus.SERVING) throw unreachable("it is starting or shutting down", null);
    }

    /** Makes a call and waits for its answer. */
    <Q, A> A answer(MethodDescriptor<Q, A> method, CallOptions options, Metadata metadata, Q request) {
        try {
            return ClientCalls.blockingUnaryCall(with(metadata), method, options, request);
        } catch (StatusRuntimeException failed) {
            throw error(failed);
        }
    }

    /** Creates a call without starting it. */
    <Q, A> ClientCall<Q, A> call(MethodDescriptor<Q, A> method, CallOptions options, Metadata metadata) {
        return with(metadata).newCall(method, options);
    }

    /** The options of a call; a null timeout means no deadline. */
    static CallOptions withDeadline(Duration timeout) {
        return timeout == null ? CallOptions.DEFAULT : CallOptions.DEFAULT.withDeadlineAfter(timeout);
    }

    private Channel with(Metadata metadata) {
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    /** The error of a call. gRPC reports calls ended by closing the client as "no server". */
    IsnadException error(StatusRuntimeException failed) {
        IsnadException error = IsnadException.of(failed);
        return isClosed() && error.code() == Code.UNAVAILABLE ? IsnadException.of(Code.CANCELLED, "the client is closed", failed) : error;
    }

    /** The error of a server that does not accept calls. */
    IsnadException unreachable(String why, Throwable cause) {
        return IsnadException.of(Code.UNAVAILABLE, "no server at " + target + " takes calls: " + why, cause);
    }

    boolean isClosed() {
        return channel.isShutdown();
    }

    /** Ends all calls, and waits briefly until the sockets are closed. */
    void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
        }
    }
}
