package io.todolist.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in front of a service and can lose answers: the service has done its work, and nobody hears of it. */
final class LosingProxy implements AutoCloseable {
    private final ServerSocket door;
    private final URI service;
    private final AtomicInteger toLose = new AtomicInteger();

    LosingProxy(String url) {
        service = URI.create(url);
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    String url() {
        return "http://localhost:" + door.getLocalPort();
    }

    void loseTheNextAnswer() {
        toLose.set(1);
    }

    boolean hasLostIt() {
        return toLose.get() == 0;
    }

    @Override
    public void close() {
        closeQuietly(door);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket("localhost", service.getPort());
                start(() -> pump(client, server, false));
                start(() -> pump(server, client, true));
            } catch (IOException e) {
                closeQuietly(door);
            }
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[65536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (answers && toLose.compareAndSet(1, 0)) {
                    return;
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // One of them has gone: so does the other.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }
}
