package isnad;

import isnad.v1.AnalyzeResponse;
import isnad.v1.AnalyzeStreamRequest;
import isnad.v1.AnalyzeStreamResponse;
import java.util.Optional;

/** What became of one document of a stream. */
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
     * The document itself, with the text that the spans of the analysis are cut out of.
     *
     * @return the document as it was sent
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
     * Why there is no analysis.
     *
     * @return the error; empty where there is an analysis
     */
    public Optional<IsnadException> error() {
        return Optional.ofNullable(error);
    }
}
