package dev.penstock.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the tidy rules need to know of one Java file.
 *
 * @param path below the project's directory
 * @param typeNames simple names of all types declared in it
 * @param methods all methods with their length in lines, Javadoc not counted
 */
record SourceFile(Path path, String text, List<String> typeNames, List<Method> methods) {
    record Method(String name, long lines) {}

    int lines() {
        return (int) text.lines().count();
    }

    boolean isTest() {
        return path.startsWith("src/test");
    }

    String fileName() {
        return path.getFileName().toString();
    }

    /** Parses one file; syntax only, so that nothing need be compiled. */
    static SourceFile parse(Path path, String text) {
        return parse(List.of(new InMemorySource(path, text))).getFirst();
    }

    /** Every Java file below the given folders. */
    static List<SourceFile> below(String... folders) throws IOException {
        var sources = new ArrayList<InMemorySource>();
        for (String folder : folders) {
            if (!Files.isDirectory(Path.of(folder))) {
                continue;
            }
            try (Stream<Path> paths = Files.walk(Path.of(folder))) {
                for (Path path : paths.filter(p -> p.toString().endsWith(".java")).toList()) {
                    sources.add(new InMemorySource(path, Files.readString(path)));
                }
            }
        }
        return parse(sources);
    }

    /** One compiler for all: starting one costs more than parsing a file. */
    private static List<SourceFile> parse(List<InMemorySource> sources) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var task = (JavacTask) compiler.getTask(null, null, null, null, null, sources);
        var positions = Trees.instance(task).getSourcePositions();
        var byName = new HashMap<URI, InMemorySource>();
        sources.forEach(source -> byName.put(source.toUri(), source));
        var files = new ArrayList<SourceFile>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                // The compiler wraps what it was given; only the name remains.
                var source = Objects.requireNonNull(byName.get(unit.getSourceFile().toUri()));
                var scanner = new Scanner(positions);
                scanner.scan(unit, unit);
                files.add(
                        new SourceFile(
                                source.path(), source.text(), scanner.typeNames, scanner.methods));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(files);
    }

    private static final class Scanner extends TreeScanner<@Nullable Void, CompilationUnitTree> {
        private final List<String> typeNames = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();
        private final SourcePositions positions;

        Scanner(SourcePositions positions) {
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, CompilationUnitTree unit) {
            if (!type.getSimpleName().isEmpty()) {
                typeNames.add(type.getSimpleName().toString());
            }
            return super.visitClass(type, unit);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            var lineMap = unit.getLineMap();
            long first = positions.getStartPosition(unit, method);
            long end = positions.getEndPosition(unit, method);
            if (first >= 0 && end >= first) {
                long lines = lineMap.getLineNumber(end) - lineMap.getLineNumber(first) + 1;
                methods.add(new Method(method.getName().toString(), lines));
            }
            return super.visitMethod(method, unit);
        }
    }
}
