import isnad.IsnadClient;
import isnad.Spans;
import isnad.v1.Quote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who says what in one article: {@code Article.java examples/article.txt}. */
class Article {
    public static void main(String[] arguments) throws IOException {
        String target = Optional.ofNullable(System.getenv("ISNAD_TARGET")).orElse("127.0.0.1:50051");
        String text = Files.readString(Path.of(arguments[0]));
        try (IsnadClient client = IsnadClient.connect(target)) {
            for (Quote quote : client.analyze(text).getQuotesList()) {
                System.out.println(quote.getSpeaker().getName() + ": " + Spans.of(text, quote.getContentList()));
            }
        }
    }
}
