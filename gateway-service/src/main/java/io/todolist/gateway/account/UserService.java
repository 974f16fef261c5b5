package io.todolist.gateway.account;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.account.PasswordReset.Redemption;
import io.todolist.gateway.account.SecondFactor.Beginning;
import io.todolist.gateway.account.SecondFactor.Proof;
import io.todolist.gateway.account.SecondFactor.RecoveryCodes;
import io.todolist.gateway.account.SecondFactor.Secret;
import io.todolist.gateway.account.UserClient.RefreshToken;
import io.todolist.gateway.downstream.Downstream;
import io.todolist.gateway.downstream.Downstreams;
import io.todolist.gateway.security.Caller;
import io.todolist.gateway.security.Source;
import io.todolist.gateway.security.SourceQuota;
import io.todolist.gateway.security.SourceQuota.Kind;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestResponse;

/** user-service, which keeps accounts and sessions. */
@Singleton
public class UserService {
    /** The type of the 401 for a right password without the code that the account needs. */
    public static final URI CODE_NEEDED = URI.create("urn:todolist:problem:code-needed");

    private final UserClient client;
    private final Caller caller;
    private final Downstream service;
    private final Source source;
    private final SourceQuota quota;

    /**
     * A refresh token is good for one renewal, but a page sends many requests at once: those with the same token share one.
     * That only spares work: user-service repeats its answer to the same token for a longer time, so that several gateways are
     * safe.
     */
    private final Cache renewals;

    UserService(
            @RestClient UserClient client,
            Caller caller,
            Downstreams services,
            Source source,
            SourceQuota quota,
            @CacheName("renewals") Cache renewals) {
        this.client = client;
        this.caller = caller;
        this.service = services.named("user-service");
        this.source = source;
        this.quota = quota;
        this.renewals = renewals;
    }

    /** Problem 409 for a name that is taken, 429 with Retry-After for a source that has registered too often. */
    public Uni<Session> register(Registration registration) {
        return quota.spend(
                Kind.REGISTRATION,
                () -> service.write(source.network(), caller.key(), kept -> client.register(kept, registration)));
    }

    /**
     * Signs this browser in, in place of whoever was signed in there; problem 401 for a wrong name, password or code, with a
     * type where it is about the code; 429 with Retry-After after too many.
     */
    public Uni<User> signIn(Credentials credentials, SessionCookies cookies) {
        return quota.spend(
                        Kind.SIGN_IN,
                        () -> open(credentials, cookies.deviceToken().orElse(null)))
                .call(session -> replace(cookies, session))
                .map(Session::user);
    }

    /** Registers and signs in; problem 409 for a name that is taken. */
    Uni<User> register(Registration registration, SessionCookies cookies) {
        return register(registration).call(session -> replace(cookies, session)).map(Session::user);
    }

    /** If the session before can't be ended, it lasts until its time is over. */
    private Uni<Void> replace(SessionCookies cookies, Session session) {
        cookies.set(session);
        return cookies.refreshToken()
                .map(before -> close(before).onFailure().recoverWithNull())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Session> open(Credentials credentials, String deviceToken) {
        return service.write(source.network(), caller.key(), kept -> client.open(kept, deviceToken, credentials));
    }

    /** Problem 401 if the token is not good any more. */
    Uni<Session> renew(String refreshToken) {
        return renewals.getAsync(refreshToken, this::refresh);
    }

    /** With the account as it is now, for others with the same token, too. */
    Uni<Session> renewAnew(String refreshToken) {
        return renewals.invalidate(refreshToken).chain(() -> renew(refreshToken));
    }

    private Uni<Session> refresh(String refreshToken) {
        return service.write(networkOfASession(), null, kept -> client.refresh(kept, new RefreshToken(refreshToken)));
    }

    Uni<Void> close(String refreshToken) {
        return service.write(
                networkOfASession(), caller.key(), kept -> client.close(kept, new RefreshToken(refreshToken)));
    }

    Uni<Void> closeOthers(String refreshToken) {
        return write((token, kept) -> client.closeOthers(token, kept, new RefreshToken(refreshToken)));
    }

    Uni<Void> closeAll() {
        return write(client::closeAll);
    }

    Uni<Sessions> sessions() {
        return read(client::sessions);
    }

    Uni<Void> end(String id) {
        return write((token, kept) -> client.end(token, kept, id));
    }

    Uni<RestResponse<byte[]>> me() {
        return read(client::me).map(Downstream::passOn);
    }

    Uni<RestResponse<byte[]>> change(String ifMatch, byte[] patch) {
        return write((token, kept) -> client.change(token, kept, ifMatch, patch))
                .map(Downstream::passOn);
    }

    /** Ends all sessions and opens one. Problem 403 for a wrong current password. */
    Uni<Session> changePassword(PasswordChange change) {
        return write((token, kept) -> client.changePassword(token, kept, change));
    }

    Uni<Void> delete(Password password) {
        return write((token, kept) -> client.delete(token, kept, password));
    }

    Uni<SecondFactor> secondFactor() {
        return read(client::secondFactor);
    }

    Uni<Secret> begin(Beginning beginning) {
        return write((token, kept) -> client.begin(token, kept, beginning));
    }

    Uni<RecoveryCodes> turnOn(Proof proof) {
        return write((token, kept) -> client.turnOn(token, kept, proof));
    }

    Uni<Void> turnOff(Proof proof) {
        return write((token, kept) -> client.turnOff(token, kept, proof));
    }

    Uni<MorningMail> morningMail() {
        return read(client::morningMail);
    }

    /** Problem 409 without a verified address. */
    Uni<MorningMail> turnOnMorningMail(MorningMail.Settings settings) {
        return write((token, kept) -> client.turnOnMorningMail(token, kept, settings));
    }

    Uni<Void> turnOffMorningMail() {
        return write(client::turnOffMorningMail);
    }

    /** Problem 410 if the token is not good any more. */
    Uni<Void> unsubscribe(Unsubscription unsubscription) {
        return service.write(source.network(), caller.key(), kept -> client.unsubscribe(kept, unsubscription));
    }

    /** Lets a link be mailed to the caller's address. */
    Uni<Void> askForVerification() {
        return write(client::askForVerification);
    }

    Uni<Void> verifyEmail(EmailVerification verification) {
        return service.write(source.network(), caller.key(), kept -> client.verifyEmail(kept, verification));
    }

    /** Problem 429 with Retry-After for a source that has asked, or redeemed, too often. */
    Uni<Void> askForReset(PasswordReset reset) {
        return quota.spend(
                Kind.PASSWORD_RESET,
                () -> service.write(source.network(), caller.key(), kept -> client.askForReset(kept, reset)));
    }

    /** Ends all sessions of whoever forgot the password. Problem 410 if the token is not good any more. */
    Uni<Void> redeem(Redemption redemption) {
        return quota.spend(
                Kind.PASSWORD_RESET,
                () -> service.write(source.network(), caller.key(), kept -> client.redeem(kept, redemption)));
    }

    /** For admins. */
    Uni<Users> users(String size, String after) {
        return read(token -> client.users(token, size, after));
    }

    /** For admins. */
    Uni<RestResponse<byte[]>> deletions() {
        return read(client::deletions).map(Downstream::passOn);
    }

    private <T> Uni<T> read(Function<String, Uni<T>> request) {
        String token = caller.authorization();
        return service.read(caller.id(), () -> request.apply(token));
    }

    private <T> Uni<T> write(BiFunction<String, String, Uni<T>> request) {
        String token = caller.authorization();
        return service.write(caller.id(), caller.key(), kept -> request.apply(token, kept));
    }

    /**
     * Of whoever has a session, or says so. Strangers who sign in have other places, even where all visitors seem to come from
     * one network. The token does not tell who it is: who made tokens up would be somebody else with each.
     */
    private String networkOfASession() {
        return "session " + source.network();
    }
}
