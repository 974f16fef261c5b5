package io.todolist.release.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The git repository that a version is built from. What is known of a tree is a git note: it goes with the repository by push
 * and fetch, and a commit with another message, or on another branch, has the same tree.
 */
public final class Repository {
    private static final String NOTES = "--ref=gate";

    /** A release edits them while it is under way: knative/SERVICE.yaml. */
    private static final Pattern PERCENTAGE = Pattern.compile("percent: *\\d+");

    private static final Pattern MANIFEST = Pattern.compile(" M knative/[^/]+\\.yaml");

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
        return tree(changed());
    }

    /**
     * The same, and it does not matter that a release has edited percentages since.
     *
     * @throws IllegalStateException if anything else of the files is another one
     */
    String treeToRelease() {
        return tree(changed()
                .filter(line -> !MANIFEST.matcher(line).matches() || !onlyPercentages(line.substring(" M ".length()))));
    }

    private Stream<String> changed() {
        return git(top, "status", "--porcelain").lines();
    }

    private boolean onlyPercentages(String file) {
        String committed = git(top, "show", "HEAD:" + file);
        try {
            String now = Files.readString(top.resolve(file));
            return PERCENTAGE
                    .matcher(now)
                    .replaceAll("")
                    .equals(PERCENTAGE.matcher(committed).replaceAll(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tree(Stream<String> changed) {
        List<String> files = changed.toList();
        if (!files.isEmpty()) {
            throw new IllegalStateException("What is not committed has no tree:\n" + String.join("\n", files));
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
