package io.todolist.gateway;

import io.quarkus.test.junit.QuarkusIntegrationTest;

// The tests of this package once more, against the packaged service: jar or native executable.

@QuarkusIntegrationTest
class AccountIT extends AccountTest {}

@QuarkusIntegrationTest
class BadInputIT extends BadInputTest {}

@QuarkusIntegrationTest
class BodyIT extends BodyTest {}

@QuarkusIntegrationTest
class CdnIT extends CdnTest {}

@QuarkusIntegrationTest
class EdgeIT extends EdgeTest {}

@QuarkusIntegrationTest
class EmailVerificationIT extends EmailVerificationTest {}

@QuarkusIntegrationTest
class MorningMailIT extends MorningMailTest {}

@QuarkusIntegrationTest
class HomeIT extends HomeTest {}

@QuarkusIntegrationTest
class KeyIT extends KeyTest {}

@QuarkusIntegrationTest
class OldMistakesIT extends OldMistakesTest {}

@QuarkusIntegrationTest
class OldPageAccountIT extends OldPageAccountTest {}

@QuarkusIntegrationTest
class OldPageChangeIT extends OldPageChangeTest {}

@QuarkusIntegrationTest
class OldPageListIT extends OldPageListTest {}

@QuarkusIntegrationTest
class OpenApiIT extends OpenApiTest {}

@QuarkusIntegrationTest
class OtherPageIT extends OtherPageTest {}

@QuarkusIntegrationTest
class OutageIT extends OutageTest {}

@QuarkusIntegrationTest
class PageIT extends PageTest {}

@QuarkusIntegrationTest
class PasswordResetIT extends PasswordResetTest {}

@QuarkusIntegrationTest
class RecordingIT extends RecordingTest {}

@QuarkusIntegrationTest
class RenewalIT extends RenewalTest {}

@QuarkusIntegrationTest
class SameOriginIT extends SameOriginTest {}

@QuarkusIntegrationTest
class SessionIT extends SessionTest {}

@QuarkusIntegrationTest
class TlsProxyIT extends TlsProxyTest {}

@QuarkusIntegrationTest
class TodoIT extends TodoTest {}

@QuarkusIntegrationTest
class TokenIT extends TokenTest {}

@QuarkusIntegrationTest
class TraceIT extends TraceTest {}

@QuarkusIntegrationTest
class WakeIT extends WakeTest {}

@QuarkusIntegrationTest
class WakeAtStartIT extends WakeAtStartTest {}

@QuarkusIntegrationTest
class CanaryIT extends CanaryTest {}
