package dev.penstock.architecture;

import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** Source text handed to the compiler without a file. */
final class InMemorySource extends SimpleJavaFileObject {
    private final String text;

    InMemorySource(String name, String text) {
        super(URI.create("string:///" + name), Kind.SOURCE);
        this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
