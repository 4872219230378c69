package isnad;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A streaming call for a thread that waits for its answers. */
final class Exchange<Q, A> {
    private final ClientCall<Q, A> call;
    /** The answers, followed by an empty one when the call has ended. */
    private final BlockingQueue<Optional<A>> news = new LinkedBlockingQueue<>();
    private volatile StatusRuntimeException end;

    /**
     * Starts the call.
     *
     * @param window how many answers may arrive before they are taken
     */
    Exchange(ClientCall<Q, A> call, int window) {
        this.call = call;
        call.start(new Listener(), new Metadata());
        call.request(window);
    }

    void send(Q message) {
        call.sendMessage(message);
    }

    /** Signals the end of the messages. */
    void finish() {
        call.halfClose();
    }

    /** Whether {@link #take} would return without waiting. */
    boolean hasNews() {
        return !news.isEmpty();
    }

    boolean hasEnded() {
        return end != null;
    }

    /** Waits for the next answer; empty once the call has ended. Cancels the call if the thread is interrupted. */
    Optional<A> take() {
        if (hasEnded() && !hasNews()) return Optional.empty();
        try {
            Optional<A> answer = news.take();
            if (answer.isPresent()) call.request(1);
            return answer;
        } catch (InterruptedException wanted) {
            Thread.currentThread().interrupt();
            call.cancel("the thread was interrupted", wanted);
            end = Status.CANCELLED.withDescription("the thread was interrupted").withCause(wanted).asRuntimeException();
            return Optional.empty();
        }
    }

    /** The status with which the call ended, which may be OK. */
    StatusRuntimeException end() {
        return end;
    }

    void cancel() {
        call.cancel("its caller wants no more of it", null);
    }

    private final class Listener extends ClientCall.Listener<A> {
        @Override
        public void onMessage(A answer) {
            news.add(Optional.of(answer));
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            end = status.asRuntimeException(trailers);
            news.add(Optional.empty());
        }
    }
}
