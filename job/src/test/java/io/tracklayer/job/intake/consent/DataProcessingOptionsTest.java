package io.tracklayer.job.intake.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracklayer.contract.event.DataProcessing;
import io.tracklayer.job.intake.testing.RawEvents;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataProcessingOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'dataProcessingOptions':[['LDU'],1,1000] | 1 | 1000",
        "'data_processing_options':[['LDU'],1,1000] | 1 | 1000",
        "'Data Processing Options':'[[\\'LDU\\'],0,0]' | 0 | 0",
        "'dataProcessingOptions':['LDU'] | 0 | 0",
        "'dataProcessingOptions':[],'data_processing_options':'LDU' | 0 | 0",
        "'dataProcessingOptions':17 | 0 | 0",
      })
  void aRestrictionIsFoundInAnySpelling(String fields, int country, int state) {
    assertThat(DataProcessingOptions.of(RawEvents.withContext("{" + fields + "}").context()))
        .isEqualTo(new DataProcessing(List.of("LDU"), country, state));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'dataProcessingOptions':[]", "'data_processing_options':[[],0,0]"})
  void withoutOneNothingIsAskedFor(String fields) {
    assertThat(DataProcessingOptions.of(RawEvents.withContext("{" + fields + "}").context()))
        .isNull();
  }
}
