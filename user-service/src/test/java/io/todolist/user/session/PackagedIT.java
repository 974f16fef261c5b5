package io.todolist.user.session;

import io.quarkus.test.junit.QuarkusIntegrationTest;

// The tests of this package once more, against the packaged service: jar or native executable.

@QuarkusIntegrationTest
class ForgedTokenIT extends ForgedTokenTest {}

@QuarkusIntegrationTest
class JwksIT extends JwksTest {}

@QuarkusIntegrationTest
class KeyRotationIT extends KeyRotationTest {}

@QuarkusIntegrationTest
class SignInIT extends SignInTest {}

@QuarkusIntegrationTest
class PasswordChangeIT extends PasswordChangeTest {}

@QuarkusIntegrationTest
class RefreshIT extends RefreshTest {}

@QuarkusIntegrationTest
class RepetitionIT extends RepetitionTest {}

@QuarkusIntegrationTest
class SignInDelayIT extends SignInDelayTest {}

@QuarkusIntegrationTest
class SignInTimeIT extends SignInTimeTest {}

@QuarkusIntegrationTest
class TokenSecretsIT extends TokenSecretsTest {}

@QuarkusIntegrationTest
class SessionListIT extends SessionListTest {}
