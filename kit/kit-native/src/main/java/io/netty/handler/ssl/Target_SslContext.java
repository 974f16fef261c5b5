package io.netty.handler.ssl;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Quarkus 3.33.2 leaves OpenSSL out of native executables by taking the place of this method as it was until Netty 4.1.133. In
 * 4.1.137 it has one parameter more, so it is replaced here in the same way: the JDK's TLS is the only one. In Netty's package, because
 * what it calls is not public. Goes with the first Quarkus that names Netty 4.1.137 or newer.
 */
@TargetClass(SslContext.class)
final class Target_SslContext {
    private Target_SslContext() {}

    @Substitute
    @SuppressWarnings("deprecation") // Netty makes one itself.
    static SslContext newClientContextInternal(
            SslProvider provider,
            Provider sslContextProvider,
            X509Certificate[] trustCert,
            TrustManagerFactory trustManagerFactory,
            X509Certificate[] keyCertChain,
            PrivateKey key,
            String keyPassword,
            KeyManagerFactory keyManagerFactory,
            Iterable<String> ciphers,
            CipherSuiteFilter cipherFilter,
            ApplicationProtocolConfig apn,
            String[] protocols,
            long sessionCacheSize,
            long sessionTimeout,
            boolean enableOcsp,
            boolean onlyForOpenSsl,
            SecureRandom secureRandom,
            String keyStoreType,
            String endpointIdentificationAlgorithm,
            Map.Entry<SslContextOption<?>, Object>[] options)
            throws SSLException {
        if (enableOcsp || provider != null && provider != SslProvider.JDK) {
            throw new UnsupportedOperationException("A native executable has the TLS of the JDK only, without OCSP");
        }
        return new JdkSslClientContext(
                sslContextProvider,
                trustCert,
                trustManagerFactory,
                keyCertChain,
                key,
                keyPassword,
                keyManagerFactory,
                ciphers,
                cipherFilter,
                apn,
                protocols,
                sessionCacheSize,
                sessionTimeout,
                secureRandom,
                keyStoreType,
                endpointIdentificationAlgorithm,
                new ResumptionController());
    }
}
