package dev.ndwire.conformance.vectors;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// A JSON value. The accessors answer for one kind and throw an [IllegalStateException] that names the kind found.
public sealed interface Json {
    /// An object, its members in the order of the text.
    record Members(Map<String, Json> members) implements Json {}

    /// An array.
    record Elements(List<Json> elements) implements Json {}

    /// A string.
    record Text(String value) implements Json {}

    /// A number, exact.
    record Numeric(BigDecimal value) implements Json {}

    /// `true` or `false`.
    record Truth(boolean value) implements Json {}

    /// `null`.
    record Null() implements Json {}

    /// Reads one value, which has to be all of the text.
    ///
    /// @param text the text
    /// @return the value
    /// @throws IllegalArgumentException if it is no JSON; the message names the character
    static Json parse(String text) {
        return new JsonParser(text).parseAll();
    }

    /// A member that has to be there.
    ///
    /// @param name the member's name
    /// @return its value
    default Json get(String name) {
        if (this instanceof Members object) {
            var value = object.members().get(name);
            if (value != null) {
                return value;
            }
            throw new IllegalStateException(
                    "no member '" + name + "' among " + object.members().keySet());
        }
        throw unfit("object");
    }

    /// Whether this is an object that has the member.
    ///
    /// @param name the member's name
    /// @return true if it has
    default boolean has(String name) {
        return this instanceof Members object && object.members().containsKey(name);
    }

    /// The elements of an array.
    ///
    /// @return the elements, in order
    default List<Json> list() {
        if (this instanceof Elements found) {
            return found.elements();
        }
        throw unfit("array");
    }

    /// A string's text.
    ///
    /// @return the text
    default String text() {
        if (this instanceof Text found) {
            return found.value();
        }
        throw unfit("string");
    }

    /// A whole number.
    ///
    /// @return the number
    /// @throws ArithmeticException if it has a fraction or is outside of `long`
    default long integer() {
        if (this instanceof Numeric found) {
            return found.value().longValueExact();
        }
        throw unfit("number");
    }

    /// A truth value.
    ///
    /// @return whether it is `true`
    default boolean isTrue() {
        if (this instanceof Truth found) {
            return found.value();
        }
        throw unfit("boolean");
    }

    /// Whether this is `null`.
    ///
    /// @return true if it is
    default boolean isNull() {
        return this instanceof Null;
    }

    private IllegalStateException unfit(String wanted) {
        return new IllegalStateException("a JSON " + wanted + " was asked for, but this is " + this);
    }
}
