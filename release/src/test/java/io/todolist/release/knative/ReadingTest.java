package io.todolist.release.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the ingresses really say, shortened. */
class ReadingTest {
    /** Envoy 1.40 with Istio's labels. */
    static final String ISTIO_ENVOY =
            """
            # TYPE envoy_cluster_upstream_rq counter
            envoy_cluster_upstream_rq{response_code_class="2xx",cluster_name="outbound|80||page-v1.todolist.svc.cluster.local"} 9
            envoy_cluster_upstream_rq{response_code_class="4xx",cluster_name="outbound|80||page-v1.todolist.svc.cluster.local"} 1
            envoy_cluster_upstream_rq{response_code_class="5xx",cluster_name="outbound|80||page-v1.todolist.svc.cluster.local"} 2
            envoy_cluster_upstream_rq{response_code_class="5xx",cluster_name="outbound|80||page-v10.todolist.svc.cluster.local"} 70
            envoy_cluster_upstream_rq{response_code_class="5xx",cluster_name="outbound|80||page-v1.others.svc.cluster.local"} 70
            # TYPE envoy_cluster_upstream_rq_time histogram
            envoy_cluster_upstream_rq_time_bucket{cluster_name="outbound|80||page-v1.todolist.svc.cluster.local",le="0.5"} 4
            envoy_cluster_upstream_rq_time_bucket{cluster_name="outbound|80||page-v1.todolist.svc.cluster.local",le="1"} 4
            envoy_cluster_upstream_rq_time_bucket{cluster_name="outbound|80||page-v1.todolist.svc.cluster.local",le="5"} 11
            envoy_cluster_upstream_rq_time_bucket{cluster_name="outbound|80||page-v1.todolist.svc.cluster.local",le="+Inf"} 12
            envoy_cluster_upstream_rq_time_sum{cluster_name="outbound|80||page-v1.todolist.svc.cluster.local"} 163.042569308
            envoy_cluster_upstream_rq_time_count{cluster_name="outbound|80||page-v1.todolist.svc.cluster.local"} 12
            """;

    /** Envoy 1.40 as Kourier has it; one request was asked again. */
    static final String KOURIER =
            """
            # TYPE envoy_cluster_retry_upstream_rq_xx counter
            envoy_cluster_retry_upstream_rq_xx{envoy_response_code_class="5",envoy_cluster_name="todolist/page-v1"} 1
            # TYPE envoy_cluster_upstream_rq counter
            envoy_cluster_upstream_rq{envoy_response_code="200",envoy_cluster_name="todolist/page-v1"} 9
            # TYPE envoy_cluster_upstream_rq_retry_success counter
            envoy_cluster_upstream_rq_retry_success{envoy_cluster_name="todolist/page-v1"} 1
            # TYPE envoy_cluster_upstream_rq_xx counter
            envoy_cluster_upstream_rq_xx{envoy_response_code_class="2",envoy_cluster_name="todolist/page-v1"} 9
            envoy_cluster_upstream_rq_xx{envoy_response_code_class="5",envoy_cluster_name="todolist/page-v1"} 1
            envoy_cluster_upstream_rq_xx{envoy_response_code_class="5",envoy_cluster_name="todolist/page-v2"} 1
            # TYPE envoy_cluster_external_upstream_rq_time histogram
            envoy_cluster_external_upstream_rq_time_bucket{envoy_cluster_name="todolist/page-v1",le="0.5"} 6
            # TYPE envoy_cluster_upstream_rq_time histogram
            envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name="todolist/page-v1",le="0.5"} 6
            envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name="todolist/page-v1",le="1"} 6
            envoy_cluster_upstream_rq_time_bucket{envoy_cluster_name="todolist/page-v1",le="5"} 7
            """;

    private static final String ISTIO =
            """
            istio_requests_total{reporter="source",destination_service="page-v1.todolist.svc.cluster.local",response_code="200"} 5
            istio_requests_total{reporter="source",destination_service="page-v1.todolist.svc.cluster.local",response_code="503"} 2
            istio_requests_total{reporter="source",destination_service="page-v1.todolist.svc.cluster.local",response_code="0"} 1
            istio_request_duration_milliseconds_bucket{destination_service="page-v1.todolist.svc.cluster.local",response_code="200",le="0.5"} 1
            istio_request_duration_milliseconds_bucket{destination_service="page-v1.todolist.svc.cluster.local",response_code="503",le="0.5"} 1
            istio_request_duration_milliseconds_bucket{destination_service="page-v1.todolist.svc.cluster.local",response_code="200",le="1"} 4
            istio_request_duration_milliseconds_bucket{destination_service="page-v1.todolist.svc.cluster.local",response_code="503",le="1"} 2
            """;

    @Test
    void istiosEnvoyCountsAnswersByClass() {
        assertEquals(count(12, 2, Map.of(500L, 4L, 1000L, 0L, 5000L, 7L, 3_600_000_001L, 1L)), of(ISTIO_ENVOY));
    }

    @Test
    void aFailureThatAnotherTryHidIsAFailureAndOneRequest() {
        assertEquals(count(10, 2, Map.of(500L, 6L, 1000L, 0L, 5000L, 1L)), of(KOURIER));
    }

    @Test
    void istiosOwnCountersOfAllCodesAreTakenTogether() {
        assertEquals(count(7, 2, Map.of(500L, 2L, 1000L, 4L)), of(ISTIO));
    }

    @Test
    void ofTwoKindsOfCountersOneIsTaken() {
        assertEquals(of(ISTIO_ENVOY), of(ISTIO + ISTIO_ENVOY));
    }

    @Test
    void aVersionThatNobodyHasVisitedHasNoCounters() {
        assertEquals(Count.NONE, Reading.of(KOURIER, "todolist", "page-v3"));
    }

    private static Count of(String text) {
        return Reading.of(text, "todolist", "page-v1");
    }

    private static Count count(long requests, long errors, Map<Long, Long> times) {
        return new Count(requests, errors, 0, new TreeMap<>(times));
    }
}
