package dev.ndwire.core.comm.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;

/// Which private key is that of which public one.
final class KeyPairs {
    private static final Map<String, String> SIGNATURES = Map.of(
            "RSA", "SHA256withRSA",
            "EC", "SHA256withECDSA",
            "EdDSA", "EdDSA");
    private static final byte[] SAMPLE = {1, 2, 3};

    private KeyPairs() {}

    /// Whether what one signs the other takes for signed. Keys of an algorithm that is not known are taken at their
    /// word.
    static boolean belong(PublicKey publicKey, PrivateKey privateKey) {
        String algorithm = SIGNATURES.get(privateKey.getAlgorithm());
        if (algorithm == null) {
            return true;
        }
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException keysOfTwoKinds) {
            return false;
        }
    }
}
