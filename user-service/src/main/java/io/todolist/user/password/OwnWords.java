package io.todolist.user.password;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * What somebody guesses first who knows this product: its name, what it is about, what it is made with, and its roles. A
 * password must not consist of these words alone, whatever its case, and whatever digits, spaces and signs are around and
 * between them.
 */
final class OwnWords {
    /** The longest first: there is a service in "ruleservice", and no rules. */
    private static final List<String> WORDS = List.of(
            "administrator",
            "kubernetes",
            "todolist",
            "services",
            "password",
            "service",
            "gateway",
            "quarkus",
            "knative",
            "account",
            "admin",
            "todos",
            "tasks",
            "lists",
            "rules",
            "users",
            "todo",
            "task",
            "list",
            "rule",
            "user",
            "demo",
            "管理员",
            "待办",
            "清单",
            "列表",
            "任务",
            "事项",
            "用户",
            "账号",
            "密码");

    private OwnWords() {}

    static boolean makeUp(String password) {
        String letters = Normalizer.normalize(password, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\P{L}", "");
        String rest = letters;
        for (String word : WORDS) {
            rest = rest.replace(word, "");
        }
        return rest.isEmpty() && !letters.isEmpty();
    }
}
