package io.todolist.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

/** The list of the old page, and rule-service behind it. */
abstract class OldPageTest extends GatewayTest {
    static final String KEY = "0198c0de-0000-7000-8000-000000000003";

    static final String TODO =
            """
            {"id":"%s","name":"buy milk","description":"two","status":"DONE","due":null,"position":"1.5",
             "createdAt":"2026-01-30T08:00:00Z","updatedAt":"2026-01-31T09:00:00Z","doneAt":"2026-01-31T09:00:00Z",
             "deletedAt":null,"version":3}"""
                    .formatted(KEY);

    void answerList(String page) {
        services.rules.stubFor(me.with(get(urlPathEqualTo("/todos"))).willReturn(okJson(page)));
    }

    void answerEmptyList() {
        answerList("{\"items\":[],\"total\":0,\"size\":10,\"page\":1,\"next\":null}");
    }
}
