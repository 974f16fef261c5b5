package io.todolist.release.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class ConfigMapStoreTest {
    KubernetesClient kubernetes;
    private Document document;

    @BeforeEach
    void document() {
        document = new Document(kubernetes, "todolist", "release-page");
    }

    @Test
    void keepsWhatIsWritten() {
        String mark = document.write("one", null).orElseThrow();
        assertEquals(Optional.of(new Document.Text("one", mark)), document.read());
    }

    @Test
    void whoComesSecondWritesNothing() {
        String mark = document.write("one", null).orElseThrow();
        assertTrue(document.write("two", mark).isPresent());
        assertEquals(Optional.empty(), document.write("three", mark));
        assertEquals("two", text());
    }

    @Test
    void whoBeginsSecondWritesNothing() {
        document.write("one", null);
        assertEquals(Optional.empty(), document.write("two", null));
        assertEquals("one", text());
    }

    @Test
    void aDeletedOneIsNotWrittenAsIfItWereThere() {
        String mark = document.write("one", null).orElseThrow();
        kubernetes.configMaps().inNamespace("todolist").withName("release-page").delete();
        assertEquals(Optional.empty(), document.write("two", mark));
        assertEquals(Optional.empty(), document.read());
    }

    @Test
    void theInstalledOneIsEmpty() {
        kubernetes
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace("todolist")
                        .withName("release-page")
                        .endMetadata()
                        .build())
                .create();
        assertEquals(Optional.empty(), document.read());
        document.write("one", null).orElseThrow();
        assertEquals("one", text());
        assertEquals(Optional.empty(), document.write("two", null));
    }

    @Test
    void whatIsNoStateIsToldAndNotTakenForNone() {
        document.write("no state", null);
        var store = new ConfigMapStore(kubernetes, OnCluster.settings(), "page");
        assertThrows(RuntimeException.class, store::read);
    }

    private String text() {
        return document.read().orElseThrow().text();
    }
}
