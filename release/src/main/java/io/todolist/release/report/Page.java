package io.todolist.release.report;

import io.todolist.release.judge.Difference;
import io.todolist.release.judge.Judgement;
import io.todolist.release.judge.Judgement.About;
import io.todolist.release.walk.State;
import java.util.stream.Collectors;

/** One HTML file with everything in it; it loads nothing and runs nothing. */
final class Page {
    private static final String STYLE =
            """
            :root { color-scheme: light dark; --text: light-dark(#1c1f1e, #e8ebe9); --muted: light-dark(#5c625f, #a3aaa7);
              --line: light-dark(#e2e2dc, #2e3331); --page: light-dark(#f6f6f3, #131514); --surface: light-dark(#fff, #1c1f1e);
              --candidate: light-dark(#0b6e5f, #5ecbb6); --current: light-dark(#6b4fa0, #b79ee8); --danger: light-dark(#b3261e, #ff9d94) }
            body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 60rem; font: 100%/1.5 system-ui, sans-serif; color: var(--text); background: var(--page) }
            h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 } h2 { font-size: 1.05rem; margin: 2rem 0 .5rem }
            .stage { font-weight: 600 } .ROLLED_BACK { color: var(--danger) } .PROMOTED { color: var(--candidate) } .muted, small { color: var(--muted) }
            figure, .table { margin: 0; padding: .75rem; background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; overflow-x: auto }
            svg { display: block; width: 100%; height: auto; min-width: 34rem } svg text { font-size: 12px; fill: var(--muted) }
            .grid { stroke: var(--line) } .line { stroke: var(--candidate); stroke-width: 2; fill: none } .area { fill: var(--candidate); opacity: .12 }
            .event, .candidate circle, circle.candidate { fill: var(--candidate) } g path { stroke: currentColor; stroke-width: 1.5 }
            .candidate { color: var(--candidate) } .current { color: var(--current) } .worse { color: var(--danger) } .worse circle { fill: var(--danger) }
            .current circle, circle.current { fill: var(--surface); stroke: var(--current); stroke-width: 2 }
            figcaption { display: flex; gap: 1.25rem; padding: 0 .25rem .5rem; font-size: .875rem }
            figcaption i { display: inline-block; width: .6rem; height: .6rem; margin-right: .4rem; border-radius: 50%; background: var(--candidate) }
            figcaption i.current { background: none; border: 2px solid var(--current); width: .4rem; height: .4rem }
            table { border-collapse: collapse; font-size: .875rem; width: 100% } th, td { padding: .3rem .6rem; text-align: left; vertical-align: top }
            td + td { border: 0 } tr + tr > td, thead + tbody td { border-top: 1px solid var(--line) } .number { text-align: right; white-space: nowrap; width: 1% } .judged { min-width: 52rem }
            """;

    private Page() {}

    static String of(State state) {
        Plots plots = new Plots(state);
        String reason = state.position().reason();
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html><html lang=en><meta charset=utf-8>")
                .append("<meta name=viewport content='width=device-width'><title>%s</title><style>%s</style>"
                        .formatted(text(Words.title(state)), STYLE))
                .append("<main><h1>%s</h1>".formatted(text(Words.title(state))))
                .append("<p><span class='stage %s'>%s.</span> %s</p>"
                        .formatted(state.stage(), Words.of(state.stage()), reason == null ? "" : text(reason)))
                .append("<p class=muted>It began at %s. A step needs %s requests of each version.</p>"
                        .formatted(Words.began(state), Words.count(state.plan().needed())))
                .append(figure("Share of the visitors", "", plots.share()));
        String legend = "<span><i class=current></i>%s, the current version</span><span><i></i>%s, the candidate</span>"
                .formatted(text(state.current()), text(state.candidate()));
        if (plots.has(About.ERRORS)) {
            page.append(figure("Requests that failed", legend, plots.judged(About.ERRORS)));
        }
        if (plots.has(About.LATENCY)) {
            page.append(figure("95 % of the warm requests took at most so long", legend, plots.judged(About.LATENCY)));
        }
        if (!state.starts().isEmpty()) {
            page.append(figure("Cold starts, in turn", legend, plots.starts()));
        }
        return page.append(events(state))
                .append(judgements(state))
                .append(state.replayed() == null ? "" : replayed(state))
                .append("</main></html>\n")
                .toString();
    }

    private static String figure(String title, String caption, String svg) {
        return "<h2>%s</h2><figure tabindex=0><figcaption>%s</figcaption>%s</figure>".formatted(title, caption, svg);
    }

    private static String events(State state) {
        return state.events().stream()
                .map(event -> "<tr><td class=number>%s<td class=number>%d %%<td>%s"
                        .formatted(Words.since(state, event.at()), event.percent(), text(event.said())))
                .collect(Collectors.joining(
                        "\n",
                        "<h2>What happened</h2><div class=table tabindex=0><table><thead><tr><th class=number>after<th class=number>share<th>event<tbody>",
                        "</table></div>"));
    }

    private static String judgements(State state) {
        return state.judgements().stream()
                .map(judgement -> row(state, judgement))
                .collect(
                        Collectors.joining(
                                "\n",
                                "<h2>What was judged</h2><div class=table tabindex=0><table class=judged><thead><tr><th class=number>after<th class=number>share<th>what<th>%s<th>%s<th class=number>equal versions<br>differ so much in<th>verdict<tbody>"
                                        .formatted(text(state.current()), text(state.candidate())),
                                "</table></div><p><small>With each figure stands the interval that it lies in with 95 %.</small></p>"));
    }

    private static String row(State state, Judgement judgement) {
        return "<tr><td class=number>%s<td class=number>%d %%<td>%s<td>%s<td>%s<td class=number>%s<td class='%s'>%s"
                .formatted(
                        Words.since(state, judgement.at()),
                        judgement.percent(),
                        Words.of(judgement.about()),
                        Words.current(judgement),
                        Words.candidate(judgement),
                        Words.chance(judgement),
                        judgement.verdict() == Judgement.Verdict.WORSE ? "worse" : "",
                        Words.of(judgement.verdict()));
    }

    private static String replayed(State state) {
        return state.replayed().differences().stream()
                .map(Page::row)
                .collect(
                        Collectors.joining(
                                "\n",
                                "<h2>What was replayed</h2><p>%s</p><div class=table tabindex=0><table class=judged><thead><tr><th>where the answers differ<th class=number>visits<th class=number>noise<th>%s<th>%s<th>verdict<tbody>"
                                        .formatted(
                                                text(Words.counted(state.replayed())),
                                                text(state.current()),
                                                text(state.candidate())),
                                "</table></div><p><small>Noise: in so many visits the current version differs from itself.</small></p>"));
    }

    private static String row(Difference difference) {
        return "<tr><td>%s<td class=number>%s<td class=number>%s<td>%s<td>%s<td class='%s'>%s"
                .formatted(
                        text(Words.place(difference)),
                        Words.share(difference.differing(), difference),
                        Words.share(difference.noise(), difference),
                        text(Words.current(difference)),
                        text(Words.candidate(difference)),
                        difference.verdict() == Difference.Verdict.WORSE ? "worse" : "",
                        text(Words.verdict(difference)));
    }

    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
