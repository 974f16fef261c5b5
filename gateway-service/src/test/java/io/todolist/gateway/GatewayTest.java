package io.todolist.gateway;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;

/** What all tests start with: the two services behind the gateway, and somebody new. */
@WithTestResource(value = Services.class, scope = TestResourceScope.GLOBAL)
abstract class GatewayTest {
    Services services;
    final Person me = new Person();
}
