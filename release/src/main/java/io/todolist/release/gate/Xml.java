package io.todolist.release.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A report, read element by element: JaCoCo's are of some megabytes. */
final class Xml {
    private static final XMLInputFactory FACTORY = XMLInputFactory.newDefaultFactory();

    static {
        // JaCoCo's name a DTD that is not beside them.
        FACTORY.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    }

    private Xml() {}

    /** @param seen is given each element at its begin, to ask for its name and its attributes */
    static void read(Path file, Consumer<XMLStreamReader> seen) {
        try (InputStream bytes = Files.newInputStream(file)) {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(bytes);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT) {
                    seen.accept(reader);
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(file + " is no report: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String attribute(XMLStreamReader element, String name) {
        return element.getAttributeValue(null, name);
    }

    static int number(XMLStreamReader element, String name) {
        return Integer.parseInt(attribute(element, name));
    }
}
