package io.todolist.system;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** Mail servers that take everything and send nothing on. */
final class Mails {
    /** In milliseconds; two seconds are what it has otherwise, and a busy machine stands still for longer. */
    private static final long START_UP = 20_000;

    private Mails() {}

    /** At a port of its own; to be started. */
    static GreenMail server() {
        ServerSetup setup = new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(START_UP);
        return new GreenMail(setup);
    }
}
