/**
 * The client of isnad: who said what to whom, through whom, in Arabic news text.
 *
 * <p>{@link isnad.IsnadClient} connects to a server and makes its calls. Requests and answers are protobuf messages in the package {@code
 * isnad.v1}. Offsets count UTF-16 code units, the unit of {@link java.lang.String}; {@link isnad.Spans} extracts the text under them.
 *
 * <pre>{@code
 * try (IsnadClient client = IsnadClient.connect("127.0.0.1:50051")) {
 *     for (Quote quote : client.analyze(page).getQuotesList()) {
 *         System.out.println(quote.getSpeaker().getName() + ": " + Spans.of(page, quote.getContentList()));
 *     }
 * }
 * }</pre>
 */
package isnad;
