package io.todolist.session;

import io.quarkus.test.junit.QuarkusIntegrationTest;

// The tests of this package once more, against the packaged service: jar or native executable.

@QuarkusIntegrationTest
class ForgedTokenIT extends ForgedTokenTest {}

@QuarkusIntegrationTest
class JwksIT extends JwksTest {}

@QuarkusIntegrationTest
class KeyRotationIT extends KeyRotationTest {}

@QuarkusIntegrationTest
class LoginIT extends LoginTest {}

@QuarkusIntegrationTest
class PasswordChangeIT extends PasswordChangeTest {}

@QuarkusIntegrationTest
class RefreshIT extends RefreshTest {}

@QuarkusIntegrationTest
class TokenSecretsIT extends TokenSecretsTest {}
