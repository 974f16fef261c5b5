package io.todolist.system;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.imageio.ImageIO;

/**
 * An authenticator app (RFC 6238).
 *
 * @param uri what it has scanned
 * @param scanned in which of the 30 s since 1970; its codes are counted from there, so that a test does not depend on when they end
 */
record Authenticator(String uri, long scanned) {
    private static final Pattern URI =
            Pattern.compile("otpauth://totp/Todolist:[^?]+\\?secret=([A-Z2-7]{32})&issuer=Todolist");

    /** Looks at the screen, as a camera does. */
    static Authenticator scanning(Locator qrCode) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(qrCode.screenshot()));
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            var light = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
            String text = new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(light)))
                    .getText();
            return new Authenticator(text, System.currentTimeMillis() / 30_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReaderException e) {
            throw new AssertionError("No QR code can be read there", e);
        }
    }

    /** The secret as somebody would type it. */
    String secret() {
        Matcher parts = URI.matcher(uri);
        if (!parts.matches()) {
            throw new AssertionError(uri);
        }
        return parts.group(1);
    }

    /** @param later the one that it shows so many times 30 s after it has scanned; only 1 is good already */
    String code(int later) {
        byte[] step = ByteBuffer.allocate(Long.BYTES).putLong(scanned + later).array();
        try {
            Mac hmac = Mac.getInstance("HmacSHA1");
            hmac.init(new SecretKeySpec(key(), "HmacSHA1"));
            byte[] hash = hmac.doFinal(step);
            int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] key() {
        // The one in front keeps leading zeros.
        BigInteger bits = BigInteger.ONE;
        for (char letter : secret().toCharArray()) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)));
        }
        byte[] bytes = bits.toByteArray();
        return Arrays.copyOfRange(bytes, bytes.length - 20, bytes.length);
    }
}
