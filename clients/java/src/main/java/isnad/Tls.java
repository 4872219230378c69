package isnad;

import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a client authenticates the server and itself. Files are in PEM, and are read when the client connects.
 *
 * <pre>{@code
 * Tls tls = Tls.authorities().ca(Path.of("ca.crt")).identity(Path.of("client.crt"), Path.of("client.key"));
 * }</pre>
 */
public final class Tls {
    private final Path ca;
    private final Path certificate;
    private final Path key;
    private final String serverName;

    private Tls(Path ca, Path certificate, Path key, String serverName) {
        this.ca = ca;
        this.certificate = certificate;
        this.key = key;
        this.serverName = serverName;
    }

    /**
     * TLS with the CA certificates of the Java runtime, without a client certificate.
     *
     * @return the default
     */
    public static Tls authorities() {
        return new Tls(null, null, null, null);
    }

    /**
     * Returns a copy with other CA certificates for servers.
     *
     * @param ca the file with the certificates
     * @return a new one
     */
    public Tls ca(Path ca) {
        return new Tls(ca, certificate, key, serverName);
    }

    /**
     * Returns a copy with the client's own certificate, for mTLS.
     *
     * @param certificate the file with the certificate chain
     * @param key the file with its private key, PKCS #8
     * @return a new one
     */
    public Tls identity(Path certificate, Path key) {
        return new Tls(ca, certificate, key, serverName);
    }

    /**
     * Returns a copy for a server whose certificate has a different name from the target.
     *
     * @param serverName the name in the certificate
     * @return a new one
     */
    public Tls serverName(String serverName) {
        return new Tls(ca, certificate, key, serverName);
    }

    ChannelCredentials credentials() {
        TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
        try {
            if (ca != null) credentials.trustManager(ca.toFile());
            if (certificate != null) credentials.keyManager(certificate.toFile(), key.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return credentials.build();
    }

    Optional<String> serverName() {
        return Optional.ofNullable(serverName);
    }
}
