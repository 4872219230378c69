package isnad;

import isnad.v1.AnalyzeRequest;
import isnad.v1.AnalyzeStreamRequest;
import isnad.v1.CleanRequest;
import isnad.v1.ExtractQuotesRequest;
import isnad.v1.OffsetEncoding;
import isnad.v1.SegmentRequest;
import isnad.v1.TraceRequest;
import isnad.v1.VerifyRequest;

/** Sets the offset unit of Java strings in requests without one. The request messages have no common type for this. */
final class Units {
    private static final OffsetEncoding OWN = OffsetEncoding.OFFSET_ENCODING_UTF16;

    private Units() {}

    static AnalyzeRequest own(AnalyzeRequest it) {
        return isNamed(it.getOffsetEncodingValue()) ? it : it.toBuilder().setOffsetEncoding(OWN).build();
    }

    static CleanRequest own(CleanRequest it) {
        return isNamed(it.getOffsetEncodingValue()) ? it : it.toBuilder().setOffsetEncoding(OWN).build();
    }

    static SegmentRequest own(SegmentRequest it) {
        return isNamed(it.getOffsetEncodingValue()) ? it : it.toBuilder().setOffsetEncoding(OWN).build();
    }

    static ExtractQuotesRequest own(ExtractQuotesRequest it) {
        return isNamed(it.getOffsetEncodingValue()) ? it : it.toBuilder().setOffsetEncoding(OWN).build();
    }

    static VerifyRequest own(VerifyRequest it) {
        return isNamed(it.getOffsetEncodingValue()) ? it : it.toBuilder().setOffsetEncoding(OWN).build();
    }

    static AnalyzeStreamRequest own(AnalyzeStreamRequest it) {
        return isNamed(it.getOffsetEncodingValue()) ? it : it.toBuilder().setOffsetEncoding(OWN).build();
    }

    static TraceRequest own(TraceRequest it) {
        return isNamed(it.getOffsetEncodingValue()) ? it : it.toBuilder().setOffsetEncoding(OWN).build();
    }

    private static boolean isNamed(int encoding) {
        return encoding != OffsetEncoding.OFFSET_ENCODING_UNSPECIFIED_VALUE;
    }
}
