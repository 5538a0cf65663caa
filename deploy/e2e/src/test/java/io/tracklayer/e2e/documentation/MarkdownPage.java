package io.tracklayer.e2e.documentation;

import io.tracklayer.testing.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A page of the documentation, as a reader sees it: a link or a command in a code block is text.
 *
 * @param path from the root of the repository
 */
record MarkdownPage(String path, Node tree) {

  private static final Pattern ANCHOR = Pattern.compile("<h[1-6] id=\"([^\"]+)\"");

  /** What was generated, fetched or copied is nobody's page, nor is the data of a local run. */
  private static final Set<String> NO_PAGES = Set.of("target", "resources", ".git", ".tracklayer");

  /** Every page of the repository. */
  static List<MarkdownPage> all() {
    return files(".md").stream().map(MarkdownPage::of).toList();
  }

  static MarkdownPage of(String path) {
    return new MarkdownPage(path, Parser.builder().build().parse(text(path)));
  }

  static String text(String path) {
    try {
      return Files.readString(RepositoryFiles.at(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The repository's own files with one of these endings, in order. */
  static Set<String> files(String... endings) {
    Path root = RepositoryFiles.at("");
    Set<String> files = new TreeSet<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return NO_PAGES.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              for (String ending : endings) {
                if (file.toString().endsWith(ending)) {
                  files.add(root.relativize(file).toString());
                }
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  List<String> links() {
    List<String> found = new ArrayList<>();
    tree.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            found.add(link.getDestination());
            visitChildren(link);
          }
        });
    return found;
  }

  /** What stands between single backticks. */
  List<String> codeSpans() {
    List<String> found = new ArrayList<>();
    tree.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Code code) {
            found.add(code.getLiteral());
          }
        });
    return found;
  }

  List<String> codeBlocks() {
    List<String> found = new ArrayList<>();
    tree.accept(
        new AbstractVisitor() {
          @Override
          public void visit(FencedCodeBlock block) {
            found.add(block.getLiteral());
          }
        });
    return found;
  }

  /** What a link to this page may name after {@code #}. */
  Set<String> anchors() {
    Matcher heading =
        ANCHOR.matcher(
            HtmlRenderer.builder()
                .extensions(List.of(HeadingAnchorExtension.create()))
                .build()
                .render(tree));
    return heading.results().map(found -> found.group(1)).collect(Collectors.toSet());
  }
}
