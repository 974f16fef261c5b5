package io.todolist.user.session;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.todolist.user.account.User;
import jakarta.inject.Inject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent often is written by code that the build generated for it. */
@QuarkusTest
class JsonTest {
    @Inject
    ObjectMapper json;

    @ParameterizedTest
    @ValueSource(classes = {Session.class, User.class})
    void isWrittenWithoutReflection(Class<?> type) throws Exception {
        var writer = json.getSerializerProviderInstance().findValueSerializer(type);
        assertThat(writer.getClass().getName(), endsWith("$quarkusjacksonserializer"));
    }
}
