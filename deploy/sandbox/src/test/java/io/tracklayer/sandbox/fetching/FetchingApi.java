package io.tracklayer.sandbox.fetching;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracklayer.contract.json.Json;
import io.tracklayer.sandbox.SandboxAnswer;
import io.tracklayer.sandbox.SandboxApi;
import io.tracklayer.sandbox.SandboxRequest;
import io.tracklayer.sandbox.SandboxSecrets;

/** An API whose schema refers to another host. */
public final class FetchingApi implements SandboxApi {

  @Override
  public String name() {
    return "fetching";
  }

  @Override
  public SandboxAnswer answer(SandboxRequest request, SandboxSecrets secrets) {
    return SandboxAnswer.of(200, Json.object());
  }

  @Override
  public JsonNode trouble(int status) {
    return Json.object();
  }
}
