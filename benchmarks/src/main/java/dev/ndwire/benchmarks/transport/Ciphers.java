package dev.ndwire.benchmarks.transport;

import dev.ndwire.cli.rig.Spread;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What bounds TLS: the cipher alone, of the suite that Java prefers, on one thread and without any socket.
final class Ciphers {
    private static final int RECORD_BYTES = 16 << 10;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int RECORDS = 4096;
    private static final int FIRST_RECORDS = 16_384;

    private final byte[] plain = new byte[RECORD_BYTES];
    private final byte[] encrypted = new byte[RECORD_BYTES + TAG_BITS / Byte.SIZE];
    private final SecretKeySpec key = new SecretKeySpec(new byte[KEY_BYTES], "AES");
    private final Cipher cipher;
    private long nonce;

    private Ciphers() throws GeneralSecurityException {
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    static void measure(Seen seen) throws GeneralSecurityException {
        Ciphers ciphers = new Ciphers();
        ciphers.encrypt(FIRST_RECORDS);
        ciphers.decrypt(FIRST_RECORDS);
        List<Double> encrypting = new ArrayList<>();
        List<Double> decrypting = new ArrayList<>();
        for (int round = 0; round < seen.run().plan().rounds(); round++) {
            seen.run()
                    .progress()
                    .round("the cipher alone", round, seen.run().plan().rounds());
            encrypting.add(ciphers.encrypt(RECORDS));
            decrypting.add(ciphers.decrypt(RECORDS));
        }
        seen.sheet(
                "What bounds TLS: AES-256 in GCM of Java alone, records of 16 KiB on one thread",
                List.of("work", "GB/s"),
                List.of(List.of("encrypt", Spread.of(encrypting)), List.of("decrypt", Spread.of(decrypting))));
    }

    private double encrypt(int count) throws GeneralSecurityException {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            nonce++;
            cipher.init(Cipher.ENCRYPT_MODE, key, parameters());
            cipher.doFinal(plain, 0, RECORD_BYTES, encrypted, 0);
        }
        return speed(count, start);
    }

    // Always the record that was encrypted last.
    private double decrypt(int count) throws GeneralSecurityException {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            cipher.init(Cipher.DECRYPT_MODE, key, parameters());
            cipher.doFinal(encrypted, 0, encrypted.length, plain, 0);
        }
        return speed(count, start);
    }

    private GCMParameterSpec parameters() {
        return new GCMParameterSpec(
                TAG_BITS,
                java.nio.ByteBuffer.allocate(NONCE_BYTES).putLong(nonce).array());
    }

    private static double speed(int count, long start) {
        return (double) count * RECORD_BYTES / (System.nanoTime() - start);
    }
}
