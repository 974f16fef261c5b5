package io.todolist.user.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The mail server is what quarkus.mailer says. */
@ConfigMapping(prefix = "todolist.mail")
interface MailConfig {
    /** Who writes; nothing is sent if it is not set. */
    Optional<String> from();

    /** The address of the page, to which links lead. */
    Optional<URI> page();

    /** For the mail server to take one mail. */
    @WithDefault("10s")
    Duration timeout();

    /** Mails that the mail server is given at a time, by each instance: 1 to 10, which are the mailer's connections. */
    @WithDefault("4")
    int atOnce();

    /** Between two looks at what is to be sent; what this instance has just queued, it sends at once. */
    @WithDefault("5s")
    Duration every();

    /** After a mail was not taken; doubled each time, up to 10 minutes. */
    @WithDefault("10s")
    Duration firstPause();
}
