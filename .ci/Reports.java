import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints the names of tests by the reports of Surefire and Failsafe below this folder: "flaky" for those that passed only
 * at another try, "failed" for those that did not pass. No report at all is an error: then no test ran.
 */
class Reports {
    private static final Set<String> FLAKY = Set.of("flakyFailure", "flakyError");
    private static final Set<String> FAILED = Set.of("failure", "error");

    public static void main(String[] args) throws Exception {
        Set<String> wanted = args[0].equals("flaky") ? FLAKY : FAILED;
        List<Path> reports = reports();
        if (reports.isEmpty()) {
            System.err.println("There is no report of any test.");
            System.exit(1);
        }
        for (Path report : reports) {
            print(report, wanted);
        }
    }

    private static List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("."))) {
            return files.filter(file -> file.toString().matches(".*/target/(surefire|failsafe)-reports/TEST-[^/]*\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    private static void print(Path report, Set<String> wanted) throws Exception {
        NodeList tests = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < tests.getLength(); i++) {
            Element test = (Element) tests.item(i);
            if (wanted.stream().anyMatch(each -> test.getElementsByTagName(each).getLength() > 0)) {
                System.out.println(test.getAttribute("classname") + "." + test.getAttribute("name"));
            }
        }
    }
}
