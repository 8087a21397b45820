#!/bin/sh
# Makes the certificates of the tests anew, by openssl 3, in this folder. For 100 years, but for the expired one.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem ./*.key

authority() {
  openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1.key"
  openssl req -x509 -new -key "$1.key" -subj "/CN=$1" -days 36500 -out "$1.pem" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
}

# signed NAME AUTHORITY [openssl x509 options]: NAME.key is there already
signed() {
  name=$1 authority=$2
  shift 2
  printf 'subjectAltName=DNS:localhost\n' > extensions
  openssl req -new -key "$name.key" -subj "/CN=$name" |
    openssl x509 -req -CA "$authority.pem" -CAkey "$authority.key" -extfile extensions -out "$name.pem" "$@"
  rm -f extensions
}

ec() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1.key"; }

authority ca
authority other
for name in peer expired; do ec $name; done
signed peer ca -days 36500
ec stranger
signed stranger other -days 36500
# openssl 3.0 has no other way to let a certificate begin in the past and end there.
signed expired ca -days -1
# The forms of openssl before version 3: PKCS #1, and SEC 1 after its parameters.
openssl genrsa -traditional -out rsa.key 2048
signed rsa ca -days 36500
openssl ecparam -name secp384r1 -genkey -out sec1.key
signed sec1 ca -days 36500
cat sec1.key sec1.pem > both.pem
openssl genpkey -algorithm ed25519 -out ed25519.key
signed ed25519 ca -days 36500
openssl pkcs8 -topk8 -in peer.key -passout pass:secret -out encrypted.key
rm -f ca.key other.key sec1.key sec1.pem
