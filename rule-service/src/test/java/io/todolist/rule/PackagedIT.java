package io.todolist.rule;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;

// The tests of this package once more, against the packaged service: jar or native executable.

@QuarkusIntegrationTest
@WithTestResource(value = PackagedDatabase.class, scope = TestResourceScope.GLOBAL)
class BadInputIT extends BadInputTest {}

@QuarkusIntegrationTest
class BulkIT extends BulkTest {}

@QuarkusIntegrationTest
class ConcurrencyIT extends ConcurrencyTest {}

@QuarkusIntegrationTest
class ListIT extends ListTest {}

@QuarkusIntegrationTest
class LongListIT extends LongListTest {}

@QuarkusIntegrationTest
class MoveIT extends MoveTest {}

@QuarkusIntegrationTest
class OpenApiIT extends OpenApiTest {}

@QuarkusIntegrationTest
class TodoIT extends TodoTest {}

@QuarkusIntegrationTest
class TokenIT extends TokenTest {}
