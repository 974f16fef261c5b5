package io.todolist.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** Istio's ingress for https, with a certificate of our own, at a port of this machine that kubectl forwards to it. */
final class TlsIngress implements AutoCloseable {
    private static final Kubectl ISTIO = new Kubectl("istio-system");
    private static final String SECRET = "todolist-tls";
    private static final Pattern FORWARDING = Pattern.compile("Forwarding from (127\\.0\\.0\\.1:\\d+) .*");

    private final String host;
    private final Path certificate = Path.of("target", "tls.crt").toAbsolutePath();
    private final Process forward;
    private final String address;

    TlsIngress(String host) {
        this.host = host;
        Path key = certificate.resolveSibling("tls.key");
        Kubectl.command(
                ("openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=%1$s -addext subjectAltName=DNS:%1$s"
                                + " -keyout %2$s -out %3$s")
                        .formatted(host, key, certificate)
                        .split(" "));
        ISTIO.delete("secret/" + SECRET);
        ISTIO.run("create", "secret", "tls", SECRET, "--cert=" + certificate, "--key=" + key);
        forward = ISTIO.start("port-forward", "service/istio-ingressgateway", ":443");
        address = "https://" + forwarded();
    }

    String host() {
        return host;
    }

    String address() {
        return address;
    }

    /** Takes this certificate only, and asks for the host by name (SNI) as a browser does. */
    HttpClient.Builder client() {
        SSLParameters parameters = new SSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        return HttpClient.newBuilder().sslContext(trust()).sslParameters(parameters);
    }

    private SSLContext trust() {
        try (InputStream file = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    host, CertificateFactory.getInstance("X.509").generateCertificate(file));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String forwarded() {
        try {
            String line = new BufferedReader(new InputStreamReader(forward.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            Matcher forwarding = FORWARDING.matcher(String.valueOf(line));
            if (!forwarding.matches()) {
                throw new IllegalStateException("kubectl port-forward said " + line);
            }
            return forwarding.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        forward.destroy();
        ISTIO.delete("secret/" + SECRET);
    }
}
