package isnad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IsnadExceptionTest {
    @Test
    void detailsAreRead() {
        BadRequest.FieldViolation wrong = BadRequest.FieldViolation.newBuilder().setField("text").setReason("REQUIRED").build();
        IsnadException error = IsnadException.of(Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT.value())
                .addDetails(Any.pack(ErrorInfo.newBuilder().setReason("INVALID_REQUEST").build()))
                .addDetails(Any.pack(BadRequest.newBuilder().addFieldViolations(wrong).build()))
                .build());
        assertInstanceOf(IsnadException.InvalidArgument.class, error);
        assertEquals(Optional.of("INVALID_REQUEST"), error.reason());
        assertEquals("text", error.violations().get(0).field());
    }

    @Test
    void theDelayIsADuration() {
        RetryInfo.Builder info = RetryInfo.newBuilder();
        info.getRetryDelayBuilder().setSeconds(1).setNanos(500_000_000);
        IsnadException error = IsnadException.of(
                Status.newBuilder().setCode(Code.UNAVAILABLE.value()).addDetails(Any.pack(info.build())).build());
        assertEquals(Optional.of(Duration.ofMillis(1500)), error.retryAfter());
    }

    @Test
    void aCodeThatNobodyKnowsIsAnErrorAllTheSame() {
        assertEquals(Code.UNKNOWN, IsnadException.of(Status.newBuilder().setCode(99).build()).code());
    }
}
