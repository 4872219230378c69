package isnad;

import com.google.rpc.BadRequest.FieldViolation;
import java.io.Serializable;

/** A violation in a request. */
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
     * @return its name in the API: {@code text}, {@code quotes.min_confidence}
     */
    public String field() {
        return field;
    }

    /**
     * The description, for people.
     *
     * @return the description
     */
    public String description() {
        return description;
    }

    /**
     * The reason, for programs.
     *
     * @return {@code REQUIRED}, {@code TOO_LARGE}, …; empty if not sent
     */
    public String reason() {
        return reason;
    }

    @Override
    public String toString() {
        return field + ": " + description;
    }
}
