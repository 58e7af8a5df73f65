package dev.penstock.architecture;

import java.net.URI;
import java.nio.file.Path;
import javax.tools.SimpleJavaFileObject;

/** Source text handed to the compiler without a file. */
final class InMemorySource extends SimpleJavaFileObject {
    private final Path path;
    private final String text;

    InMemorySource(Path path, String text) {
        super(URI.create("string:///" + path), Kind.SOURCE);
        this.path = path;
        this.text = text;
    }

    Path path() {
        return path;
    }

    String text() {
        return text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }
}
