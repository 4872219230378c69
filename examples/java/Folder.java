import isnad.IsnadClient;
import isnad.Result;
import isnad.Results;
import isnad.v1.AnalyzeStreamRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** How many quotes each page of a folder has, over one stream: {@code Folder.java pages/}. A file is read when there is a place for it. */
class Folder {
    public static void main(String[] arguments) throws IOException {
        String target = Optional.ofNullable(System.getenv("ISNAD_TARGET")).orElse("127.0.0.1:50051");
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(Path.of(arguments[0]), "*.txt");
                IsnadClient client = IsnadClient.connect(target);
                Results results = client.analyzeMany(() -> read(pages), 16)) {
            for (Result result : results) {
                System.out.println(result.id() + ": " + result.error().map(Throwable::getMessage)
                        .orElseGet(() -> result.analysis().getQuotesCount() + " quotes"));
            }
        }
    }

    private static Iterator<AnalyzeStreamRequest> read(DirectoryStream<Path> pages) {
        return StreamSupport.stream(pages.spliterator(), false).map(Folder::page).iterator();
    }

    private static AnalyzeStreamRequest page(Path path) {
        try {
            return AnalyzeStreamRequest.newBuilder().setId(path.getFileName().toString()).setText(Files.readString(path)).build();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
