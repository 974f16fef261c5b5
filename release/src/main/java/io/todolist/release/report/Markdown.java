package io.todolist.release.report;

import io.todolist.release.judge.Difference;
import io.todolist.release.judge.Judgement;
import io.todolist.release.walk.State;

final class Markdown {
    private Markdown() {}

    static String of(State state) {
        StringBuilder text = new StringBuilder();
        String reason = state.position().reason();
        text.append("# %s%n%n".formatted(cell(Words.title(state))));
        text.append("**%s.** %s%n%n".formatted(Words.of(state.stage()), reason == null ? "" : cell(reason)));
        text.append("It began at %s. A step needs %s requests of each version.%n%n"
                .formatted(Words.began(state), Words.count(state.plan().needed())));
        text.append("| after | share | |%n|--:|--:|---|%n".formatted());
        for (State.Event event : state.events()) {
            text.append("| %s | %d %% | %s |%n"
                    .formatted(Words.since(state, event.at()), event.percent(), cell(event.said())));
        }
        text.append(
                "%n| after | share | | %s | %s | equal versions differ so much in | |%n|--:|--:|---|---|---|--:|---|%n"
                        .formatted(cell(state.current()), cell(state.candidate())));
        for (Judgement judgement : state.judgements()) {
            text.append("| %s | %d %% | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            Words.since(state, judgement.at()),
                            judgement.percent(),
                            Words.of(judgement.about()),
                            Words.current(judgement),
                            Words.candidate(judgement),
                            Words.chance(judgement),
                            Words.of(judgement.verdict())));
        }
        if (state.replayed() != null) {
            text.append(replayed(state));
        }
        return text.toString();
    }

    private static String replayed(State state) {
        StringBuilder text = new StringBuilder("%nReplayed: %s%n%n".formatted(cell(Words.counted(state.replayed()))));
        text.append("| where the answers differ | visits | noise | %s | %s | |%n|---|--:|--:|---|---|---|%n"
                .formatted(cell(state.current()), cell(state.candidate())));
        for (Difference difference : state.replayed().differences()) {
            text.append("| %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            cell(Words.place(difference)),
                            Words.share(difference.differing(), difference),
                            Words.share(difference.noise(), difference),
                            cell(Words.current(difference)),
                            cell(Words.candidate(difference)),
                            cell(Words.verdict(difference))));
        }
        return text.toString();
    }

    /** What is text stays text. */
    private static String cell(String text) {
        return text.replaceAll("[\\r\\n]+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replaceAll("([\\\\`*_\\[\\]|#])", "\\\\$1");
    }
}
