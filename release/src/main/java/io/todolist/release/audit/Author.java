package io.todolist.release.audit;

/**
 * Who asks for a step.
 *
 * @param user of this machine
 * @param host the pod, in a cluster; null where it is not named
 * @param kubernetesUser by whom the cluster is spoken to, as kubectl's configuration calls it; null if there is none
 * @param command what was typed, without where and what
 */
public record Author(String user, String host, String kubernetesUser, String command) {
    public static Author here(String kubernetesUser, String command) {
        return new Author(System.getProperty("user.name"), System.getenv("HOSTNAME"), kubernetesUser, command);
    }
}
