package io.todolist.kit.otel;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.semconv.UrlAttributes;
import jakarta.inject.Singleton;

/** What a person searches for is the person's own, and stands in the query of an address. */
@Singleton
class WithoutQueries implements SpanProcessor {
    private static final String LEFT_OUT = "?…";

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        cut(span, UrlAttributes.URL_QUERY, span.getAttribute(UrlAttributes.URL_QUERY) == null ? -1 : 0);
        String address = span.getAttribute(UrlAttributes.URL_FULL);
        cut(span, UrlAttributes.URL_FULL, address == null ? -1 : address.indexOf('?'));
    }

    private static void cut(ReadWriteSpan span, AttributeKey<String> key, int length) {
        if (length >= 0) {
            span.setAttribute(key, span.getAttribute(key).substring(0, length) + LEFT_OUT);
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
