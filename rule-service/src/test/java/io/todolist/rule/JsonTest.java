package io.todolist.rule;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent often is written by code that the build generated for it. */
@QuarkusTest
class JsonTest {
    @Inject
    ObjectMapper json;

    @ParameterizedTest
    @ValueSource(strings = {"todo.Todo", "list.TodoPage", "list.Counts", "list.Home"})
    void isWrittenWithoutReflection(String type) throws Exception {
        var writer = json.getSerializerProviderInstance()
                .findValueSerializer(Class.forName(
                        "io.todolist.rule." + type,
                        false,
                        Thread.currentThread().getContextClassLoader()));
        assertThat(writer.getClass().getName(), endsWith("$quarkusjacksonserializer"));
    }
}
