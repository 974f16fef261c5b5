package io.todolist.release.knative;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** An entry of a Knative Service's traffic. Only its status has the address of the tag. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Target(String revisionName, Boolean latestRevision, Integer percent, String tag, String url) {

    static Target of(String revision, int percent) {
        return new Target(revision, null, percent, null, null);
    }

    Target with(String revision, int share) {
        return new Target(revision, null, share, tag, null);
    }

    int share() {
        return percent == null ? 0 : percent;
    }
}
