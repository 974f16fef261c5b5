import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * What a service needs before its ahead-of-time cache is trained. A cache fits exactly the Java and the jars that it was
 * trained with, by size and time of last change. So the image gets this Java, not a base image's, and everything has
 * the time here that Jib writes into an image.
 *
 * <p>Arguments: the folder of the runtime to make from this JDK, the folder of the packaged service.
 */
class PrepareAot {
    /** jib.container.filesModificationTime, EPOCH_PLUS_SECOND */
    private static final FileTime JIB = FileTime.from(Instant.ofEpochSecond(1));

    /** What Quarkus, Hibernate, the drivers and the tests use, and jcmd and JFR to look at what runs. */
    private static final String MODULES = "java.se,jdk.attach,jdk.charsets,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.localedata,"
            + "jdk.management,jdk.naming.dns,jdk.net,jdk.nio.mapmode,jdk.security.auth,jdk.unsupported,jdk.zipfs";

    public static void main(String[] args) throws IOException {
        Path service = Path.of(args[1]);
        if (Files.notExists(service)) {
            // A module of another kind.
            return;
        }
        if (Runtime.version().feature() < 25) {
            System.err.println("The profile aot needs JDK 25 or newer: point JAVA_HOME at one.");
            System.exit(1);
        }
        Path runtime = Path.of(args[0]);
        if (Files.notExists(runtime)) {
            ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
            int status = jlink.run(System.out, System.err, "--add-modules", MODULES, "--include-locales", "en,zh",
                    "--strip-debug", "--no-header-files", "--no-man-pages", "--output", runtime.toString());
            if (status != 0) {
                System.exit(status);
            }
        }
        touch(runtime);
        touch(service);
    }

    private static void touch(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile).forEach(PrepareAot::setTime);
        }
    }

    private static void setTime(Path file) {
        try {
            Files.setLastModifiedTime(file, JIB);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
