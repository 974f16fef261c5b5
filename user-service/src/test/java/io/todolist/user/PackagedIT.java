package io.todolist;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

// The tests of this package once more, against the packaged service: jar or native executable.

@QuarkusIntegrationTest
@WithTestResource(value = PackagedDatabase.class, scope = TestResourceScope.GLOBAL)
class OldBackEndMistakesIT extends OldBackEndMistakesTest {}

@QuarkusIntegrationTest
class OpenApiIT extends OpenApiTest {}
