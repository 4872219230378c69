package isnad;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RequestInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The error of a call or of a document in a stream.
 *
 * <p>Codes that callers often need to distinguish have subclasses; all others use this class.
 *
 * <pre>{@code
 * try {
 *     answer = client.analyze(page);
 * } catch (IsnadException.InvalidArgument wrong) {
 *     log.warn("not a page: {}", wrong.violations());
 * } catch (IsnadException failed) {
 *     log.error("call {} failed: {}", failed.requestId().orElse("?"), failed.getMessage());
 * }
 * }</pre>
 */
public class IsnadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final Metadata.Key<byte[]> DETAILS = Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final Code code;
    private final String reason;
    private final List<Violation> violations;
    private final Duration retryAfter;
    private final String requestId;

    private IsnadException(Code code, com.google.rpc.Status status, String requestId, Throwable cause) {
        super(status.getMessage().isEmpty() ? code.name() : status.getMessage(), cause);
        this.code = code;
        reason = detail(status, ErrorInfo.class).map(ErrorInfo::getReason).orElse(null);
        violations = detail(status, BadRequest.class).map(IsnadException::violations).orElse(List.of());
        retryAfter = detail(status, RetryInfo.class).map(IsnadException::delay).orElse(null);
        this.requestId = detail(status, RequestInfo.class).map(RequestInfo::getRequestId).orElse(requestId);
    }

    /**
     * The gRPC status code.
     *
     * @return the code, never {@link Code#OK}
     */
    public Code code() {
        return code;
    }

    /**
     * The reason, for programs.
     *
     * @return {@code OVERLOADED}, {@code INVALID_REQUEST}, …; empty if not sent
     */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * All violations in the request, each with its field.
     *
     * @return the violations; empty for other errors
     */
    public List<Violation> violations() {
        return violations;
    }

    /**
     * The delay after which the server asks for a retry.
     *
     * @return the delay; empty if not sent
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * The server's id of the call, for error reports.
     *
     * @return the id; empty if no server answered, and for a document of a stream
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /** The request is invalid; do not retry it. Each violation names its field. */
    public static final class InvalidArgument extends IsnadException {
        private static final long serialVersionUID = 1;

        private InvalidArgument(Code code, com.google.rpc.Status status, String requestId, Throwable cause) {
            super(code, status, requestId, cause);
        }
    }

    /** No server, or one that is full or shutting down. The client has already retried. */
    public static final class Unavailable extends IsnadException {
        private static final long serialVersionUID = 1;

        private Unavailable(Code code, com.google.rpc.Status status, String requestId, Throwable cause) {
            super(code, status, requestId, cause);
        }
    }

    /** The server's memory budget for calls is used up, or a message is too long. */
    public static final class ResourceExhausted extends IsnadException {
        private static final long serialVersionUID = 1;

        private ResourceExhausted(Code code, com.google.rpc.Status status, String requestId, Throwable cause) {
            super(code, status, requestId, cause);
        }
    }

    /** The deadline of the caller or of the server has passed. */
    public static final class DeadlineExceeded extends IsnadException {
        private static final long serialVersionUID = 1;

        private DeadlineExceeded(Code code, com.google.rpc.Status status, String requestId, Throwable cause) {
            super(code, status, requestId, cause);
        }
    }

    /** The call was cancelled: its thread was interrupted, or its client or stream closed. */
    public static final class Cancelled extends IsnadException {
        private static final long serialVersionUID = 1;

        private Cancelled(Code code, com.google.rpc.Status status, String requestId, Throwable cause) {
            super(code, status, requestId, cause);
        }
    }

    /** A fault of isnad. */
    public static final class Internal extends IsnadException {
        private static final long serialVersionUID = 1;

        private Internal(Code code, com.google.rpc.Status status, String requestId, Throwable cause) {
            super(code, status, requestId, cause);
        }
    }

    /** The error of a call that ended with this status. */
    static IsnadException of(StatusRuntimeException failed) {
        Metadata trailers = Optional.ofNullable(failed.getTrailers()).orElseGet(Metadata::new);
        com.google.rpc.Status.Builder status = com.google.rpc.Status.newBuilder()
                .setCode(failed.getStatus().getCode().value())
                .setMessage(Optional.ofNullable(failed.getStatus().getDescription()).orElse(""));
        return of(status.addAllDetails(details(trailers)).build(), trailers.get(RequestIds.KEY), failed);
    }

    /** The error of a document that the server answered with this status. */
    static IsnadException of(com.google.rpc.Status status) {
        return of(status, null, null);
    }

    /** An error found by the client. */
    static IsnadException of(Code code, String message, Throwable cause) {
        return of(com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage(message).build(), null, cause);
    }

    private static IsnadException of(com.google.rpc.Status status, String requestId, Throwable cause) {
        Code code = io.grpc.Status.fromCodeValue(status.getCode()).getCode();
        switch (code) {
            case INVALID_ARGUMENT:
                return new InvalidArgument(code, status, requestId, cause);
            case UNAVAILABLE:
                return new Unavailable(code, status, requestId, cause);
            case RESOURCE_EXHAUSTED:
                return new ResourceExhausted(code, status, requestId, cause);
            case DEADLINE_EXCEEDED:
                return new DeadlineExceeded(code, status, requestId, cause);
            case CANCELLED:
                return new Cancelled(code, status, requestId, cause);
            case INTERNAL:
                return new Internal(code, status, requestId, cause);
            default:
                return new IsnadException(code, status, requestId, cause);
        }
    }

    // Malformed details must not hide the error itself, so they are ignored.

    private static List<Any> details(Metadata trailers) {
        byte[] details = trailers.get(DETAILS);
        try {
            return details == null ? List.of() : com.google.rpc.Status.parseFrom(details).getDetailsList();
        } catch (InvalidProtocolBufferException unreadable) {
            return List.of();
        }
    }

    private static <T extends Message> Optional<T> detail(com.google.rpc.Status status, Class<T> kind) {
        for (Any detail : status.getDetailsList()) {
            try {
                if (detail.is(kind)) return Optional.of(detail.unpack(kind));
            } catch (InvalidProtocolBufferException unreadable) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static List<Violation> violations(BadRequest request) {
        return request.getFieldViolationsList().stream().map(Violation::new).collect(Collectors.toUnmodifiableList());
    }

    private static Duration delay(RetryInfo info) {
        return Duration.ofSeconds(info.getRetryDelay().getSeconds(), info.getRetryDelay().getNanos());
    }
}
