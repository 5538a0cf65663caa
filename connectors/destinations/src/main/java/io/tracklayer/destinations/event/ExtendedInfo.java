package io.tracklayer.destinations.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracklayer.contract.event.App;
import io.tracklayer.contract.event.Client;
import io.tracklayer.contract.event.Device;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code extinfo} of app events, which Meta invented and Snapchat took over: 16 texts in
 * a fixed order, empty where a value is not known.
 */
// https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/app-data
// https://developers.snap.com/api/marketing-api/Conversions-API/UsingTheAPI
public final class ExtendedInfo {

  private final JsonGenerator json;

  public ExtendedInfo(JsonGenerator json) {
    this.json = json;
  }

  public void write(Client client, App app, Device device) throws IOException {
    json.writeArrayFieldStart("extinfo");
    json.writeString(device.platform() == Device.Platform.IOS ? "i2" : "a2");
    text(app.namespace());
    text(app.version());
    text(app.build());
    text(device.osVersion());
    text(device.model());
    text(client.locale() == null ? null : client.locale().replace('-', '_'));
    unknown(); // the time zone's abbreviation
    text(device.carrier());
    number(device.screenWidth());
    number(device.screenHeight());
    number(device.screenDensity());
    unknown(); // processor cores
    unknown(); // storage
    unknown(); // free storage
    text(device.timezone());
    json.writeEndArray();
  }

  /** None of these has to be there, so what may be personal is left out. */
  private void text(@Nullable String value) throws IOException {
    json.writeString(value != null && PersonalText.isSendable(value) ? value : "");
  }

  private void number(@Nullable BigDecimal value) throws IOException {
    json.writeString(value == null ? "" : value.toPlainString());
  }

  private void unknown() throws IOException {
    json.writeString("");
  }
}
