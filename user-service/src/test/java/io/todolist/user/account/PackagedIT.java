package io.todolist.user.account;

import io.quarkus.test.junit.QuarkusIntegrationTest;

// The tests of this package once more, against the packaged service: jar or native executable.

@QuarkusIntegrationTest
class DeletionIT extends DeletionTest {}

@QuarkusIntegrationTest
class FirstAdminIT extends FirstAdminTest {}

@QuarkusIntegrationTest
class ProfileIT extends ProfileTest {}

@QuarkusIntegrationTest
class RegistrationIT extends RegistrationTest {}

@QuarkusIntegrationTest
class UserListIT extends UserListTest {}
