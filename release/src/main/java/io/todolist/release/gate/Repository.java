package io.todolist.release.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The git repository that a version is built from. What is known of a tree is a git note: it goes with the repository by push
 * and fetch, and a commit with another message, or on another branch, has the same tree.
 */
public final class Repository {
    private static final String NOTES = "--ref=gate";

    /** A release edits the percentages there while it is under way. */
    private static final String MANIFESTS_OF_SERVICES = ":(top,exclude,glob)knative/*.yaml";

    private final Path top;

    public Repository(Path within) {
        top = Path.of(git(within, "rev-parse", "--show-toplevel").strip());
    }

    Path top() {
        return top;
    }

    /**
     * That of HEAD.
     *
     * @throws IllegalStateException if the files are other ones
     */
    String tree() {
        String changed = git(top, "status", "--porcelain", "--", ".", MANIFESTS_OF_SERVICES);
        if (!changed.isEmpty()) {
            throw new IllegalStateException("What is not committed has no tree:\n" + changed.stripTrailing());
        }
        return git(top, "rev-parse", "HEAD^{tree}").strip();
    }

    /** By their paths from the top. */
    List<String> files() {
        return List.of(git(top, "ls-files", "-z").split("\0"));
    }

    List<String> changedJava(String since) {
        return git(
                        top,
                        "diff",
                        "--unified=0",
                        "--find-renames",
                        "--src-prefix=a/",
                        "--dst-prefix=b/",
                        since,
                        "HEAD",
                        "--",
                        "*.java")
                .lines()
                .toList();
    }

    Optional<String> note(String tree) {
        return git(top, "notes", NOTES, "list").lines().anyMatch(line -> line.endsWith(" " + tree))
                ? Optional.of(git(top, "notes", NOTES, "show", tree))
                : Optional.empty();
    }

    void note(String tree, String text) {
        try {
            Path file = Files.writeString(Files.createTempFile("gate", ".json"), text);
            git(top, "notes", NOTES, "add", "--force", "--file=" + file, tree);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.quotePath=false", "--no-pager"));
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile("git", ".err");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            String failed = Files.readString(errors);
            Files.delete(errors);
            if (status != 0) {
                throw new IllegalStateException("git " + arguments[0] + ": " + failed.strip());
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException("git does not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
