package io.tracklayer.view.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewDatabaseTest {

  @TempDir private Path directory;

  @Test
  void whatCanBeNeitherOpenedNorReplacedIsAFailureOfTheViewOnly() throws Exception {
    Files.createDirectories(directory.resolve("view.mv.db").resolve("not empty"));

    assertThatThrownBy(() -> ViewDatabase.open(directory))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void afterTheDatabaseWasShutByAFailureItIsOpenedAgain() throws Exception {
    try (ViewDatabase database = ViewDatabase.open(directory)) {
      ViewStore store = new ViewStore(database, List.of());
      fail(database);
      assertThatThrownBy(() -> store.raiseFloor(8)).isInstanceOf(SQLException.class);

      store.reopen(null);

      store.raiseFloor(9);
      assertThat(store.floor()).isEqualTo(9);
    }
  }

  @Test
  void whatContradictsItselfIsReadAnew() throws Exception {
    try (ViewDatabase database = ViewDatabase.open(directory)) {
      ViewStore store = new ViewStore(database, List.of());
      store.raiseFloor(8);
      SQLException failure =
          catchThrowableOfType(
              SQLException.class,
              () ->
                  database
                      .writer()
                      .createStatement()
                      .execute("INSERT INTO meta VALUES('version', '')"));

      store.reopen(failure);

      assertThat(store.floor()).isEqualTo(Long.MIN_VALUE);
      store.raiseFloor(9);
      assertThat(store.floor()).isEqualTo(9);
    }
  }

  private static void fail(ViewDatabase database) {
    try {
      database.read(statements -> statements.update("SHUTDOWN IMMEDIATELY"));
    } catch (SQLException e) {
      // the connection ends with the database
    }
  }
}
