package io.todolist.user.event;

import io.quarkus.test.junit.QuarkusIntegrationTest;

// The tests of this package once more, against the packaged service.

@QuarkusIntegrationTest
class FeedIT extends FeedTest {}
