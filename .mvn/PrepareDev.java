import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What dev mode and the tests of a service need before they start; the build runs it in front of each module. It makes a
 * signing key of this checkout's own with its JWK set, and ends what a killed dev mode left behind: the service's
 * process and its PostgreSQL. A dev mode that is alive is left alone.
 *
 * <p>Arguments: the folder for keys and databases, the module's name, the module's folder.
 */
class PrepareDev {

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        makeKeys(Files.createDirectories(folder));
        endOrphanedService(Path.of(args[2]));
        endOrphanedPostgres(folder.resolve(args[1]));
    }

    /** Modules are built in parallel: the first one makes the pair, the others wait for it. */
    private static void makeKeys(Path folder) throws Exception {
        Path signingKey = folder.resolve("signing-key.pem");
        Path jwks = folder.resolve("jwks.json");
        try (FileChannel channel = FileChannel.open(
                        folder.resolve("keys.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            // Releases before made an RSA key.
            if (Files.exists(jwks) && Files.readString(jwks).contains("P-256")) {
                return;
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            String pem = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(pair.getPrivate().getEncoded());
            Files.writeString(
                    signingKey, "-----BEGIN " + "PRIVATE KEY-----\n" + pem + "\n-----END " + "PRIVATE KEY-----\n");
            signingKey.toFile().setReadable(false, false);
            signingKey.toFile().setReadable(true, true);
            Files.writeString(jwks, jwkSet(((ECPublicKey) pair.getPublic()).getW()));
        }
    }

    /** The key's id is its thumbprint (RFC 7638). */
    private static String jwkSet(ECPoint key) throws Exception {
        String required = "\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"%s\",\"y\":\"%s\""
                .formatted(base64(key.getAffineX()), base64(key.getAffineY()));
        byte[] thumbprint = MessageDigest.getInstance("SHA-256")
                .digest(("{" + required + "}").getBytes(StandardCharsets.US_ASCII));
        String kid = Base64.getUrlEncoder().withoutPadding().encodeToString(thumbprint);
        return "{\"keys\":[{\"kid\":\"%s\",\"alg\":\"ES256\",\"use\":\"sig\",%s}]}%n".formatted(kid, required);
    }

    private static String base64(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] coordinate = new byte[32];
        int length = Math.min(bytes.length, coordinate.length);
        System.arraycopy(bytes, bytes.length - length, coordinate, coordinate.length - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(coordinate);
    }

    /** Dev mode runs the service in a child process of Maven's; when Maven is killed, it lives on and keeps the port. */
    private static void endOrphanedService(Path module) throws InterruptedException {
        String mark = "-Dquarkus-internal.serialized-app-model.path=" + module.toAbsolutePath() + "/target/";
        var orphans = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(mark))
                .filter(process -> process.parent()
                        .flatMap(parent -> parent.info().command())
                        .filter(command -> command.endsWith("java"))
                        .isEmpty())
                .toList();
        for (ProcessHandle orphan : orphans) {
            end(orphan, "service");
        }
    }

    private static void endOrphanedPostgres(Path data) throws IOException, InterruptedException {
        Path postmaster = data.resolve("postmaster.pid");
        if (!Files.exists(postmaster) || ownerIsAlive(data.resolve("epg-lock"))) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(postmaster).get(0).trim());
        var orphan = ProcessHandle.of(pid)
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        if (orphan.isPresent()) {
            end(orphan.get(), "PostgreSQL");
        }
        Files.deleteIfExists(postmaster);
    }

    private static void end(ProcessHandle orphan, String what) throws InterruptedException {
        System.out.println("Ending the " + what + " that a killed dev mode left behind, process " + orphan.pid());
        orphan.destroy();
        if (!waitFor(orphan)) {
            // A database recovers from its write-ahead log at the next start.
            orphan.destroyForcibly();
            waitFor(orphan);
        }
    }

    private static boolean waitFor(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(5, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return !process.isAlive();
        }
    }

    /** The Java process that started the database holds a lock on this file until it ends, however it ends. */
    private static boolean ownerIsAlive(Path lockFile) throws IOException {
        if (!Files.exists(lockFile)) {
            return false;
        }
        try (RandomAccessFile file = new RandomAccessFile(lockFile.toFile(), "rw");
                var lock = file.getChannel().tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }
}
