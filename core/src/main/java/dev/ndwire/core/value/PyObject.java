package dev.ndwire.core.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Python object that Java has no type for: how it is made, and what happens to it then. Nothing here is run.
///
/// It is what a pickle says of the object, and goes back as it came. Its parts are values like any other, other
/// objects among them, and may refer back to it. Immutable as far as its parts are. Two objects are equal only if
/// they are the same Java object, as Python has it for objects that define no equality.
public final class PyObject {
    /// How Python makes the object.
    public enum Creation {
        /// The function is called with the arguments.
        CALL,
        /// The class's `__new__` is called with the class and the arguments; `__init__` is not.
        NEW,
        /// The old form: a class is called, unless there are no arguments; then it is `__new__` that is called.
        INSTANCE
    }

    private static final PyTuple NO_ARGUMENTS = PyTuple.of();

    private @Nullable Creation creation;
    private @Nullable Object function;
    private PyTuple arguments = NO_ARGUMENTS;
    private @Nullable PyDict keywords;
    private List<PyEffect> effects = List.of();

    private PyObject() {}

    private PyObject(
            Creation creation,
            @Nullable Object function,
            PyTuple arguments,
            @Nullable PyDict keywords,
            List<PyEffect> effects) {
        this.creation = creation;
        this.function = function;
        this.arguments = arguments;
        this.keywords = keywords;
        this.effects = effects;
    }

    /// Says how an object is made, in full.
    ///
    /// @param creation how
    /// @param function what is called or instantiated, in most cases a [PyGlobal]
    /// @param arguments the arguments, without the class itself
    /// @param keywords the keyword arguments, only with [Creation#NEW], or null
    /// @param effects what happens then, in order
    /// @return the object
    /// @throws IllegalArgumentException if there are keywords and `creation` is not [Creation#NEW]
    public static PyObject of(
            Creation creation,
            @Nullable Object function,
            PyTuple arguments,
            @Nullable PyDict keywords,
            List<PyEffect> effects) {
        if (keywords != null && creation != Creation.NEW) {
            throw new IllegalArgumentException("keywords with creation " + creation + ": only NEW takes them");
        }
        return new PyObject(creation, function, arguments, keywords, List.copyOf(effects));
    }

    /// An object that is the result of a call.
    ///
    /// @param function what is called
    /// @param arguments its arguments
    /// @return the object
    public static PyObject call(Object function, @Nullable Object... arguments) {
        return new PyObject(Creation.CALL, function, PyTuple.of(arguments), null, List.of());
    }

    /// An object that its class's `__new__` makes.
    ///
    /// @param type the class
    /// @param arguments the arguments after the class
    /// @return the object
    public static PyObject instance(Object type, @Nullable Object... arguments) {
        return new PyObject(Creation.NEW, type, PyTuple.of(arguments), null, List.of());
    }

    /// The same with one effect more.
    ///
    /// @param effect what happens after all that happens already
    /// @return another object
    public PyObject with(PyEffect effect) {
        List<PyEffect> more = new ArrayList<>(effects);
        more.add(effect);
        return new PyObject(creation(), function, arguments, keywords, Collections.unmodifiableList(more));
    }

    /// The same with a state set at the end.
    ///
    /// @param state the state
    /// @return another object
    public PyObject withState(@Nullable Object state) {
        return with(new PyEffect.State(state));
    }

    /// How Python makes it.
    ///
    /// @return the way
    /// @throws IllegalStateException if this is the object of a [Draft] that is not complete
    public Creation creation() {
        if (creation == null) {
            throw new IllegalStateException("object is still a draft");
        }
        return creation;
    }

    /// What is called or instantiated.
    ///
    /// @return in most cases a [PyGlobal], else what gives the function, such as another object
    public @Nullable Object function() {
        return function;
    }

    /// Whether what is called or instantiated is this global.
    ///
    /// @param module the global's module
    /// @param name the global's name
    /// @return whether it is
    public boolean isOf(String module, String name) {
        return function instanceof PyGlobal global
                && global.name().equals(name)
                && global.module().equals(module);
    }

    /// The arguments.
    ///
    /// @return the arguments, without the class itself
    public PyTuple arguments() {
        return arguments;
    }

    /// The keyword arguments.
    ///
    /// @return the keywords, or null if there are none
    public @Nullable PyDict keywords() {
        return keywords;
    }

    /// What happens to the object after it is made.
    ///
    /// @return an unmodifiable list, in order
    public List<PyEffect> effects() {
        return effects;
    }

    /// The state, where setting it is all that happens.
    ///
    /// @return the one effect, or null if there is none, another or more than one
    public PyEffect.@Nullable State onlyState() {
        return effects.size() == 1 && effects.get(0) instanceof PyEffect.State state ? state : null;
    }

    /// Names what is called, without any of the parts.
    ///
    /// @return such as `PyObject[pandas.DataFrame]`
    @Override
    public String toString() {
        return "PyObject[" + (function instanceof PyGlobal global ? global.qualified() : "…") + "]";
    }

    /// Begins an object that its own parts refer to.
    ///
    /// @return a draft with an object that can be referred to
    public static Draft draft() {
        return new Draft();
    }

    /// An object that can be referred to before it is complete. For one thread.
    public static final class Draft {
        private final PyObject object = new PyObject();

        private Draft() {}

        /// The object; until it is complete it may be stored, but not read.
        ///
        /// @return always the same
        public PyObject object() {
            return object;
        }

        /// Completes the object.
        ///
        /// @param content what it is to be
        /// @return [#object]
        /// @throws IllegalStateException if it was complete already
        public PyObject complete(PyObject content) {
            if (object.creation != null) {
                throw new IllegalStateException("object is complete already");
            }
            object.creation = content.creation();
            object.function = content.function;
            object.arguments = content.arguments;
            object.keywords = content.keywords;
            object.effects = content.effects;
            return object;
        }
    }
}
