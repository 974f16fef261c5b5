package io.todolist.user.mail;

import io.quarkus.test.junit.QuarkusIntegrationTest;

// The tests of this package once more, against the packaged service: jar or native executable.

@QuarkusIntegrationTest
class EmailVerificationIT extends EmailVerificationTest {}

@QuarkusIntegrationTest
class MorningMailIT extends MorningMailTest {}

@QuarkusIntegrationTest
class NoticeIT extends NoticeTest {}

@QuarkusIntegrationTest
class PasswordResetIT extends PasswordResetTest {}
