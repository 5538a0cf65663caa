package io.tracklayer.e2e.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.local.Main;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParseResult;

/** What pages and deployment files tell a reader to type, parsed as the command would. */
class DocumentedCommandsTest {

  private static final Pattern CALL = Pattern.compile("\\./tracklayer +([^`\\n]*)");

  /** Of the help, which breaks longer lines. */
  private static final int WIDTH = 80;

  /** Where a shell ends a command: a comment, a pipe, a redirection, the next command. */
  private static final Set<String> ENDS = Set.of("#", "|", ">", ">>", "<", "&&", "||", ";", "&");

  @Test
  void everyCommandInACodeBlockIsComplete() {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (MarkdownPage page : MarkdownPage.all()) {
      for (String block : page.codeBlocks()) {
        for (List<String> call : calls(block)) {
          seen++;
          errors(call).forEach(error -> wrong.add(page.path() + ": " + call + ": " + error));
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(seen).isGreaterThan(3);
  }

  /** A sentence may leave out what does not matter to it, but nothing that it says may be wrong. */
  @Test
  void everyCommandInASentenceTakesWhatItIsGiven() {
    List<String> wrong = new ArrayList<>();
    int seen = 0;
    for (MarkdownPage page : MarkdownPage.all()) {
      for (String span : page.codeSpans()) {
        for (List<String> call : calls(span)) {
          seen++;
          errorsBesideOmissions(call)
              .forEach(error -> wrong.add(page.path() + ": " + call + ": " + error));
        }
      }
    }
    for (String file : MarkdownPage.files(".yaml", ".yml", ".properties")) {
      for (List<String> call : calls(MarkdownPage.text(file))) {
        errorsBesideOmissions(call).forEach(error -> wrong.add(file + ": " + call + ": " + error));
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(seen).isGreaterThan(10);
  }

  @Test
  void theHelpOfEachCommandEndsWithAnExampleThatIsComplete() {
    List<String> wrong = new ArrayList<>();
    for (CommandLine line : List.of(Main.commandLine(), io.tracklayer.cli.Main.commandLine())) {
      for (String name : commands(line)) {
        String footer =
            String.join(
                "\n", line.getSubcommands().get(name).getCommandSpec().usageMessage().footer());
        List<List<String>> examples = calls(footer);
        assertThat(examples).as(name).isNotEmpty();
        assertThat(footer.lines()).as(name).allMatch(each -> each.length() <= WIDTH);
        for (List<String> example : examples) {
          assertThat(example.get(0)).isEqualTo(name);
          errors(example).forEach(error -> wrong.add(example + ": " + error));
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void theReadmeListsEveryCommand() {
    Set<String> listed = new TreeSet<>();
    for (String line : MarkdownPage.text("README.md").split("\n", -1)) {
      if (line.startsWith("| `./tracklayer ")) {
        calls(line).forEach(call -> listed.add(call.get(0)));
      }
    }

    assertThat(listed).containsExactlyInAnyOrderElementsOf(commands(Main.commandLine()));
  }

  @Test
  void theReadmeNamesTheCommandsThatOnlyACheckoutHas() {
    Matcher sentence =
        Pattern.compile("tracklayer-cli\\.jar COMMAND` runs every command except ([^.]*)\\.")
            .matcher(MarkdownPage.text("README.md"));
    assertThat(sentence.find()).isTrue();

    Set<String> here = commands(Main.commandLine());
    here.removeAll(commands(io.tracklayer.cli.Main.commandLine()));
    assertThat(Pattern.compile("`([a-z-]+)`").matcher(sentence.group(1)).results())
        .extracting(found -> found.group(1))
        .containsExactlyInAnyOrderElementsOf(here);
  }

  @Test
  void aCallThatTheCommandWouldRefuseIsFound() {
    assertThat(calls("$ ./tracklayer validate m-1 # why?").get(0))
        .containsExactly("validate", "m-1");
    assertThat(errors(List.of("validate", "m-1"))).isNotEmpty();
    assertThat(errors(List.of("trace", "m-1", "--dir", "d"))).isNotEmpty();
    assertThat(errors(List.of("topics", "--create"))).isNotEmpty();
    assertThat(errorsBesideOmissions(List.of("topics", "--create"))).isEmpty();
    assertThat(errorsBesideOmissions(List.of("topics", "--creat"))).isNotEmpty();
    assertThat(errors(calls("./tracklayer topics \\\n  --config F --create").get(0))).isEmpty();
  }

  private static Set<String> commands(CommandLine line) {
    Set<String> names = new TreeSet<>(line.getSubcommands().keySet());
    names.remove("help");
    return names;
  }

  /** The arguments of each call in a text; none where {@code COMMAND} stands for any. */
  private static List<List<String>> calls(String text) {
    List<List<String>> calls = new ArrayList<>();
    Matcher call = CALL.matcher(text.replaceAll("\\\\\\n", " "));
    while (call.find()) {
      List<String> arguments =
          Stream.of(call.group(1).trim().split("\\s+", -1))
              .takeWhile(word -> !ENDS.contains(word))
              .map(word -> word.replaceAll("[()\\[\\]\"']", ""))
              .toList();
      if (!arguments.get(0).equals("COMMAND")) {
        calls.add(arguments);
      }
    }
    return calls;
  }

  private static List<Exception> errors(List<String> arguments) {
    CommandLine line = Main.commandLine();
    collectErrors(line);
    List<Exception> errors = new ArrayList<>();
    for (ParseResult parsed = line.parseArgs(arguments.toArray(String[]::new));
        parsed != null;
        parsed = parsed.subcommand()) {
      errors.addAll(parsed.errors());
    }
    return errors;
  }

  private static List<Exception> errorsBesideOmissions(List<String> arguments) {
    return errors(arguments).stream()
        .filter(error -> !(error instanceof MissingParameterException))
        .toList();
  }

  private static void collectErrors(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.getSubcommands().values().forEach(DocumentedCommandsTest::collectErrors);
  }
}
