package io.todolist.rule;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

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
class MorningIT extends MorningTest {}

@QuarkusIntegrationTest
class MoveIT extends MoveTest {}

@QuarkusIntegrationTest
class HistoryIT extends HistoryTest {}

@QuarkusIntegrationTest
class HomeIT extends HomeTest {}

@QuarkusIntegrationTest
class LeftoversIT extends LeftoversTest {}

@QuarkusIntegrationTest
class RepetitionIT extends RepetitionTest {}

@QuarkusIntegrationTest
class TraceIT extends TraceTest {}

/** The document is for development; the gateway's is the public one. */
@QuarkusIntegrationTest
class OpenApiIT {
    @Test
    void isNotPackaged() {
        given().get("/q/openapi").then().statusCode(404);
    }
}

@QuarkusIntegrationTest
class TodoIT extends TodoTest {}

@QuarkusIntegrationTest
class EndedSessionIT extends EndedSessionTest {}

@QuarkusIntegrationTest
class TokenIT extends TokenTest {}

@QuarkusIntegrationTest
class AccountDeletedIT extends AccountDeletedTest {}
