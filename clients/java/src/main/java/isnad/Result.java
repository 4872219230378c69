package isnad;

import isnad.v1.AnalyzeResponse;
import isnad.v1.AnalyzeStreamRequest;
import isnad.v1.AnalyzeStreamResponse;
import java.util.Optional;

/** The result of one document of a stream. */
public final class Result {
    private final AnalyzeStreamRequest document;
    private final AnalyzeResponse analysis;
    private final IsnadException error;

    Result(AnalyzeStreamRequest document, AnalyzeStreamResponse answer) {
        this.document = document;
        analysis = answer.getAnalysis();
        error = answer.hasError() ? IsnadException.of(answer.getError()) : null;
    }

    /**
     * The document itself, with the text that the analysis's spans refer to.
     *
     * @return the document as sent
     */
    public AnalyzeStreamRequest document() {
        return document;
    }

    /**
     * The caller's name for the document.
     *
     * @return its id, which may be empty
     */
    public String id() {
        return document.getId();
    }

    /**
     * The analysis.
     *
     * @return the analysis
     * @throws IsnadException if there is none: {@link #error}
     */
    public AnalyzeResponse analysis() {
        if (error != null) throw error;
        return analysis;
    }

    /**
     * The document's error.
     *
     * @return the error; empty if there is an analysis
     */
    public Optional<IsnadException> error() {
        return Optional.ofNullable(error);
    }
}
