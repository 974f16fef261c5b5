package io.todolist.gateway.page;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Assets of other versions, the latest used ones: a handful per version. */
final class Assets {
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    record Asset(String type, Buffer content) {}

    private final Map<String, Asset> assets = new LinkedHashMap<>(16, 0.75f, true);
    private int bytes;

    synchronized Asset get(String path) {
        return assets.get(path);
    }

    synchronized void put(String path, Asset asset) {
        Asset before = assets.put(path, asset);
        bytes += asset.content().length()
                - (before == null ? 0 : before.content().length());
        for (Iterator<Asset> oldest = assets.values().iterator(); bytes > MOST_BYTES; ) {
            bytes -= oldest.next().content().length();
            oldest.remove();
        }
    }
}
