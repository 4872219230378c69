package isnad;

import com.google.rpc.BadRequest.FieldViolation;
import java.io.Serializable;

/** One thing that is wrong with a request. */
public final class Violation implements Serializable {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String description;
    private final String reason;

    Violation(FieldViolation violation) {
        field = violation.getField();
        description = violation.getDescription();
        reason = violation.getReason();
    }

    /**
     * The field.
     *
     * @return its name in the contract: {@code text}, {@code quotes.min_confidence}
     */
    public String field() {
        return field;
    }

    /**
     * What is wrong with it.
     *
     * @return a text for people
     */
    public String description() {
        return description;
    }

    /**
     * What is wrong with it, for programs.
     *
     * @return {@code REQUIRED}, {@code TOO_LARGE}, …; empty from a server that does not say
     */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return field + ": " + description;
    }
}
