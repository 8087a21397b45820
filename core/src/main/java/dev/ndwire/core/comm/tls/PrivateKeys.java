package dev.ndwire.core.comm.tls;

import dev.ndwire.core.value.Bytes;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;

/// Private keys out of the three forms in which openssl writes them, of which Java reads the first.
///
/// Sources: RFC 5208 (PKCS #8), RFC 8017 (PKCS #1), RFC 5915 (SEC 1).
final class PrivateKeys {
    private static final String[] ALGORITHMS = {"RSA", "EC", "EdDSA", "RSASSA-PSS"};

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    // The parameters of an elliptic curve, which SEC 1 tags with 0.
    private static final int TAGGED_PARAMETERS = 0xa0;
    private static final byte[] VERSION_0 = {2, 1, 0};
    // rsaEncryption with its parameter NULL, and ecPublicKey.
    private static final byte[] RSA = {6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 1, 1, 1, 5, 0};
    private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

    private PrivateKeys() {}

    static PrivateKey ofPkcs8(byte[] der) throws GeneralSecurityException {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
        InvalidKeySpecException last = new InvalidKeySpecException("no algorithm is known");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException itIsOfAnother) {
                last = itIsOfAnother;
            }
        }
        throw new InvalidKeySpecException("it is none of " + String.join(", ", ALGORITHMS), last);
    }

    static PrivateKey ofPkcs1(byte[] der) throws GeneralSecurityException {
        return ofPkcs8(element(SEQUENCE, VERSION_0, element(SEQUENCE, RSA), element(OCTET_STRING, der)));
    }

    /// Takes the curve's name out of the key, for PKCS #8 has it beside.
    static PrivateKey ofSec1(byte[] der) throws GeneralSecurityException {
        Der key = new Der(Bytes.of(der), 0, der.length).content(SEQUENCE);
        // The version, and the secret number.
        Der rest = key.after().after();
        if (rest.isAtEnd() || rest.tag() != TAGGED_PARAMETERS) {
            throw new InvalidKeySpecException("it does not name its curve");
        }
        byte[] curve = rest.content(TAGGED_PARAMETERS).bytes();
        return ofPkcs8(element(SEQUENCE, VERSION_0, element(SEQUENCE, EC, curve), element(OCTET_STRING, der)));
    }

    private static byte[] element(int tag, byte[]... contents) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : contents) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        made.write(tag);
        int size = content.size();
        if (size < 0x80) {
            made.write(size);
        } else {
            // Two bytes of length hold all keys there are.
            made.write(0x82);
            made.write(size >> 8);
            made.write(size);
        }
        made.writeBytes(content.toByteArray());
        return made.toByteArray();
    }
}
